#include "sync/wire/structured.h"

#include "content/base/bytes.h"

#include <charconv>

namespace accanto::wire {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_alpha(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }
bool is_key_char(char c) {
    return is_lower(c) || is_digit(c) || c == '_' || c == '-' || c == '.' || c == '*';
}
bool is_token_char(char c) {
    return is_alpha(c) || is_digit(c) || std::string_view("!#$%&'*+-.^_`|~:/").find(c) != std::string_view::npos;
}

// Reads from the front of a field. Every reader answers nothing at the first wrong character.
class Reader {
public:
    explicit Reader(std::string_view text) : m_rest(text) {}

    bool at_end() const { return m_rest.empty(); }
    char peek() const { return m_rest.empty() ? '\0' : m_rest.front(); }
    bool take(char c) {
        if (peek() != c || m_rest.empty())
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    void skip_spaces() {
        while (peek() == ' ')
            m_rest.remove_prefix(1);
    }
    void skip_optional_white() {
        while (peek() == ' ' || peek() == '\t')
            m_rest.remove_prefix(1);
    }

    std::optional<std::string> key() {
        if (!is_lower(peek()) && peek() != '*')
            return std::nullopt;
        return run(is_key_char);
    }
    std::optional<Bare> bare();
    std::optional<Parameters> parameters();
    std::optional<Item> item();
    std::optional<InnerList> inner_list();

private:
    std::string run(bool (*belongs)(char)) {
        size_t n = 0;
        while (n < m_rest.size() && belongs(m_rest[n]))
            ++n;
        std::string out(m_rest.substr(0, n));
        m_rest.remove_prefix(n);
        return out;
    }
    std::optional<Bare> number();
    std::optional<Bare> quoted();
    std::optional<Bare> binary();

    std::string_view m_rest;
};

// RFC 8941 section 4.2.4: at most 15 digits, or 12 before and 3 behind the point.
std::optional<Bare> Reader::number() {
    size_t n = m_rest.front() == '-' ? 1 : 0, digits = 0, behind = 0;
    bool decimal = false;
    for (; n < m_rest.size(); ++n) {
        if (is_digit(m_rest[n]))
            decimal ? ++behind : ++digits;
        else if (m_rest[n] == '.' && !decimal && digits > 0)
            decimal = true;
        else
            break;
        if (digits > 15 || behind > 3 || (decimal && digits > 12))
            return std::nullopt;
    }
    if (digits == 0 || (decimal && behind == 0))
        return std::nullopt;
    std::string_view text = m_rest.substr(0, n);
    m_rest.remove_prefix(n);
    if (decimal) {
        double value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    }
    int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::optional<Bare> Reader::quoted() {
    std::string out;
    take('"');
    while (!m_rest.empty()) {
        char c = m_rest.front();
        m_rest.remove_prefix(1);
        if (c == '"')
            return out;
        if (c == '\\') {
            if (peek() != '"' && peek() != '\\')
                return std::nullopt;
            c = m_rest.front();
            m_rest.remove_prefix(1);
        } else if (c < 0x20 || c > 0x7e) {
            return std::nullopt;
        }
        out += c;
    }
    return std::nullopt;
}

std::optional<Bare> Reader::binary() {
    take(':');
    size_t end = m_rest.find(':');
    if (end == std::string_view::npos)
        return std::nullopt;
    auto bytes = from_base64(m_rest.substr(0, end));
    m_rest.remove_prefix(end + 1);
    if (!bytes)
        return std::nullopt;
    return Binary{*bytes};
}

std::optional<Bare> Reader::bare() {
    char c = peek();
    if (c == '-' || is_digit(c))
        return number();
    if (c == '"')
        return quoted();
    if (c == ':')
        return binary();
    if (is_alpha(c) || c == '*')
        return Token{run(is_token_char)};
    if (take('?')) {
        if (take('1'))
            return true;
        if (take('0'))
            return false;
    }
    return std::nullopt;
}

std::optional<Parameters> Reader::parameters() {
    Parameters out;
    while (take(';')) {
        skip_spaces();
        auto name = key();
        if (!name)
            return std::nullopt;
        Bare value = true;
        if (take('=')) {
            auto read = bare();
            if (!read)
                return std::nullopt;
            value = *read;
        }
        std::erase_if(out, [&](const auto& p) { return p.first == *name; });
        out.emplace_back(*name, value);
    }
    return out;
}

std::optional<Item> Reader::item() {
    auto value = bare();
    if (!value)
        return std::nullopt;
    auto with = parameters();
    if (!with)
        return std::nullopt;
    return Item{*value, *with};
}

std::optional<InnerList> Reader::inner_list() {
    InnerList out;
    take('(');
    for (;;) {
        skip_spaces();
        if (take(')')) {
            auto with = parameters();
            if (!with)
                return std::nullopt;
            out.parameters = *with;
            return out;
        }
        auto one = item();
        if (!one || (peek() != ' ' && peek() != ')'))
            return std::nullopt;
        out.items.push_back(*one);
    }
}

std::optional<Member> read_member(Reader& reader) {
    if (reader.peek() == '(') {
        auto list = reader.inner_list();
        return list ? std::optional<Member>(*list) : std::nullopt;
    }
    auto item = reader.item();
    return item ? std::optional<Member>(*item) : std::nullopt;
}

} // namespace

std::optional<Dictionary> parse_dictionary(std::string_view field) {
    Reader reader(field);
    Dictionary out;
    reader.skip_spaces();
    while (!reader.at_end()) {
        auto key = reader.key();
        if (!key)
            return std::nullopt;
        std::optional<Member> member;
        if (reader.take('=')) {
            member = read_member(reader);
        } else if (auto with = reader.parameters()) {
            member = Item{true, *with};
        }
        if (!member)
            return std::nullopt;
        std::erase_if(out, [&](const auto& m) { return m.first == *key; });
        out.emplace_back(*key, *member);
        reader.skip_optional_white();
        if (reader.at_end())
            return out;
        if (!reader.take(','))
            return std::nullopt;
        reader.skip_optional_white();
        if (reader.at_end())
            return std::nullopt;
    }
    return out;
}

std::optional<Item> parse_item(std::string_view field) {
    Reader reader(field);
    reader.skip_spaces();
    auto item = reader.item();
    reader.skip_spaces();
    if (!item || !reader.at_end())
        return std::nullopt;
    return item;
}

const Member* find(const Dictionary& dictionary, std::string_view key) {
    for (const auto& [name, member] : dictionary)
        if (name == key)
            return &member;
    return nullptr;
}

const Bare* find(const Parameters& parameters, std::string_view key) {
    for (const auto& [name, value] : parameters)
        if (name == key)
            return &value;
    return nullptr;
}

} // namespace accanto::wire

#include "sync/wire/http_text.h"

#include "content/base/error.h"

#include <algorithm>
#include <charconv>

namespace accanto::wire {

namespace {

constexpr size_t longest_head = 16 << 10;
constexpr std::string_view line_end = "\r\n", version = "HTTP/1.1";

std::optional<size_t> whole_number(std::string_view text) {
    size_t out = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
    return !text.empty() && read.ec == std::errc() && read.ptr == text.data() + text.size()
               ? std::optional(out)
               : std::nullopt;
}

// Up to the separator, which is taken too. Nothing when there is none.
std::optional<std::string_view> take_until(std::string_view& text, std::string_view separator) {
    const size_t at = text.find(separator);
    if (at == std::string_view::npos)
        return std::nullopt;
    const std::string_view out = text.substr(0, at);
    text.remove_prefix(at + separator.size());
    return out;
}

bool read_first_line(std::string_view line, Message& to) {
    const auto first = take_until(line, " ");
    if (!first)
        return false;
    if (*first == version) {
        const auto status = whole_number(line.substr(0, 3));
        to.status = status ? int(*status) : 0;
        return status && *status >= 100;
    }
    const auto target = take_until(line, " ");
    const bool is_method = !first->empty() && std::all_of(first->begin(), first->end(),
                                                          [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!is_method || !target || !target->starts_with('/') || line != version)
        return false;
    const size_t question = std::min(target->find('?'), target->size());
    to.method = *first;
    to.path = target->substr(0, question);
    to.query = target->substr(question);
    return true;
}

// A lone line's end, or anything else that is no text, has no place in a head.
bool is_text(std::string_view line) {
    return std::all_of(line.begin(), line.end(), [](unsigned char c) { return c >= 0x20 && c != 0x7f; });
}

// The length of the body that follows, or nothing when this is no head.
std::optional<size_t> read_head(std::string_view head, Message& to) {
    const auto first = take_until(head, line_end);
    if (!first || !is_text(*first) || !read_first_line(*first, to))
        return std::nullopt;
    std::optional<size_t> length;
    while (!head.empty()) {
        auto line = take_until(head, line_end);
        if (!line || !is_text(*line))
            return std::nullopt;
        const auto name = take_until(*line, ": ");
        if (!name || name->empty())
            return std::nullopt;
        if (*name == "host")
            to.authority = *line;
        else if (*name == "content-length")
            length = whole_number(*line);
        else
            to.fields.emplace_back(*name, *line);
    }
    return length;
}

} // namespace

std::string to_http(const Message& message, std::string_view body) {
    std::string out;
    const auto add = [&](std::string_view name, std::string_view value) {
        ACCANTO_ASSERT(name.find_first_of("\r\n") == std::string_view::npos &&
                       value.find_first_of("\r\n") == std::string_view::npos);
        out += name;
        out += ": ";
        out += value;
        out += line_end;
    };
    if (message.method.empty()) {
        out += version;
        out += ' ' + std::to_string(message.status) + ' ';
        out += line_end;
    } else {
        out += message.method + ' ' + message.path + message.query + ' ';
        out += version;
        out += line_end;
        add("host", message.authority);
    }
    for (const auto& [name, value] : message.fields)
        add(name, value);
    add("content-length", std::to_string(body.size()));
    out += line_end;
    out += body;
    return out;
}

std::optional<WholeMessage> take_http(std::string_view& text) {
    const size_t end = text.substr(0, longest_head).find("\r\n\r\n");
    if (end == std::string_view::npos)
        return std::nullopt;
    WholeMessage out;
    const auto length = read_head(text.substr(0, end + 2), out.message);
    if (!length || *length > text.size() - end - 4)
        return std::nullopt;
    out.body = text.substr(end + 4, *length);
    text.remove_prefix(end + 4 + *length);
    return out;
}

} // namespace accanto::wire

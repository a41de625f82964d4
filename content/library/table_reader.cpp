#include "content/library/table_reader.h"

#include "content/base/clock.h"

namespace accanto::content {

bool is_id(std::string_view text) {
    auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), good);
}

std::pair<std::string, std::string> split_at_colon(const std::string& text) {
    size_t colon = text.find(':');
    return colon == std::string::npos ? std::pair{text, std::string()}
                                      : std::pair{text.substr(0, colon), text.substr(colon + 1)};
}

std::optional<int> small_number(const std::string& text) {
    if (text.empty() || text.size() > 2 || text.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    return std::stoi(text);
}

void TableReader::fault(int line, std::string rule, const std::string& message) {
    m_problems.push_back({m_file, line, "", std::move(rule), m_what + ": " + message});
}

const Node* TableReader::get(const char* key, Node::Kind kind) {
    m_asked.push_back(key);
    const Node* node = m_table.find(key);
    if (node && node->kind != kind) {
        fault(node->line, "wrong-type",
              fmt::format("\"{}\" is {}, it should be {}", key, kind_name(node->kind), kind_name(kind)));
        return nullptr;
    }
    return node;
}

std::string TableReader::text(const char* key) {
    const Node* node = get(key, Node::Kind::text);
    return node ? node->text : "";
}

std::string TableReader::need_text(const char* key) {
    const Node* node = get(key, Node::Kind::text);
    if (!m_table.find(key))
        fault(m_table.line, "missing", fmt::format("\"{}\" is missing", key));
    else if (node && node->text.empty())
        fault(node->line, "missing", fmt::format("\"{}\" is empty", key));
    return node ? node->text : "";
}

std::string TableReader::need_id(const char* key) {
    std::string id = need_text(key);
    if (!id.empty() && !is_id(id)) {
        fault(m_table.find(key)->line, "bad-id",
              fmt::format("\"{}\" is no id; use small letters, digits, _ and -, at most 40", id));
        id.clear();
    }
    return id;
}

bool TableReader::truth_or(const char* key, bool otherwise) {
    const Node* node = get(key, Node::Kind::truth);
    return node ? node->truth : otherwise;
}

int TableReader::whole(const char* key, int least, int most, int otherwise) {
    const Node* node = get(key, Node::Kind::number);
    if (!node)
        return otherwise;
    if (!node->whole || node->number < least || node->number > most) {
        fault(node->line, "out-of-range",
              fmt::format("{} = {} is not allowed; a whole number from {} to {} is", key, node->number, least,
                          most));
        return otherwise;
    }
    return int(node->number);
}

int TableReader::need_whole(const char* key, int least, int most) {
    if (!m_table.find(key))
        fault(m_table.line, "missing", fmt::format("\"{}\" is missing", key));
    return whole(key, least, most, least);
}

std::string TableReader::need_day(const char* key) {
    std::string text = need_text(key);
    if (!text.empty() && !days_after(text, 0))
        fault(line(), "bad-date", fmt::format("{} = \"{}\" is no day; write it as 2026-11-23", key, text));
    return text;
}

const Node* TableReader::list(const char* key) {
    return get(key, Node::Kind::list);
}

std::vector<std::string> TableReader::texts(const char* key) {
    std::vector<std::string> out;
    if (const Node* node = list(key))
        for (const Node& item : node->items) {
            if (item.kind == Node::Kind::text && !item.text.empty())
                out.push_back(item.text);
            else
                fault(item.line, "wrong-type",
                      fmt::format("\"{}\" is a list of texts; one of them is none", key));
        }
    return out;
}

std::vector<const Node*> TableReader::tables(const char* key) {
    std::vector<const Node*> out;
    if (const Node* node = list(key))
        for (const Node& item : node->items) {
            if (item.kind == Node::Kind::table)
                out.push_back(&item);
            else
                fault(item.line, "wrong-type",
                      fmt::format("\"{}\" is a list of sections; one of them is {}", key,
                                  kind_name(item.kind)));
        }
    return out;
}

void TableReader::no_more() {
    for (const Node& node : m_table.items)
        if (std::find(m_asked.begin(), m_asked.end(), node.name) == m_asked.end())
            fault(node.line, "unknown-entry",
                  fmt::format("\"{}\" is not known here; allowed: {}", node.name, fmt::join(m_asked, ", ")));
}

} // namespace accanto::content

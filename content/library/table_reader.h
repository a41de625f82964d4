#pragma once
// Reads one section of a content file, strictly: a missing, mistyped or unknown entry is a problem with its
// line.

#include "content/library/node.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace accanto::content {

class TableReader {
public:
    // `what` names the section in messages: "step \"open\"".
    TableReader(const Node& table, std::string file, std::string what, std::vector<Problem>& problems)
        : m_table(table), m_file(std::move(file)), m_what(std::move(what)), m_problems(problems) {}

    void name(std::string what) { m_what = std::move(what); }
    int line() const { return m_table.line; }

    // A text that must be there and not empty.
    std::string need_text(const char* key);
    std::string text(const char* key);
    bool truth(const char* key) { return truth_or(key, false); }
    bool truth_or(const char* key, bool otherwise);
    int whole(const char* key, int least, int most, int otherwise);
    // The same for one that must be there; `least` when it is not or is wrong.
    int need_whole(const char* key, int least, int most);
    // A day that must be there: "2026-11-23", written with quotes or without.
    std::string need_day(const char* key);
    std::vector<std::string> texts(const char* key);
    // Sections of [[key]]; an entry that is no section is a problem.
    std::vector<const Node*> tables(const char* key);
    const Node* list(const char* key);
    // An id: small letters, digits, _ and -; at most 40.
    std::string need_id(const char* key);
    // One word of a fixed list, as its place in it. `otherwise` when it is not there (-1: it must be).
    template <size_t N>
    int word(const char* key, const std::string_view (&known)[N], int otherwise);

    void fault(int line, std::string rule, const std::string& message);
    // An entry that is read elsewhere.
    void known(const char* key) { m_asked.push_back(key); }
    // Call last: entries nobody asked for are typing errors.
    void no_more();

private:
    const Node* get(const char* key, Node::Kind kind);

    const Node& m_table;
    std::string m_file, m_what;
    std::vector<Problem>& m_problems;
    std::vector<std::string> m_asked;
};

bool is_id(std::string_view text);
// "min_length:8" -> "min_length", "8"; the second is "" without a colon.
std::pair<std::string, std::string> split_at_colon(const std::string& text);
// 0 to 99, or nothing.
std::optional<int> small_number(const std::string& text);

template <size_t N>
int TableReader::word(const char* key, const std::string_view (&known)[N], int otherwise) {
    const Node* node = get(key, Node::Kind::text);
    if (!node) {
        if (otherwise < 0 && !m_table.find(key))
            fault(m_table.line, "missing",
                  fmt::format("\"{}\" is missing; allowed: {}", key, fmt::join(known, ", ")));
        return std::max(otherwise, 0);
    }
    for (size_t i = 0; i < N; ++i)
        if (known[i] == node->text)
            return int(i);
    fault(node->line, "unknown-word",
          fmt::format("{} = \"{}\" is not known; allowed: {}", key, node->text, fmt::join(known, ", ")));
    return std::max(otherwise, 0);
}

} // namespace accanto::content

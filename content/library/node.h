#pragma once
// A TOML file as a plain tree with line numbers, so that one source file knows the TOML library.

#include "content/library/words.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::content {

struct Node {
    enum class Kind { text, number, truth, list, table };
    Kind kind = Kind::table;
    int line = 0;
    std::string text; // text; dates too, as "2026-11-23"
    double number = 0;
    bool whole = false; // a number without a fraction
    bool truth = false;
    std::string name;        // its key, within a table
    std::vector<Node> items; // of a list or a table, in the order of the file

    const Node* find(std::string_view key) const;
};
const char* kind_name(Node::Kind kind); // "a text"

// Nothing when the text is no TOML; the problem then says where and why.
std::optional<Node> parse_toml(std::string_view text, const std::string& file, const std::string& language,
                               std::vector<Problem>& problems);

// A text as it stands in a TOML file, in its quotes. Bytes that are no UTF-8 are the caller's mistake.
std::string toml_text(std::string_view text);

} // namespace accanto::content

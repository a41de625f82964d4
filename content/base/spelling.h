#pragma once
// Words in messages: what a person probably meant, and what stood there, safe to show.

#include <string>
#include <string_view>
#include <vector>

namespace accanto {

// The candidate with the fewest single-character edits (insert, delete, replace, swap of neighbours) to
// `word`, or an empty view when none is near enough to be a likely slip (more than a third of its letters, at
// least one). The first wins a tie. The view is one of `candidates`.
std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& candidates);

// A value as it may stand in a message: control characters shown as "?", and cut when longer than
// `most_bytes`.
std::string printable(const std::string& value, size_t most_bytes = 80);

} // namespace accanto

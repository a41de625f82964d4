#pragma once
// What a person probably meant: for messages about a word that is not known.

#include <string_view>
#include <vector>

namespace accanto {

// The candidate with the fewest single-character edits (insert, delete, replace, swap of neighbours) to
// `word`, or an empty view when none is near enough to be a likely slip (more than a third of its letters, at
// least one). The first wins a tie. The view is one of `candidates`.
std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& candidates);

} // namespace accanto

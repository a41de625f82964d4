#pragma once
// Parts of a whole, as percentages that add to 100, and without telling of too few people.

#include <cstdint>
#include <string>
#include <vector>

namespace accanto::hub {

// A cell of fewer people than this is hidden in whatever is shared.
constexpr int64_t fewest_shown = 5;

struct Cell {
    std::string code;
    int64_t count = 0;
    int percent = 0;
    bool hidden = false;
};

struct Shares {
    std::vector<Cell> cells; // as they were given
    int64_t total = 0;
    bool total_hidden = false; // the total itself is too small, or would give a hidden cell away
    int64_t hidden_count = 0;  // of the hidden cells together: never one cell's alone
    int hidden_percent = 0;
};

// Percentages by largest remainder (Hamilton): they add to exactly 100 unless the total is 0. With `hide`,
// cells of 1 to 4 are hidden, and further cells, smallest first, until nobody can find one of them from the
// total: at least two are hidden, and together at least five. Where there are not enough cells for that the
// total is hidden too. A cell of 0 tells of nobody.
Shares shares_of(const std::vector<std::pair<std::string, int64_t>>& counts, bool hide);

} // namespace accanto::hub

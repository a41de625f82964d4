#include "content/base/spelling.h"

#include <algorithm>

namespace accanto {

namespace {

// Optimal string alignment distance over bytes: names in our files are ASCII.
size_t edits_between(std::string_view a, std::string_view b) {
    std::vector<std::vector<size_t>> cost(a.size() + 1, std::vector<size_t>(b.size() + 1));
    for (size_t i = 0; i <= a.size(); ++i)
        cost[i][0] = i;
    for (size_t j = 0; j <= b.size(); ++j)
        cost[0][j] = j;
    for (size_t i = 1; i <= a.size(); ++i)
        for (size_t j = 1; j <= b.size(); ++j) {
            size_t replaced = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    return cost[a.size()][b.size()];
}

} // namespace

std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& candidates) {
    // A word far longer than any name of ours is no slip, and the table of costs stays small.
    if (word.size() > 64)
        return {};
    std::string_view best;
    size_t fewest = 0;
    for (std::string_view candidate : candidates) {
        size_t edits = edits_between(word, candidate);
        if (edits <= std::max<size_t>(1, candidate.size() / 3) && (best.empty() || edits < fewest)) {
            best = candidate;
            fewest = edits;
        }
    }
    return best;
}

std::string printable(const std::string& value, size_t most_bytes) {
    size_t length = std::min(value.size(), most_bytes);
    while (length < value.size() && length > 0 && (static_cast<unsigned char>(value[length]) & 0xc0) == 0x80)
        --length; // never half a character
    std::string out = value.substr(0, length);
    std::replace_if(
        out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; }, '?');
    return length < value.size() ? out + "..." : out;
}

} // namespace accanto

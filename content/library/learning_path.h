#pragma once
// Which lessons somebody does well to take, and in which order: from what they told in a skills check.

#include "content/library/library.h"
#include "content/library/skills_score.h"

namespace accanto::content {

struct PathWishes {
    std::optional<std::array<AreaLevel, skill_area_count>> areas; // as told; nothing: all at the beginning
    std::vector<std::string> items;                               // of the instrument, that were done
    std::vector<std::string> wants;                               // topics, in order
    std::optional<std::vector<std::string>>
        has; // "smartphone", "computer", "email", "eid"; nothing: not told
};

// A walk one can finish.
constexpr size_t most_stations = 6;

// Ids of tutorials, each after those it builds on, at most `most`. First what was wanted, with what has to be
// known before it; what is left of the walk goes to the weakest areas, easy lessons first. What one has (an
// e-mail address) or does already is not a condition. Never empty when the library is not.
//
// A lesson tells in its head: `after` (good to know first), `level`, `needs`, `gives` (what one has
// afterwards: "email", "eid"), `shown_by` (items of the check that show one can do it) and its competences,
// whose first digit is the area.
std::vector<std::string> learning_path(const Library& library, const PathWishes& wishes,
                                       size_t most = most_stations);

// What the lessons of the last of these folders (as for load_library) say of each other, of those in the
// others, and of the check: one is named in `after` that is nowhere or that leads back to itself, or an item
// is named that the instrument has not. Rules: unknown-tutorial, circle, unknown-item.
std::vector<Problem> check_order(const std::vector<std::filesystem::path>& folders, const std::string& place,
                                 const Instrument& instrument);

} // namespace accanto::content

#pragma once
// A page in the lower part of a tall panel: for who sits in a wheelchair, or is small.

#include <algorithm>

namespace accanto::ui {

// How high a page in reach is at most. Where the lower edge of the panel hangs 800 mm above the floor, as it should, all of it
// is between 800 and 1100 mm (EN 301 549 V4.1, 8.3).
constexpr float reach_mm = 300;

// A page that stands upright and is not higher than that has no height to spare: it is as good as square.
constexpr float squat_mm = reach_mm + 10;

// Of the floor: as high as a hand comes from a wheelchair.
constexpr float highest_reach_mm = 1100;

// Millimetres above the page, on a panel of this height, whose middle hangs `middle_mm` above the floor (0: nobody measured it); 0
// where nothing would be gained, or a page too low for its words.
inline float free_above_mm(float panel_mm, float middle_mm = 0) {
    constexpr float least_page = 200, least_gain = 40, part = 0.6f;
    const float in_reach = middle_mm > 0 ? highest_reach_mm - (middle_mm - panel_mm / 2) : std::min(panel_mm * part, reach_mm);
    const float page = std::max(in_reach, least_page);
    return panel_mm - page < least_gain ? 0 : panel_mm - page;
}

} // namespace accanto::ui

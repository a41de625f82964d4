#pragma once
// A page in the lower part of a tall panel: for who sits in a wheelchair, or is small.

#include <algorithm>

namespace accanto::ui {

// How high a page in reach is at most. Where the lower edge of the panel hangs 800 mm above the floor, as it should, all of it
// is between 800 and 1100 mm (EN 301 549 V4.1, 8.3).
constexpr float reach_mm = 300;

// A page that stands upright and is not higher than that has no height to spare: it is as good as square.
constexpr float squat_mm = reach_mm + 10;

// Millimetres above the page, on a panel of this height; 0 where nothing would be gained, or a page too low for its words.
inline float free_above_mm(float panel_mm) {
    constexpr float least_page = 200, least_gain = 40, part = 0.6f;
    const float page = std::clamp(panel_mm * part, least_page, reach_mm);
    return panel_mm - page < least_gain ? 0 : panel_mm - page;
}

} // namespace accanto::ui

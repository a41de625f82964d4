#pragma once
// How large a millimetre is on this panel, and words at first.

#include "content/base/settings.h"
#include "kiosk/platform/window.h"
#include "kiosk/ui/look.h"

#include <algorithm>

namespace accanto::app {

inline float px_per_mm(const Settings& settings, const platform::Window& window) {
    double pitch = settings.screen.pitch_mm;
    if (pitch <= 0)
        pitch = window.pitch_mm().value_or(0);
    // A 24 inch panel is 531 mm wide: what stands at most points.
    if (pitch <= 0)
        pitch = 531.0 / std::max(window.width(), window.height());
    return float(1.0 / pitch);
}

// As the settings have it, and legible from where they say.
inline ui::TextSize first_size(const Settings& settings) {
    return std::max(ui::text_size_from(settings.screen.text_size), ui::size_for(float(settings.screen.viewing_distance_mm)));
}

} // namespace accanto::app

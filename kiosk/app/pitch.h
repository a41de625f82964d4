#pragma once
// How large a millimetre is on this panel.

#include "content/base/settings.h"
#include "kiosk/platform/window.h"

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

} // namespace accanto::app

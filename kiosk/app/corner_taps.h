#pragma once
// The way to the technician's screen: five touches in the upper left corner of the panel, the last one held for a second. No citizen
// comes there by accident, and no button stands there.

#include "kiosk/platform/pointer.h"

#include <cstdint>

namespace accanto::app {

// Pure; times are monotonic milliseconds.
class CornerTaps {
public:
    static constexpr float corner_mm = 30;
    static constexpr int taps = 5;
    static constexpr int64_t held_ms = 1000;
    static constexpr int64_t patience_ms = 2000; // between two of them

    // True with the release that ends the last touch.
    bool contact(const platform::Contact& contact, float px_per_mm);

private:
    int m_taps = 0;
    bool m_down = false;
    int64_t m_pressed_ms = 0, m_released_ms = 0;
};

} // namespace accanto::app

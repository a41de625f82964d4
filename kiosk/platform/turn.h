#pragma once
// A panel that hangs turned, by quarters: where on it lies what a person in front of it sees upright.

#include "kiosk/platform/area.h"
#include "kiosk/platform/pointer.h"

#include <cstdint>
#include <vector>

namespace accanto::platform {

class Turn {
public:
    Turn() = default;
    // How far the panel is turned clockwise: 0, 90, 180 or 270.
    explicit Turn(int degrees);

    int degrees() const { return m_degrees; }
    bool any() const { return m_degrees != 0; }
    bool sideways() const { return m_degrees % 180 != 0; } // width and height are exchanged
    // From the panel to what is seen.
    Turn back() const { return Turn((360 - m_degrees) % 360); }
    // What is left to do where the other was done.
    Turn after(Turn other) const { return Turn((m_degrees + 360 - other.m_degrees) % 360); }

    // Places within something of this size, as it is seen, on the panel.
    Area area(const Area& seen, int width, int height) const;
    PointF point(PointF seen, float width, float height) const;
    // Its pixels, rows without padding.
    void pixels(const uint32_t* seen, int width, int height, std::vector<uint32_t>& out) const;

private:
    int m_degrees = 0;
};

} // namespace accanto::platform

#include "kiosk/app/corner_taps.h"

#include <algorithm>

namespace accanto::app {

bool CornerTaps::contact(const platform::Contact& contact, float px_per_mm) {
    using Kind = platform::Contact::Kind;
    const bool inside = std::max(contact.x, contact.y) <= corner_mm * px_per_mm;
    if (contact.kind == Kind::move && (inside || !m_down))
        return false;
    if (!inside || contact.kind == Kind::move || contact.kind == Kind::cancel) {
        m_taps = 0, m_down = false;
        return false;
    }
    if (contact.kind == Kind::down) {
        if (m_taps > 0 && contact.at_ms - m_released_ms > patience_ms)
            m_taps = 0;
        m_down = true;
        m_pressed_ms = contact.at_ms;
        return false;
    }
    if (!m_down)
        return false;
    m_down = false;
    m_released_ms = contact.at_ms;
    if (++m_taps < taps)
        return false;
    m_taps = 0;
    return contact.at_ms - m_pressed_ms >= held_ms;
}

} // namespace accanto::app

#include "kiosk/app/corners.h"

namespace accanto::app {

using platform::Contact;

std::optional<Corners::Corner> Corners::corner_at(float x, float y) const {
    const float zone = zone_mm * m_panel.px_per_mm;
    const bool left = x < zone, right = x >= m_panel.width - zone;
    const bool top = y < zone, bottom = y >= m_panel.height - zone;
    if (bottom && left)
        return Corner::previous;
    if (bottom && right)
        return Corner::next;
    if (top && right)
        return Corner::choose;
    if (top && left)
        return Corner::where;
    return std::nullopt;
}

Corners::Step Corners::contact(const Contact& contact) {
    if (contact.kind == Contact::Kind::down) {
        if (m_finger && m_finger != contact.finger)
            return {};
        m_finger = contact.finger;
        m_corner = corner_at(contact.x, contact.y);
        m_on_page = !m_corner;
        m_spent = false;
        m_down_ms = contact.at_ms;
        return m_on_page ? Step{{}, platform::PointF{contact.x, contact.y}, true, false} : Step{};
    }
    if (m_finger != contact.finger)
        return {};
    switch (contact.kind) {
    case Contact::Kind::move:
        // Who slides out of a corner has thought better of it.
        if (m_corner && corner_at(contact.x, contact.y) != m_corner)
            m_corner.reset();
        return m_on_page ? Step{{}, platform::PointF{contact.x, contact.y}, false, false} : Step{};
    case Contact::Kind::up: return lift(contact);
    default: m_finger.reset(); m_corner.reset(); return {};
    }
}

Corners::Step Corners::lift(const Contact& contact) {
    const std::optional<Corner> corner = m_spent || corner_at(contact.x, contact.y) != m_corner ? std::nullopt : m_corner;
    m_finger.reset();
    m_corner.reset();
    if (m_on_page)
        return {{}, platform::PointF{contact.x, contact.y}, false, true};
    // Going on twice can be taken back, choosing twice can't.
    if (corner == Corner::choose || corner == Corner::where) {
        const bool again = m_chosen_ms && contact.at_ms - *m_chosen_ms < m_panel.double_tap_ms;
        m_chosen_ms = contact.at_ms;
        if (again)
            return {};
    }
    return {corner, {}, false, false};
}

bool Corners::held(int64_t now_ms) {
    const std::optional<int64_t> due = deadline();
    if (!due || now_ms < *due)
        return false;
    m_spent = true;
    return true;
}

std::optional<int64_t> Corners::deadline() const {
    if (!m_finger || !m_corner || m_spent)
        return std::nullopt;
    return m_down_ms + hold_ms;
}

void Corners::reset() {
    m_finger.reset();
    m_corner.reset();
    m_chosen_ms.reset();
    m_on_page = false;
}

} // namespace accanto::app

#include "kiosk/platform/pointer.h"

#include "content/base/error.h"

#include <cmath>

namespace accanto::platform {

namespace {
constexpr int frames_after_release = 2;
}

Contact Pointer::meant(Contact contact) const {
    contact.x -= m_rules.offset_x_px;
    contact.y -= m_rules.offset_y_px;
    if (contact.kind == Contact::Kind::up && contact.at_ms - m_pressed_ms < m_rules.least_press_ms)
        contact.kind = Contact::Kind::cancel;
    return contact;
}

void Pointer::contact(const Contact& felt) {
    const Contact contact = meant(felt);
    if (contact.kind == Contact::Kind::down) {
        press(contact);
        return;
    }
    if (m_finger != contact.finger)
        return;
    // A move must leave room for the release.
    if (contact.kind != Contact::Kind::move || m_count + 1 < capacity)
        add(contact.kind, contact.x, contact.y);
    if (contact.kind == Contact::Kind::move)
        return;
    m_finger.reset();
    if (contact.kind == Contact::Kind::up)
        m_released_ms = contact.at_ms;
}

void Pointer::press(const Contact& contact) {
    if (m_finger == contact.finger) {
        // The same finger cannot come down twice: its release was lost on the way and must not count as one.
        m_finger.reset();
        add(Contact::Kind::cancel, contact.x, contact.y);
    }
    const bool too_soon = m_released_ms && contact.at_ms - *m_released_ms < m_rules.double_tap_ms;
    if (m_finger || too_soon || capacity - m_count < room_of_a_tap)
        return;
    m_finger = contact.finger;
    m_pressed_ms = contact.at_ms;
    add(Contact::Kind::down, contact.x, contact.y);
}

void Pointer::add(Contact::Kind kind, float x, float y) {
    if (kind == Contact::Kind::move && m_count > 0) {
        Step& last = m_steps[(m_first + m_count - 1) % capacity];
        if (last.kind == Contact::Kind::move) {
            last = {kind, x, y};
            return;
        }
    }
    ACCANTO_ASSERT(m_count < capacity);
    m_steps[(m_first + m_count) % capacity] = {kind, x, y};
    ++m_count;
}

Pointer::Step Pointer::take() {
    const Step step = m_steps[m_first];
    m_first = (m_first + 1) % capacity;
    --m_count;
    return step;
}

PointerFrame Pointer::frame(int64_t, const Snap& snap) {
    if (!m_frame.down && m_frame.present && m_linger-- == 0)
        m_frame.present = false;
    while (m_count > 0) {
        const Step step = take();
        apply(step, snap);
        if (step.kind != Contact::Kind::move)
            break;
    }
    return m_frame;
}

void Pointer::apply(const Step& step, const Snap& snap) {
    switch (step.kind) {
    case Contact::Kind::down:
        m_frame.present = m_frame.down = true;
        m_pressed = {step.x, step.y};
        m_slid = false;
        place(step.x, step.y, snap);
        break;
    case Contact::Kind::move:
        // A finger that trembles about the place of its press still means what it pressed.
        m_slid |= std::hypot(step.x - m_pressed.x, step.y - m_pressed.y) > m_rules.margin_px;
        if (m_slid) {
            m_frame.x = step.x;
            m_frame.y = step.y;
        }
        break;
    case Contact::Kind::up:
        m_frame.down = false;
        m_linger = frames_after_release;
        place(step.x, step.y, snap);
        break;
    case Contact::Kind::cancel:
        m_frame.present = m_frame.down = false;
        break;
    }
}

void Pointer::place(float x, float y, const Snap& snap) {
    const std::optional<PointF> meant = snap ? snap(x, y, m_rules.margin_px) : std::nullopt;
    m_frame.x = meant ? meant->x : x;
    m_frame.y = meant ? meant->y : y;
}

bool Pointer::unsettled() const {
    return m_count > 0 || (m_frame.present && !m_frame.down);
}

void Pointer::reset() {
    m_finger.reset();
    m_released_ms.reset();
    m_first = m_count = 0;
    m_frame = {};
    m_linger = 0;
}

} // namespace accanto::platform

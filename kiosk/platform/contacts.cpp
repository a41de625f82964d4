#include "kiosk/platform/contacts.h"

#include <algorithm>

#include <linux/input.h>

namespace accanto::platform {

ContactReader::ContactReader(const InputTraits& traits, int64_t first_finger)
    : m_pointing(traits.pointing),
      m_x(traits.x),
      m_y(traits.y),
      m_first_finger(first_finger),
      m_slots(traits.places.size()),
      m_slot(size_t(std::max(traits.slot, 0))) {
    for (size_t i = 0; i < m_slots.size(); ++i)
        m_slots[i].place = traits.places[i];
}

void ContactReader::hear(const input_event& event, const Panel& panel, Cursor& cursor,
                         std::vector<Event>& events) {
    if (m_slots.empty())
        return;
    switch (event.type) {
    case EV_ABS:
        axis(event.code, event.value);
        break;
    case EV_KEY:
        button(event.code, event.value);
        break;
    case EV_REL:
        move_by(event.code, event.value, panel, cursor);
        break;
    case EV_SYN:
        if (event.code == SYN_REPORT) // all that happened at once was said
            tell(panel, cursor, events);
        break;
    default:
        break;
    }
}

// A panel that tells fingers apart says where the first one is a second time, for programs that know only
// one.
void ContactReader::axis(unsigned code, int value) {
    const bool fingers = m_pointing == Pointing::fingers;
    if (fingers && code == ABS_MT_SLOT)
        m_slot = value >= 0 ? size_t(value) : m_slots.size();
    if (m_slot >= m_slots.size())
        return;
    Slot& slot = m_slots[m_slot];
    if (fingers && code == ABS_MT_TRACKING_ID) {
        slot.touch = value >= 0 ? value : none;
    } else if (code == (fingers ? ABS_MT_POSITION_X : ABS_X)) {
        slot.place.x = value;
        slot.moved = true;
    } else if (code == (fingers ? ABS_MT_POSITION_Y : ABS_Y)) {
        slot.place.y = value;
        slot.moved = true;
    }
}

void ContactReader::button(unsigned code, int value) {
    if (m_pointing != Pointing::fingers && code == (is_mouse() ? BTN_LEFT : BTN_TOUCH))
        m_slots.front().touch = value != 0 ? 0 : none;
}

void ContactReader::move_by(unsigned code, int value, const Panel& panel, Cursor& cursor) {
    if (m_pointing != Pointing::mouse || (code != REL_X && code != REL_Y))
        return;
    float& at = code == REL_X ? cursor.x : cursor.y;
    const int size = code == REL_X ? panel.width : panel.height;
    at = std::clamp(at + float(value) / float(std::max(size, 1)), 0.0f, 1.0f);
    m_slots.front().moved = true;
}

PointF ContactReader::place_of(const Slot& slot, const Cursor& cursor) const {
    if (m_pointing == Pointing::mouse)
        return {cursor.x, cursor.y};
    return {m_x.part(slot.place.x), m_y.part(slot.place.y)};
}

int64_t ContactReader::finger_of(const Slot& slot) const {
    return is_mouse() ? mouse_finger : m_first_finger + (&slot - m_slots.data());
}

void ContactReader::tell(const Panel& panel, Cursor& cursor, std::vector<Event>& events) {
    for (Slot& slot : m_slots) {
        const PointF at = place_of(slot, cursor);
        const PointF pixels{at.x * float(panel.width), at.y * float(panel.height)};
        if (slot.moved && is_mouse())
            cursor = {at.x, at.y, true};
        const auto say = [&](Contact::Kind kind, PointF place) {
            events.push_back(contact_at(kind, finger_of(slot), place, panel));
            if (!is_mouse())
                cursor.shown = false;
        };
        if (slot.told != none && slot.touch != slot.told) {
            say(Contact::Kind::up, slot.told_at);
            slot.told = none;
        }
        if (slot.touch != none && (slot.told == none || slot.moved)) {
            say(slot.told == none ? Contact::Kind::down : Contact::Kind::move, pixels);
            slot.told = slot.touch;
            slot.told_at = pixels;
        }
        slot.moved = false;
    }
}

void ContactReader::cancel(std::vector<Event>& events) {
    for (Slot& slot : m_slots)
        if (slot.told != none) {
            events.push_back(cancelled(finger_of(slot)));
            slot.told = none;
        }
}

} // namespace accanto::platform

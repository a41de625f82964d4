#pragma once
// What a touch panel or a mouse reports, as contacts.

#include "kiosk/platform/event_words.h"
#include "kiosk/platform/input_device.h"

namespace accanto::platform {

// The one arrow of all mice, in parts of the panel. Fingers make it go away.
struct Cursor {
    float x = 0.5f, y = 0.5f;
    bool shown = false;
    bool operator==(const Cursor&) const = default;
};

class ContactReader {
public:
    // `first_finger`: the id of the finger in its first slot; a mouse is finger -1.
    ContactReader(const InputTraits& traits, int64_t first_finger);

    void hear(const input_event& event, const Panel& panel, Cursor& cursor, std::vector<Event>& events);
    // Lets go of what is down: the device is gone.
    void cancel(std::vector<Event>& events);

private:
    struct Slot {
        InputTraits::Place place;
        int touch = none; // the kernel's number of the touch; a new one is another finger
        bool moved = false;
        int told = none; // of the touch that events were told of, and where it last was
        PointF told_at{};
    };
    static constexpr int none = -1;

    void axis(unsigned code, int value);
    void button(unsigned code, int value);
    void move_by(unsigned code, int value, const Panel& panel, Cursor& cursor);
    void tell(const Panel& panel, Cursor& cursor, std::vector<Event>& events);
    PointF place_of(const Slot& slot, const Cursor& cursor) const;
    int64_t finger_of(const Slot& slot) const;
    bool is_mouse() const { return m_pointing == Pointing::mouse || m_pointing == Pointing::tablet; }

    Pointing m_pointing;
    Axis m_x, m_y;
    int64_t m_first_finger;
    std::vector<Slot> m_slots;
    size_t m_slot; // the one spoken of; none when it is as large as m_slots
};

} // namespace accanto::platform

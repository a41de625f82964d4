#pragma once
// A point of several kiosks, each with its leased seats, at which people book.

#include "kiosk/point/booking.h"
#include "tests/point/booking_wish.h"
#include "tests/point/two_kiosks.h"

#include <doctest/doctest.h>

namespace accanto::tests {

using namespace accanto::point;

inline Schedule schedule_for(const std::string& letter, int seats) {
    Schedule s;
    s.point = "demo";
    s.kiosk = letter;
    for (const char* day : {"2026-11-23", "2026-11-24", "2026-11-25"})
        for (int hour : {11, 12})
            s.slots.push_back({day, hour * 60, 30, seats});
    s.courses.push_back({"telephone-" + letter,
                         {{"en", "My first telephone"}},
                         "es",
                         "Room 2",
                         "2026-12-03",
                         17 * 60,
                         90,
                         Schedule::Level::first_steps,
                         1});
    return s;
}

inline void lease(Machine& machine, int seats) {
    import_schedule(*machine.store, machine.settings, schedule_for(machine.settings.kiosk.letter, seats));
}

inline BookingRequest wish(Machine& machine, const std::string& day = "2026-11-24", int minute = 12 * 60) {
    return booking_wish(++machine.keys, day, minute);
}

inline BookingRequest course_wish(Machine& machine, const std::string& course) {
    BookingRequest r = wish(machine, "", 0);
    r.topic.clear();
    r.course = course;
    return r;
}

inline Booking booked(Machine& machine, const BookingRequest& request) {
    const Booked out = book(*machine.store, machine.settings, request);
    REQUIRE(std::holds_alternative<Booking>(out));
    return std::get<Booking>(out);
}

inline std::string state(Machine& machine, const std::string& code) {
    const auto found = find_booking(*machine.store, code);
    return found ? to_text(found->state) : "unknown";
}

inline int free_seats_at(Machine& machine, const std::string& day, int minute) {
    for (const FreeSlot& slot : offer(*machine.store, machine.settings).slots)
        if (slot.day == day && slot.from_minute == minute)
            return slot.free;
    return 0;
}

inline bool worked(const Booked& out) {
    return std::holds_alternative<Booking>(out);
}

struct Bookings : TwoKiosks {
    Bookings() {
        lease(host, 1);
        lease(guest, 1);
    }
};

} // namespace accanto::tests

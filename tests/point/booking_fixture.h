#pragma once
// A point with a schedule, and short words for what tests of bookings do often.

#include "kiosk/point/booking.h"
#include "tests/point/booking_wish.h"
#include "tests/point/point_fixture.h"

namespace accanto::tests {

// It is Monday, 2026-11-23, 10:35 in Madrid.
struct BookingFixture : PointFixture {
    Schedule schedule = [] {
        Schedule s;
        s.point = "demo";
        s.kiosk = "B";
        for (const char* day : {"2026-11-23", "2026-11-24", "2026-12-01"})
            for (int hour : {11, 12, 16})
                s.slots.push_back({day, hour * 60, 30, 2});
        s.courses.push_back({"telephone",
                             {{"en", "My first telephone"}, {"es", "Mi primer teléfono"}},
                             "es",
                             "Room 2",
                             "2026-12-03",
                             17 * 60,
                             90,
                             Schedule::Level::first_steps,
                             2});
        return s;
    }();

    BookingFixture() { import(); }

    point::Imported import() { return point::import_schedule(*store, settings, schedule); }

    point::BookingRequest wish(const std::string& day = "2026-11-24", int minute = 12 * 60) {
        return booking_wish(++keys, day, minute);
    }
    point::BookingRequest course_wish(const std::string& course = "telephone") {
        point::BookingRequest r = wish("", 0);
        r.topic.clear();
        r.course = course;
        return r;
    }
    point::Booking booked(const point::BookingRequest& r) {
        auto out = point::book(*store, settings, r);
        REQUIRE(std::holds_alternative<point::Booking>(out));
        return std::get<point::Booking>(out);
    }
    point::Booking known(const std::string& code) { return point::find_booking(*store, code).value(); }
    int free(const std::string& day, int minute) {
        for (const point::FreeSlot& s : point::offer(*store, settings).slots)
            if (s.day == day && s.from_minute == minute)
                return s.free;
        return 0;
    }
    auto arrives(const std::string& code, bool at_desk = false) {
        return point::arrive(*store, settings, {code, "visit-a", "es", at_desk});
    }
    // To a time of the day it is.
    void at(int hour, int minute) {
        const int now = local_time(clock.wall_ms(), settings.point.time_zone).minute_of_day;
        clock.advance_ms((hour * 60 + minute - now) * minute_ms);
    }
};

// "booked", or why not: "!taken".
inline std::string told(const point::Booked& booked) {
    static constexpr const char* why[] = {"!unknown", "!taken", "!too_late", "!too_early",
                                          "!over",    "!used",  "!no_clock", "!no_room"};
    if (const auto* booking = std::get_if<point::Booking>(&booked))
        return to_text(booking->state);
    return why[size_t(std::get<point::NotBooked>(booked).why)];
}

} // namespace accanto::tests

// What becomes of bookings when their day is over.

#include "kiosk/store/outbox.h"
#include "tests/point/booking_fixture.h"

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;
using Why = NotBooked::Why;

TEST_CASE_FIXTURE(BookingFixture,
                  "an appointment nobody came to is missed when its day is over, and told once") {
    const Booking missed = booked(wish("2026-11-23", 12 * 60)), came = booked(wish("2026-11-23", 12 * 60)),
                  cancelled = booked(wish("2026-11-23", 16 * 60)),
                  tomorrow = booked(wish("2026-11-24", 12 * 60));
    cancel_booking(*store, settings, cancelled.code);
    at(11, 55);
    arrives(came.code);
    at(18, 0);
    end_earlier_days(*store, settings);
    CHECK(events("appointment.missed").empty()); // who comes late that day still gets a ticket
    clock.advance_ms(day_ms);
    end_earlier_days(*store, settings);
    end_earlier_days(*store, settings);
    const auto told_of = events("appointment.missed");
    REQUIRE(told_of.size() == 1);
    CHECK(told_of[0]["booking"] == missed.id);
    CHECK(told_of[0]["state"] == "missed");
    CHECK(told_of[0]["day"] == "2026-11-23");
    CHECK(told_of[0]["from_minute"] == 12 * 60);
    CHECK(told_of[0]["topic"] == "email");
    CHECK(known(tomorrow.code).state == BookingState::booked);
    CHECK(known(came.code).state == BookingState::arrived);
    CHECK(known(cancelled.code).state == BookingState::cancelled);
    CHECK(std::get<NotBooked>(arrives(missed.code)).why == Why::over);
}

TEST_CASE_FIXTURE(BookingFixture, "a clock that was ahead misses nobody for good") {
    const Booking b = booked(wish("2026-11-24", 12 * 60));
    clock.set_wall_ms(monday_morning + 400 * day_ms);
    end_earlier_days(*store, settings);
    CHECK(known(b.code).state == BookingState::missed);
    clock.set_wall_ms(monday_morning + hour_ms);
    store::trust_clock(*store);
    end_earlier_days(*store, settings);
    CHECK(free("2026-11-24", 12 * 60) == 1); // its seat was kept
    clock.advance_ms(day_ms);
    at(12, 0);
    CHECK(std::get<Arrival>(arrives(b.code)).ticket.klass == TicketClass::booked);
}

TEST_CASE_FIXTURE(
    BookingFixture,
    "bookings are forgotten seven nights after their day, and never because a clock was wrong") {
    const Booking b = booked(wish("2026-11-24", 12 * 60)), later = booked(wish("2026-12-01", 12 * 60)),
                  seat = booked(course_wish());
    const auto night = [&] {
        int forgotten = 0;
        store->transaction([&] { forgotten = forget_old_bookings(*store, settings); });
        return forgotten;
    };
    clock.set_wall_ms(monday_morning + 4000 * day_ms);
    for (int i = 0; i < 5; ++i)
        CHECK(night() == 0);
    clock.set_wall_ms(monday_morning);
    CHECK(night() == 0);
    clock.advance_ms(day_ms); // the day itself
    CHECK(night() == 0);
    for (int i = 0; i < 7; ++i) {
        clock.advance_ms(day_ms);
        CHECK(night() == 0);
        CHECK(known(b.code).id == b.id);
    }
    clock.advance_ms(day_ms);
    CHECK(night() == 1);
    CHECK(!find_booking(*store, b.code));
    CHECK(known(later.code).id == later.id);
    clock.advance_ms(40 * day_ms);
    schedule.courses.clear();
    import();
    for (int i = 0; i < 8; ++i)
        night();
    CHECK(!find_booking(*store, seat.code));
    CHECK(store->db().integer("SELECT count(*) FROM course") == 0);
    CHECK(store->db().integer("SELECT count(*) FROM booking") == 0);
}

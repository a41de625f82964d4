// Bookings on the screen while other hands are at the store.

#include "kiosk/point/booking.h"
#include "tests/app/a_schedule.h"
#include "tests/app/point_run.h"

using namespace accanto;
using namespace accanto::tests;

namespace {

// A time far enough ahead whatever the day: the visits keep the real clock.
struct BookingPoint : Point {
    BookingPoint() {
        day = days_after(local_date(SystemClock().wall_ms(), "Europe/Madrid"), 2).value();
        Schedule schedule = a_schedule();
        schedule.slots = {{day, 10 * 60, 30, 1}, {day, 11 * 60, 30, 1}};
        point::import_schedule(desk.store(), {}, schedule);
    }
    // At the counter, by hand.
    point::Booked somebody_books(int minute) {
        point::BookingRequest request;
        request.idempotency_key = "somebody " + std::to_string(minute);
        request.visit_id = "another", request.language = "it", request.topic = "email";
        request.day = day, request.from_minute = minute;
        return point::book(desk.store(), madrid(), request);
    }
    static Settings madrid() {
        Settings settings;
        settings.point.time_zone = "Europe/Madrid";
        return settings;
    }
    std::string to_times() const {
        return "see \"English\" within 20s\ntap \"English\"\ntap \"Appointments and courses\" within 20s\n"
               "tap \"Book a time with a mentor\"\ntap @topic.email\ntap @day." +
               day + "\n";
    }
    std::string day;
};

} // namespace

TEST_CASE("a time that somebody else takes meanwhile is said to be taken, and another one can be chosen") {
    BookingPoint point;
    auto kiosk = point.start(point.to_times() + R"(
tap @time.600
see "Book this time?"
print "about to book"
wait 1s
tap "Book it"
see "This time is taken now" within 20s
see "Somebody was quicker. Please choose another time."
tap "Choose another time"
see "1 time free"
tap @day.)" + point.day + R"(
not @time.600
tap @time.660
tap "Book it"
see @booking.code within 20s
tap "Back"
see "What would you like to do?"
)");
    REQUIRE(kiosk->wait_for("about to book"));
    CHECK(std::holds_alternative<point::Booking>(point.somebody_books(600)));
    point.done(*kiosk);
    CHECK(point.desk.count("appointment.booked") == 2);
}

TEST_CASE("two quick touches book once, and what is booked cannot be booked again") {
    BookingPoint point;
    auto kiosk =
        point.start(point.to_times() +
                    "tap @time.600\ntwice \"Book it\"\nsee @booking.code within 20s\nprint \"booked\"\n");
    REQUIRE(kiosk->wait_for("booked"));
    CHECK(std::get<point::NotBooked>(point.somebody_books(600)).why == point::NotBooked::Why::taken);
    point.done(*kiosk);
    CHECK(point.desk.count("appointment.booked") == 1);
}

TEST_CASE("a booking that is cancelled elsewhere says so on the screen where it is shown") {
    BookingPoint point;
    auto kiosk = point.start(point.to_times() + R"(
tap @time.600
tap "Book it"
shown @booking.code within 20s
see "This booking is cancelled" within 20s
)");
    std::string code = kiosk->wait_for("shown ").value_or("");
    std::erase(code, ' ');
    REQUIRE(point::code_from(code) == code);
    point::cancel_booking(point.desk.store(), BookingPoint::madrid(), code);
    point.done(*kiosk);
}

TEST_CASE("who has a number already and arrives with a booking keeps one of the two") {
    Point point;
    Schedule schedule = a_schedule();
    point::import_schedule(point.desk.store(), {}, schedule);
    auto kiosk = point.start(R"(
clock 2026-11-26T10:00
see "English" within 20s
tap "English"
tap "Appointments and courses" within 20s
tap "Book a time with a mentor"
tap @topic.health
tap @day.2026-11-26
tap @time.720
tap "Book it"
shown @booking.code within 20s
tap "Done"
print "booked"
clock 2026-11-26T10:50
tap @home.mentor
tap @topic.email
tap "Continue"
tap "Take my number"
see "B01" within 20s
tap "Home"
tap "Appointments and courses"
tap "I have a booking"
type @shown
tap "I am here"
see "B02" within 20s
)");
    REQUIRE(kiosk->wait_for("booked"));
    point.done(*kiosk);
    const std::vector<point::Ticket> tickets = point.desk.tickets();
    REQUIRE(tickets.size() == 2);
    CHECK(tickets[0].state == point::TicketState::left);
    CHECK(tickets[1].state == point::TicketState::waiting);
    CHECK(tickets[1].klass == point::TicketClass::booked);
}

// Appointments and courses on the mentor's page.

#include "tests/desk/desk_fixture.h"

#include "kiosk/point/booking.h"
#include "kiosk/point/inherit.h"
#include "kiosk/store/take_over.h"

using namespace accanto;
using namespace accanto::tests;

namespace {

// It is Monday, 9 o'clock in Madrid.
struct AgendaFixture : DeskFixture {
    AgendaFixture() {
        Schedule schedule;
        schedule.point = "demo";
        schedule.kiosk = "B";
        schedule.slots = {{"2026-11-23", 10 * 60, 30, 3}, {"2026-11-24", 10 * 60, 30, 1}};
        schedule.courses = {{"telephone",
                             {{"es", "Mi <primer> móvil"}},
                             "es",
                             "Sala 2",
                             "2026-12-02",
                             17 * 60,
                             90,
                             Schedule::Level::first_steps,
                             4}};
        point::import_schedule(*kiosk.store, kiosk.settings, schedule);
    }
    point::Booking book(const std::string& day, const std::string& course = "") {
        point::BookingRequest r;
        r.idempotency_key = "booking " + std::to_string(++kiosk.taken);
        r.visit_id = "visit";
        r.language = "ca";
        r.topic = course.empty() ? "health" : "";
        r.day = day;
        r.from_minute = 10 * 60;
        r.course = course;
        return std::get<point::Booking>(point::book(*kiosk.store, kiosk.settings, r));
    }
    Json agenda(Browser& page) { return Json::parse(page.get("/api/state").body)["agenda"]; }
};

} // namespace

TEST_CASE_FIXTURE(AgendaFixture,
                  "the page shows who is expected today, and how many seats courses have left") {
    const point::Booking today = book("2026-11-23");
    book("2026-11-24");
    book("", "telephone");
    Browser page = at_desk();
    const Json shown = agenda(page);
    REQUIRE(shown["appointments"].size() == 1);
    const Json& one = shown["appointments"][0];
    CHECK(one["time"] == "10:00");
    CHECK(one["code"] == today.code);
    CHECK(one["topic"]["title"] == "Health online");
    CHECK(one["language"] == "Catalan");
    CHECK(one["state"] == "Expected");
    CHECK(one["arrived"] == false);
    REQUIRE(shown["courses"].size() == 1);
    CHECK(shown["courses"][0]["title"] == "Mi <primer> móvil");
    CHECK(shown["courses"][0]["seats"] == "3 of 4 places free");
    CHECK(shown["courses"][0]["waiting"] == "");
    CHECK(page.get("/").body.find("<primer>") == std::string::npos);
}

TEST_CASE_FIXTURE(AgendaFixture,
                  "a mentor lets somebody in: once in the list, however often the button is pressed") {
    const point::Booking booking = book("2026-11-23");
    Browser page = at_desk();
    for (int press = 0; press < 2; ++press) {
        const Json answer = Json::parse(page.post("/api/bookings/" + booking.code + "/arrive").body);
        CHECK(answer["done"] == "B01 is in the list.");
        CHECK(answer["state"]["waiting"].size() == 1);
        CHECK(answer["state"]["agenda"]["appointments"][0]["state"] == "Arrived: B01");
    }
    // An hour early: in turn with the others. In time it goes before them.
    CHECK(point::waiting(*kiosk.store, kiosk.settings).at(0).klass == point::TicketClass::normal);
    const point::Booking next = book("2026-11-23");
    clock.advance_ms(55 * 60 * 1000);
    Browser later = at_desk(); // a page that was away so long is signed out
    later.post("/api/bookings/" + next.code + "/arrive");
    CHECK(point::waiting(*kiosk.store, kiosk.settings).at(0).klass == point::TicketClass::booked);
}

TEST_CASE_FIXTURE(AgendaFixture, "bookings of a kiosk whose place this one took are expected as its own; who arrived there is not any more") {
    const auto said = [](const std::string& id, const std::string& code, const std::string& state, const std::string& ticket) {
        return store::InheritedBooking{
            id, "",
            R"({"id":")" + id + R"(","code":")" + code + R"(","state":")" + state + R"(","ticket":")" + ticket +
                R"(","day":"2026-11-23","from_minute":600,"minutes":30,"topic":"health","language":"ca","for_other":false,"has_contact":false,"version":1,"heard":1})",
            ""};
    };
    store::keep_inherited(*kiosk.store, {said("booking-1", "K7MDX4", "booked", ""), said("booking-2", "M7KDX4", "arrived", "number-of-before")});
    point::inherit_bookings(*kiosk.store, kiosk.settings);
    Browser page = at_desk();
    const Json shown = agenda(page);
    REQUIRE(shown["appointments"].size() == 1);
    CHECK(shown["appointments"][0]["code"] == "K7MDX4");
    CHECK(shown["appointments"][0]["state"] == "Expected");
    CHECK(Json::parse(page.post("/api/bookings/K7MDX4/arrive").body)["done"] == "B01 is in the list.");
}

TEST_CASE_FIXTURE(AgendaFixture, "a booking that cannot be used is refused in words, and nothing happens") {
    const point::Booking booking = book("2026-11-23"), other = book("2026-11-23");
    Browser page = at_desk();
    CHECK(page.post("/api/bookings/222222/arrive").status == 409);
    CHECK(page.post("/api/bookings/nothing/arrive").status == 404);
    point::cancel_booking(*kiosk.store, kiosk.settings, booking.code);
    const desk::Reply cancelled = page.post("/api/bookings/" + booking.code + "/arrive");
    CHECK(type_of(cancelled).find("no_booking") != std::string::npos);
    CHECK(Json::parse(cancelled.body)["detail"] ==
          "This booking cannot be used any more. The page shows how it is now.");
    point::close_point(*kiosk.store, kiosk.settings, "", {});
    CHECK(type_of(page.post("/api/bookings/" + other.code + "/arrive")).find("kiosk_closed") !=
          std::string::npos);
    Browser stranger = browser();
    CHECK(stranger.post("/api/bookings/" + other.code + "/arrive").status != 200);
    CHECK(point::waiting(*kiosk.store, kiosk.settings).empty());
}

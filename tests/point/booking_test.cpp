#include "kiosk/point/contact.h"
#include "tests/point/booking_fixture.h"

#include "content/base/bytes.h"

#include <sodium.h>

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;
using nlohmann::json;
using Why = NotBooked::Why;

TEST_CASE_FIXTURE(
    BookingFixture,
    "a booked time has a code without look-alikes, is one seat less, and goes to the hub without a name") {
    const BookingRequest r = wish();
    const Booking b = booked(r);
    CHECK(b.code.size() == code_length);
    CHECK(b.code.find_first_not_of(code_characters) == std::string::npos);
    for (char look_alike : std::string("0O1IL5SZ8BUVQG"))
        CHECK(code_characters.find(look_alike) == std::string_view::npos);
    CHECK(b.state == BookingState::booked);
    CHECK(free("2026-11-24", 12 * 60) == 1);
    CHECK(known(b.code).topic == "email");
    CHECK(known(b.code).minutes == 30);
    CHECK(events("appointment.booked").at(0) == json{{"booking", b.id},
                                                     {"state", "booked"},
                                                     {"day", "2026-11-24"},
                                                     {"from_minute", 720},
                                                     {"minutes", 30},
                                                     {"topic", "email"},
                                                     {"code", b.code},
                                                     {"visit", r.visit_id},
                                                     {"language", "ca"},
                                                     {"for_other", false},
                                                     {"has_contact", false}});
}

// The file may not grow: to SQLite that is a full disk, and it takes no right to mount one.
TEST_CASE_FIXTURE(BookingFixture, "on a full disk a booking is refused whole, and the reserve stays for tickets") {
    const auto reserve = folder.path() / "store.reserve";
    REQUIRE(std::filesystem::exists(reserve));
    for (Schedule::Slot& slot : schedule.slots)
        slot.seats = 300;
    import();
    store->db().integer("PRAGMA max_page_count = 1"); // no more than there are
    const BookingRequest r = wish();
    std::string last;
    int made = 0;
    for (; made < 200 && last != "!no_room"; ++made) // until the last free bytes are used up
        last = told(book(*store, settings, made == 0 ? r : wish("2026-12-01", (11 + made % 2) * 60)));
    REQUIRE(last == "!no_room");
    CHECK(std::filesystem::exists(reserve));
    const size_t told_of = events("appointment.booked").size();
    const int64_t kept = store->db().integer("SELECT count(*) FROM booking").value();
    CHECK(int64_t(told_of) == kept);
    const BookingRequest again = wish("2026-11-23", 16 * 60);
    CHECK(told(book(*store, settings, again)) == "!no_room");
    CHECK(store->db().integer("SELECT count(*) FROM booking").value() == kept);
    store->db().integer("PRAGMA max_page_count = 1073741823");
    CHECK(booked(again).state == BookingState::booked);
    CHECK(events("appointment.booked").size() == told_of + 1);
}

TEST_CASE_FIXTURE(BookingFixture, "the same confirmation gives the same booking, however often") {
    const BookingRequest r = wish();
    const Booking first = booked(r);
    CHECK(booked(r).code == first.code);
    CHECK(free("2026-11-24", 12 * 60) == 1);
    CHECK(events("appointment.booked").size() == 1);
    // Even when the last seat went meanwhile.
    booked(wish());
    CHECK(booked(r).code == first.code);
}

TEST_CASE_FIXTURE(BookingFixture,
                  "what cannot be promised is refused with its reason, and nothing is written") {
    const int64_t before = event_count();
    CHECK(told(book(*store, settings, wish("2026-11-24", 13 * 60))) == "!unknown");
    CHECK(told(book(*store, settings, wish("2026-02-30", 12 * 60))) == "!unknown");
    CHECK(told(book(*store, settings, course_wish("dancing"))) == "!unknown");
    CHECK(event_count() == before);
    booked(wish());
    booked(wish());
    CHECK(told(book(*store, settings, wish())) == "!taken");
    CHECK(free("2026-11-24", 12 * 60) == 0);
}

TEST_CASE_FIXTURE(BookingFixture, "a time is offered from 30 minutes to 60 days ahead") {
    // 10:35: at 11:00 it is too late, at 11:05 it would do.
    CHECK(free("2026-11-23", 11 * 60) == 0);
    CHECK(told(book(*store, settings, wish("2026-11-23", 11 * 60))) == "!too_late");
    at(10, 30);
    CHECK(free("2026-11-23", 11 * 60) == 2);
    CHECK(told(book(*store, settings, wish("2026-11-23", 11 * 60))) == "booked");
    schedule.slots = {{"2027-01-22", 600, 30, 1}, {"2027-01-23", 600, 30, 1}}; // 60 and 61 days
    import();
    CHECK(free("2027-01-22", 600) == 1);
    CHECK(free("2027-01-23", 600) == 0);
    CHECK(told(book(*store, settings, wish("2027-01-23", 600))) == "!too_early");
}

TEST_CASE_FIXTURE(BookingFixture, "a code is asked for as long as somebody's day is to come") {
    CHECK(!offer(*store, settings).has_bookings);
    booked(wish());
    CHECK(offer(*store, settings).has_bookings);
    clock.advance_ms(day_ms);
    CHECK(offer(*store, settings).has_bookings);
    clock.advance_ms(day_ms);
    CHECK(!offer(*store, settings).has_bookings);
    booked(course_wish());
    CHECK(offer(*store, settings).has_bookings);
}

TEST_CASE_FIXTURE(BookingFixture,
                  "who arrived and whose ticket was lost with a damaged store is told so, not failed") {
    const Booking b = booked(wish("2026-11-23", 12 * 60));
    at(11, 50);
    arrives(b.code);
    store->transaction([&] { store->db().run("UPDATE booking SET ticket = 'lost' WHERE code = ?", b.code); });
    CHECK(std::get<NotBooked>(arrives(b.code)).why == Why::used);
}

TEST_CASE_FIXTURE(BookingFixture, "a code is found as people write it") {
    CHECK(code_from("K7M 3PX") == "K7M3PX");
    CHECK(code_from("k7m-3px") == "K7M3PX");
    CHECK(!code_from("K7M 3P"));
    CHECK(!code_from("K7M 3PXX"));
    CHECK(!code_from("K7M 3PO"));
    CHECK(!code_from("K7M’3PX"));
    CHECK(!find_booking(*store, "K7M3PX"));
}

TEST_CASE_FIXTURE(BookingFixture,
                  "a moved booking keeps its code, frees its old time, and takes the new one once") {
    const Booking b = booked(wish());
    CHECK(told(move_booking(*store, settings, b.code, "2026-12-01", 16 * 60)) == "booked");
    CHECK(told(move_booking(*store, settings, b.code, "2026-12-01", 16 * 60)) == "booked"); // a second tap
    CHECK(known(b.code).day == "2026-12-01");
    CHECK(known(b.code).id == b.id);
    CHECK(free("2026-11-24", 12 * 60) == 2);
    CHECK(free("2026-12-01", 16 * 60) == 1);
    const auto moved = events("appointment.moved");
    REQUIRE(moved.size() == 1);
    CHECK(moved[0]["day_before"] == "2026-11-24");
    CHECK(moved[0]["from_minute_before"] == 720);
    CHECK(moved[0]["day"] == "2026-12-01");
}

TEST_CASE_FIXTURE(BookingFixture, "a booking that cannot be moved stays where it was") {
    const Booking b = booked(wish());
    booked(wish("2026-12-01", 16 * 60));
    booked(wish("2026-12-01", 16 * 60));
    CHECK(told(move_booking(*store, settings, b.code, "2026-12-01", 16 * 60)) == "!taken");
    CHECK(told(move_booking(*store, settings, b.code, "2026-12-02", 16 * 60)) == "!unknown");
    CHECK(told(move_booking(*store, settings, "CCCCCC", "2026-12-01", 12 * 60)) == "!unknown");
    CHECK(known(b.code).day == "2026-11-24");
    clock.advance_ms(2 * day_ms);
    CHECK(told(move_booking(*store, settings, b.code, "2026-12-01", 12 * 60)) == "!over");
}

TEST_CASE_FIXTURE(BookingFixture, "a cancelled booking frees its time once, and cannot be used again") {
    const Booking b = booked(wish("2026-11-23", 12 * 60));
    CHECK(told(cancel_booking(*store, settings, b.code)) == "cancelled");
    CHECK(told(cancel_booking(*store, settings, b.code)) == "cancelled");
    CHECK(events("appointment.cancelled").size() == 1);
    CHECK(free("2026-11-23", 12 * 60) == 2);
    CHECK(told(move_booking(*store, settings, b.code, "2026-12-01", 12 * 60)) == "!used");
    at(11, 55);
    CHECK(std::get<NotBooked>(arrives(b.code)).why == Why::used);
    CHECK(known(b.code).state == BookingState::cancelled); // still told to who asks
    CHECK(told(cancel_booking(*store, settings, "CCCCCC")) == "!unknown");
}

TEST_CASE("from 15 minutes before to 10 after, arriving gives a ticket that goes before the others") {
    struct {
        int hour, minute;
        bool in_time;
    } const moments[] = {{11, 45, true}, {12, 0, true}, {12, 10, true}, {12, 11, false}, {18, 0, false}};
    for (const auto& moment : moments) {
        BookingFixture f;
        const Booking b = f.booked(f.wish("2026-11-23", 12 * 60));
        f.take();
        f.at(moment.hour, moment.minute);
        const auto came = std::get<Arrival>(f.arrives(b.code));
        CAPTURE(moment.hour * 100 + moment.minute);
        CHECK(came.ticket.klass == (moment.in_time ? TicketClass::booked : TicketClass::normal));
        CHECK(came.ticket.topic == "email");
        CHECK(came.ticket.language == "es"); // of who arrives
        CHECK(came.booking.state == BookingState::arrived);
        CHECK((waiting(*f.store, f.settings).front().id == came.ticket.id) == moment.in_time);
        CHECK(f.events("appointment.arrived").at(0)["in_time"] == moment.in_time);
        CHECK(f.events("ticket.taken").at(1)["class"] == (moment.in_time ? "booked" : "normal"));
    }
}

TEST_CASE_FIXTURE(BookingFixture,
                  "who arrives too early or on another day is told so, and a mentor may let them in") {
    const Booking b = booked(wish("2026-11-23", 12 * 60)), next = booked(wish("2026-11-24", 12 * 60));
    at(11, 44);
    CHECK(check_in(*store, settings, b) == CheckIn::too_early);
    CHECK(std::get<NotBooked>(arrives(b.code)).why == Why::too_early);
    CHECK(std::get<NotBooked>(arrives(next.code)).why == Why::too_early);
    CHECK(std::get<Arrival>(arrives(b.code, true)).ticket.klass == TicketClass::normal);
    clock.advance_ms(2 * day_ms);
    CHECK(check_in(*store, settings, next) == CheckIn::over);
    CHECK(std::get<NotBooked>(arrives(next.code)).why == Why::over);
    CHECK(std::get<NotBooked>(arrives("CCCCCC")).why == Why::unknown);
}

TEST_CASE_FIXTURE(BookingFixture,
                  "arriving twice gives one ticket, and a booking that arrived is not moved or cancelled") {
    const Booking b = booked(wish("2026-11-23", 12 * 60));
    at(11, 50);
    const auto first = std::get<Arrival>(arrives(b.code)), second = std::get<Arrival>(arrives(b.code));
    CHECK(first.ticket.id == second.ticket.id);
    CHECK(events("ticket.taken").size() == 1);
    CHECK(told(cancel_booking(*store, settings, b.code)) == "!used");
    CHECK(told(move_booking(*store, settings, b.code, "2026-12-01", 12 * 60)) == "!used");
}

TEST_CASE_FIXTURE(
    BookingFixture,
    "who has a booked time gets a number when the day's are used up, and none when the point is closed") {
    settings.kiosk.daily_limit = 1;
    const Booking b = booked(wish("2026-11-23", 12 * 60)), other = booked(wish("2026-11-23", 12 * 60));
    take();
    at(11, 50);
    CHECK(std::holds_alternative<Arrival>(arrives(b.code)));
    close_point(*store, settings, "", {});
    CHECK(std::get<Refused>(arrives(other.code)).why == Refused::Why::closed);
    CHECK(known(other.code).state == BookingState::booked);
    open_point(*store, "");
    CHECK(std::holds_alternative<Arrival>(arrives(other.code)));
}

TEST_CASE_FIXTURE(BookingFixture, "a clock that cannot be right promises no day, and sends nobody away") {
    take();
    const Booking b = booked(wish());
    clock.set_wall_ms(monday_morning - 300 * day_ms);
    CHECK(offer(*store, settings).slots.empty());
    CHECK(offer(*store, settings).courses.empty());
    CHECK(told(book(*store, settings, wish())) == "!no_clock");
    CHECK(told(move_booking(*store, settings, b.code, "2026-12-01", 12 * 60)) == "!no_clock");
    CHECK(std::get<Arrival>(arrives(b.code)).ticket.klass == TicketClass::normal);
}

TEST_CASE_FIXTURE(
    BookingFixture,
    "a course gives its seats, then places on a waiting list, and a freed seat goes to the first of them") {
    const Booking one = booked(course_wish()), two = booked(course_wish());
    const Booking third = booked(course_wish()), fourth = booked(course_wish());
    CHECK(one.state == BookingState::booked);
    CHECK(one.day == "2026-12-03");
    CHECK(third.state == BookingState::waiting);
    CHECK(third.before == 0);
    CHECK(fourth.before == 1);
    CHECK(offer(*store, settings).courses.at(0).free == 0);
    CHECK(offer(*store, settings).courses.at(0).waiting == 2);
    CHECK(told(cancel_booking(*store, settings, one.code)) == "cancelled");
    CHECK(known(third.code).state == BookingState::booked);
    CHECK(known(fourth.code).before == 0);
    CHECK(events("course.promoted").at(0)["booking"] == third.id);
    // Who only waited frees no seat.
    CHECK(told(cancel_booking(*store, settings, fourth.code)) == "cancelled");
    CHECK(events("course.promoted").size() == 1);
    CHECK(known(two.code).state == BookingState::booked);
}

TEST_CASE_FIXTURE(BookingFixture,
                  "a course cannot be moved or arrived at, and not joined or left once it has begun") {
    const Booking b = booked(course_wish());
    CHECK(told(move_booking(*store, settings, b.code, "2026-12-01", 12 * 60)) == "!unknown");
    CHECK(std::get<NotBooked>(arrives(b.code)).why == Why::unknown);
    clock.advance_ms(10 * day_ms);
    at(17, 0);
    CHECK(told(book(*store, settings, course_wish())) == "!too_late");
    CHECK(told(cancel_booking(*store, settings, b.code)) == "!over");
    CHECK(offer(*store, settings).courses.empty());
}

TEST_CASE_FIXTURE(BookingFixture,
                  "a new schedule keeps what was promised, and new seats go to the waiting list first") {
    const Booking b = booked(wish()), course = booked(course_wish()), second = booked(course_wish()),
                  third = booked(course_wish());
    schedule.slots.clear();
    schedule.courses[0].seats = 1; // fewer than were promised: nobody loses theirs
    schedule.courses[0].day = "2026-12-10";
    CHECK(import().promoted == 0);
    CHECK(known(b.code).day == "2026-11-24");
    CHECK(known(second.code).state == BookingState::booked);
    CHECK(known(course.code).day == "2026-12-10"); // the course has moved, and its people with it
    CHECK(told(cancel_booking(*store, settings, second.code)) == "cancelled");
    CHECK(known(third.code).state == BookingState::waiting); // one is left on one seat
    schedule.courses[0].seats = 3;
    CHECK(import().promoted == 1);
    CHECK(known(third.code).state == BookingState::booked);
    schedule.courses.clear();
    import();
    CHECK(offer(*store, settings).courses.empty());
    CHECK(find_course(*store, "telephone")->withdrawn);
    CHECK(told(book(*store, settings, course_wish())) == "!unknown");
    CHECK(told(cancel_booking(*store, settings, third.code)) == "cancelled");
}

TEST_CASE_FIXTURE(BookingFixture,
                  "the schedule of another point or kiosk is refused, and the one in use stays") {
    schedule.kiosk = "C";
    CHECK_THROWS_WITH_AS(
        import(),
        "the seats of this schedule are leased to the kiosk C, and this one is B; take the file made for it",
        std::invalid_argument);
    schedule.kiosk = "B";
    schedule.point = "town-hall";
    CHECK_THROWS_AS(import(), std::invalid_argument);
    CHECK(free("2026-11-24", 12 * 60) == 2);
}

TEST_CASE_FIXTURE(BookingFixture, "places and the help number come back as they were given") {
    Schedule::Place place{"Civic centre",
                          "Plaça Major, 1",
                          "934 20 38 82",
                          {},
                          {"mentor", "print"},
                          8,
                          {{"en", "Beside the church."}}};
    place.hours[1] = {{540, 840}, {960, 1140}};
    schedule.places = {place};
    schedule.help_phone = "900 10 20 30";
    import();
    const Offer now = offer(*store, settings);
    CHECK(now.help_phone == "900 10 20 30");
    REQUIRE(now.places.size() == 1);
    const Schedule::Place& back = now.places[0];
    CHECK(back.name == place.name);
    CHECK(back.services == place.services);
    CHECK(back.walk_minutes == 8);
    CHECK(back.way == place.way);
    CHECK(back.hours[0].empty());
    REQUIRE(back.hours[1].size() == 2);
    CHECK(back.hours[1][1].from_minute == 960);
    CHECK(in_language(back.way, "ar", "es").text == "Beside the church.");
    CHECK(in_language({}, "ar", "es").text.empty());
}

TEST_CASE_FIXTURE(BookingFixture, "a telephone number is in the store and the events only sealed, always as "
                                  "long, and opens with the network's key alone") {
    CHECK(!takes_contacts(settings));
    unsigned char open_key[crypto_box_PUBLICKEYBYTES], secret_key[crypto_box_SECRETKEYBYTES];
    REQUIRE(crypto_box_keypair(open_key, secret_key) == 0);
    settings.contact.key = to_base64({reinterpret_cast<char*>(open_key), sizeof open_key});
    CHECK(takes_contacts(settings));
    const std::string number = "34612345987";
    BookingRequest r = wish();
    r.sealed_contact = seal_contact(settings, number);
    CHECK(r.sealed_contact.size() == seal_contact(settings, "600000").size());
    CHECK(r.sealed_contact != seal_contact(settings, number)); // nobody can try all numbers
    const Booking b = booked(r);
    CHECK(b.has_contact);
    const auto given = events("contact.given");
    REQUIRE(given.size() == 1);
    CHECK(given[0]["booking"] == b.id);
    CHECK(given[0]["key"] == settings.contact.key);
    const std::string sealed = from_base64(given[0]["sealed"].get<std::string>()).value();
    std::string opened(sealed.size() - crypto_box_SEALBYTES, '\0');
    REQUIRE(crypto_box_seal_open(reinterpret_cast<unsigned char*>(opened.data()),
                                 reinterpret_cast<const unsigned char*>(sealed.data()), sealed.size(),
                                 open_key, secret_key) == 0);
    CHECK(opened == number + std::string(16 - number.size(), ' '));
    for (const auto& row : store::pending(*store, 1000, 1 << 20))
        CHECK(row.bytes.find(number) == std::string::npos);
}

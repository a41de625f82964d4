// Who checks in at two kiosks that were apart has two numbers until they meet.

#include "tests/point/shared_bookings.h"

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;

TEST_CASE_FIXTURE(Bookings, "who checks in at two kiosks while they are apart is one person when they meet: the earlier number stands") {
    const Booking b = booked(host, wish(host, "2026-11-23", 12 * 60));
    meet();
    advance(80 * minute_ms); // 11:55, and 11:48 by the guest
    const auto check_in_at = [&](Machine& machine) {
        const auto came = arrive(*machine.store, machine.settings, {b.code, "visit", "es"});
        REQUIRE(std::holds_alternative<Arrival>(came));
        advance(minute_ms);
        return std::get<Arrival>(came).ticket;
    };
    const auto voided = [&] { return host.events("ticket.void"); };
    SUBCASE("first at the guest") {
        const Ticket first = check_in_at(guest), second = check_in_at(host);
        meet();
        CHECK(host.line() == "C01");
        CHECK(guest.line() == "C01");
        CHECK(host.state_of(second) == "void");
        CHECK(guest.state_of(second) == "void");
        CHECK(guest.state_of(first) == "waiting");
    }
    SUBCASE("first at the host, whatever the clocks say") {
        const Ticket first = check_in_at(host), second = check_in_at(guest);
        meet();
        CHECK(host.line() == "B01");
        CHECK(guest.line() == "B01");
        CHECK(guest.state_of(second) == "void");
        CHECK(host.state_of(first) == "waiting");
        // The code shown again gives the number that stands.
        CHECK(std::get<Arrival>(arrive(*host.store, host.settings, {b.code, "visit", "es"})).ticket.id == first.id);
    }
    SUBCASE("the later one is at a desk already: it stays there, and the earlier one is void") {
        const Ticket first = check_in_at(guest), second = check_in_at(host);
        call(second);
        here(second);
        meet();
        CHECK(host.state_of(second) == "serving");
        CHECK(host.state_of(first) == "void");
        CHECK(guest.state_of(first) == "void");
        CHECK(guest.line() == "");
    }
    CHECK(state(host, b.code) == "arrived");
    CHECK(state(guest, b.code) == "arrived");
    REQUIRE(voided().size() == 1);
    CHECK(voided()[0]["reason"] == "same_booking");
    meet();
    CHECK(voided().size() == 1);
}

TEST_CASE_FIXTURE(Bookings, "who gave one of two numbers back keeps the other") {
    const Booking b = booked(host, wish(host, "2026-11-23", 12 * 60));
    meet();
    advance(80 * minute_ms); // 11:55, and 11:48 by the guest
    const Ticket first = std::get<Arrival>(arrive(*guest.store, guest.settings, {b.code, "visit", "es"})).ticket;
    give_back(first);
    advance(minute_ms);
    arrive(*host.store, host.settings, {b.code, "visit", "es"});
    meet();
    CHECK(host.line() == "B01");
    CHECK(guest.state_of(first) == "left");
    CHECK(host.events("ticket.void").empty());
}

// Bookings of the kiosk whose place this one took, as the hub says them.

#include "kiosk/point/inherit.h"
#include "kiosk/store/hub_orders.h"
#include "tests/point/booking_fixture.h"
#include "tests/point/shared_bookings.h"

#include <fmt/format.h>

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;
using Why = NotBooked::Why;

namespace {

std::string said(int number, const std::string& code, const std::string& state = "booked",
                 int minute = 12 * 60, int version = 1) {
    return fmt::format(
        R"({{"id":"booking-{}","code":"{}","day":"2026-11-24","from_minute":{},"minutes":30,"topic":"email","language":"ca",)"
        R"("for_other":false,"has_contact":true,"state":"{}","ticket":"{}","version":{},"heard":{}}})",
        number, code, minute, state, state == "arrived" ? "ticket-of-before" : "", version, version);
}

void told_by_hub(store::Store& store, const Settings& settings, const std::vector<std::string>& all) {
    std::vector<store::InheritedBooking> list;
    for (const std::string& one : all)
        list.push_back({nlohmann::json::parse(one).at("id"), "", one, ""});
    store::keep_inherited(store, list);
    inherit_bookings(store, settings);
}

} // namespace

TEST_CASE_FIXTURE(
    BookingFixture,
    "a booking of the kiosk before holds a seat here, and is told of as taken over, not as booked") {
    told_by_hub(*store, settings, {said(1, "K7MDX4")});
    inherit_bookings(*store, settings);
    CHECK(known("K7MDX4").state == BookingState::booked);
    CHECK(free("2026-11-24", 12 * 60) == 1);
    CHECK(events("appointment.booked").empty());
    CHECK(events("appointment.inherited") == std::vector<nlohmann::json>{{{"booking", "booking-1"},
                                                                          {"state", "booked"},
                                                                          {"day", "2026-11-24"},
                                                                          {"from_minute", 720},
                                                                          {"minutes", 30},
                                                                          {"topic", "email"},
                                                                          {"holds_seat", true},
                                                                          {"heard", 1}}});
    REQUIRE(std::holds_alternative<Booking>(move_booking(*store, settings, "K7MDX4", "2026-11-24", 11 * 60)));
    CHECK(free("2026-11-24", 12 * 60) == 2);
    CHECK(free("2026-11-24", 11 * 60) == 1);
    clock.advance_ms(day_ms);
    at(11, 0);
    CHECK(std::get<Arrival>(arrives("K7MDX4")).ticket.klass == TicketClass::booked);
}

TEST_CASE_FIXTURE(BookingFixture, "what became of it at the kiosk before is so here: it was cancelled, or "
                                  "its holder has a number already") {
    told_by_hub(*store, settings, {said(1, "K7MDX4", "cancelled"), said(2, "M7KDX4", "arrived")});
    CHECK(known("K7MDX4").state == BookingState::cancelled);
    CHECK(told(move_booking(*store, settings, "K7MDX4", "2026-11-24", 11 * 60)) == "!used");
    CHECK(free("2026-11-24", 12 * 60) == 1); // who came had a seat
    clock.advance_ms(day_ms);
    CHECK(std::get<NotBooked>(arrives("M7KDX4")).why == Why::used);
}

TEST_CASE_FIXTURE(
    BookingFixture,
    "a later word of the hub counts where nothing was changed here, and what was changed stays") {
    told_by_hub(*store, settings, {said(1, "K7MDX4"), said(2, "M7KDX4"), said(3, "D7MKX4")});
    REQUIRE(std::holds_alternative<Booking>(move_booking(*store, settings, "M7KDX4", "2026-11-24", 16 * 60)));
    REQUIRE(std::holds_alternative<Booking>(cancel_booking(*store, settings, "D7MKX4")));
    told_by_hub(*store, settings,
                {said(1, "K7MDX4", "booked", 11 * 60, 2), said(2, "M7KDX4", "booked", 11 * 60, 9),
                 said(3, "D7MKX4", "booked", 11 * 60, 9)});
    CHECK(known("K7MDX4").from_minute == 11 * 60);
    CHECK(known("M7KDX4").from_minute == 16 * 60);
    CHECK(known("D7MKX4").state == BookingState::cancelled);
    told_by_hub(*store, settings,
                {said(1, "K7MDX4", "cancelled", 11 * 60, 2), said(2, "M7KDX4", "cancelled", 11 * 60, 10)});
    CHECK(known("K7MDX4").state == BookingState::cancelled);
    CHECK(known("M7KDX4").state == BookingState::booked);
    const auto of_second = events("appointment.inherited").back(); // the hub hears how it stands here
    CHECK(of_second["booking"] == "booking-2");
    CHECK(of_second["from_minute"] == 16 * 60);
    CHECK(of_second["heard"] == 10);
}

TEST_CASE_FIXTURE(BookingFixture,
                  "what cannot be taken over is left alone, once, and keeps nothing else away") {
    const Booking own = booked(wish());
    tests::Quiet quiet;
    told_by_hub(*store, settings,
                {said(1, own.code), said(2, "lookal"), R"({"id":"booking-3"})", said(4, "K7MDX4")});
    CHECK(known("K7MDX4").id == "booking-4");
    CHECK(known(own.code).id == own.id);
    CHECK(events("appointment.inherited").size() == 1);
    CHECK_FALSE(store::open_orders(*store).any());
}

TEST_CASE_FIXTURE(BookingFixture, "a clock that is ahead keeps no booking away") {
    clock.set_wall_ms(monday_morning + 400 * day_ms);
    told_by_hub(*store, settings, {said(1, "K7MDX4")});
    CHECK(known("K7MDX4").state == BookingState::booked);
}

TEST_CASE_FIXTURE(Bookings,
                  "at a point with several kiosks the others hear of it, and who changed it last is right") {
    told_by_hub(*guest.store, guest.settings, {said(1, "K7MDX4")});
    CHECK(state(host, "K7MDX4") == "unknown");
    meet();
    CHECK(state(host, "K7MDX4") == "booked");
    CHECK(free_seats_at(guest, "2026-11-24", 12 * 60) == 0);
    CHECK(free_seats_at(host, "2026-11-24", 12 * 60) == 1);
    REQUIRE(worked(move_booking(*host.store, host.settings, "K7MDX4", "2026-11-25", 11 * 60)));
    meet();
    told_by_hub(*guest.store, guest.settings, {said(1, "K7MDX4", "booked", 12 * 60, 5)});
    meet();
    for (Machine* machine : {&host, &guest})
        CHECK(find_booking(*machine->store, "K7MDX4")->day == "2026-11-25");
    CHECK(free_seats_at(guest, "2026-11-24", 12 * 60) == 1);
    CHECK(guest.events("appointment.inherited").back()["holds_seat"] == false);
}

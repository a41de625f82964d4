// What was booked at a kiosk is found at the one that takes its place.
#include "tests/agent/inheritance.h"

using namespace accanto;
using namespace accanto::test;

TEST_CASE("what was booked at a kiosk is found by its code at the one that took its place, and counts once") {
    Replacement change;
    const std::string kept = change.old.book(tuesday, half_past_nine, "600112233"),
                      moved = change.old.book(tuesday, half_past_nine),
                      given_up = change.old.book(tuesday, half_past_nine);
    const auto before = point::find_booking(*change.old.store, kept).value();
    change.old.sync();
    change.replace();
    Machine& next = *change.next;
    const auto found = point::find_booking(*next.store, kept);
    REQUIRE(found);
    CHECK(found->id == before.id);
    CHECK(found->day == tuesday);
    CHECK(found->from_minute == half_past_nine);
    CHECK(found->minutes == 30);
    CHECK(found->topic == "email");
    CHECK(found->language == "es");
    CHECK(found->has_contact);
    CHECK(found->lease == "");
    CHECK(point::appointments_of(*next.store, tuesday).size() == 3); // on the mentors' page
    CHECK(point::offer(*next.store, next.settings).has_bookings);
    CHECK(free_at(next, tuesday, half_past_nine) == 1); // of four
    move_at(next, moved, tuesday, half_past_ten);
    cancel_at(next, given_up);
    change.settle(next);
    CHECK(free_at(next, tuesday, half_past_nine) == 3);
    CHECK(free_at(next, tuesday, half_past_ten) == 3);
    change.world.clock.advance_ms(23LL * 3600 * 1000); // the next morning
    const auto came = point::arrive(*next.store, next.settings, {kept, "visit", "es", true});
    CHECK(std::holds_alternative<point::Arrival>(came));
    change.settle(next);
    // No booking was told of twice, and what was left sealed stays where it was.
    CHECK(change.told(change.old, "appointment.booked") == 3);
    CHECK(change.told(next, "appointment.booked") == 0);
    CHECK(change.told(next, "appointment.inherited") == 3);
    CHECK(change.told(next, "contact.given") == 0);
    CHECK(change.counted("kept") == 1);
    CHECK(change.counted("cancelled") == 1);
    CHECK(change.counted("booked") == 1);
    CHECK(change.counted("") == 3);
}

TEST_CASE("a booking is told of until the kiosk in the other's place says that it took it over, and only to "
          "that one") {
    Replacement change;
    Machine other(change.world, "C");
    change.old.book(tuesday, half_past_nine);
    change.old.sync();
    CHECK(change.wished(change.old).empty());
    change.next = std::make_unique<Machine>(change.world, "B", change.old.id());
    Machine& next = *change.next;
    change.world.clock.advance_ms(1000);
    next.pull();
    CHECK(change.wished(next).size() == 1);
    CHECK(change.wished(other).empty());
    CHECK(store::open_orders(*next.store).any());
    next.carry_out();
    CHECK_FALSE(store::open_orders(*next.store).any());
    change.world.clock.advance_ms(1000);
    next.push();
    CHECK(change.wished(next).empty());
    const int64_t orders = int64_t(change.world.hub().storage().orders().orders().size());
    change.settle(next);
    next.restart();
    change.settle(next);
    CHECK(change.told(next, "appointment.inherited") == 1);
    CHECK(int64_t(change.world.hub().storage().orders().orders().size()) == orders);
}

TEST_CASE("bookings go on from kiosk to kiosk, each as it was left") {
    Replacement change;
    const std::string moved = change.old.book(tuesday, half_past_nine),
                      given_up = change.old.book(tuesday, half_past_nine),
                      kept = change.old.book(tuesday, half_past_nine);
    change.old.sync();
    change.replace();
    Machine& second = *change.next;
    move_at(second, moved, wednesday, half_past_nine);
    cancel_at(second, given_up);
    const std::string own = second.book(tuesday, half_past_ten);
    change.settle(second);
    Machine third(change.world, "B", second.id());
    change.settle(third);
    CHECK(point::find_booking(*third.store, moved)->day == wednesday);
    CHECK(state_at(third, given_up) == "cancelled");
    CHECK(state_at(third, kept) == "booked");
    CHECK(state_at(third, own) == "booked");
    CHECK(free_at(third, tuesday, half_past_nine) == 3);
    CHECK(free_at(third, tuesday, half_past_ten) == 3);
    CHECK(free_at(third, wednesday, half_past_nine) == 3);
    CHECK(change.counted("") == 4);
    // Nothing is kept for the one that is out of service.
    CHECK(change.wished(second).empty());
}

TEST_CASE(
    "a device that was replaced and comes back into its place hears what became of its bookings meanwhile") {
    Replacement change;
    const std::string moved = change.old.book(tuesday, half_past_nine),
                      given_up = change.old.book(tuesday, half_past_nine);
    change.old.sync();
    change.replace();
    move_at(*change.next, moved, wednesday, half_past_nine);
    cancel_at(*change.next, given_up);
    change.settle(*change.next);
    change.old.take_place_of(change.next->id());
    change.settle(change.old);
    CHECK(point::find_booking(*change.old.store, moved)->day == wednesday);
    CHECK(state_at(change.old, given_up) == "cancelled");
    CHECK(free_at(change.old, tuesday, half_past_nine) == 4);
    CHECK(free_at(change.old, wednesday, half_past_nine) == 3);
}

TEST_CASE("what was on its way to the hub when a kiosk's place was taken is taken over when it is there") {
    Replacement change;
    const std::string known = change.old.book(tuesday, half_past_nine);
    change.old.sync();
    const std::string late = change.old.book(tuesday, half_past_ten);
    cancel_at(change.old, known);
    change.replace();
    CHECK(state_at(*change.next, known) == "booked");
    CHECK(state_at(*change.next, late) == "unknown");
    change.arrives_late(change.old);
    change.settle(*change.next);
    CHECK(state_at(*change.next, known) == "cancelled");
    CHECK(state_at(*change.next, late) == "booked");
    CHECK(free_at(*change.next, tuesday, half_past_ten) == 3);
    CHECK(change.wished(*change.next).empty());
}

TEST_CASE("what was changed at the new kiosk stays, whatever the hub hears of the old one later") {
    Replacement change;
    const std::string moved = change.old.book(tuesday, half_past_nine),
                      given_up = change.old.book(tuesday, half_past_nine);
    change.old.sync();
    for (int minute : {half_past_ten, half_past_nine, half_past_ten}) // more often than the new one
        move_at(change.old, moved, tuesday, minute);
    move_at(change.old, given_up, tuesday, half_past_ten);
    change.replace();
    move_at(*change.next, moved, wednesday, half_past_nine);
    cancel_at(*change.next, given_up);
    change.arrives_late(change.old);
    CHECK(change.wished(*change.next).size() == 2);
    change.next->puller->hear("news"); // before the hub hears of the new one's
    while (change.next->puller->step().next == agent::PullStep::Next::go_on) {
    }
    change.next->carry_out();
    CHECK(point::find_booking(*change.next->store, moved)->day == wednesday);
    CHECK(state_at(*change.next, given_up) == "cancelled");
    change.settle(*change.next);
    CHECK(point::find_booking(*change.next->store, moved)->day == wednesday);
    CHECK(state_at(*change.next, given_up) == "cancelled");
    CHECK(change.wished(*change.next).empty());
    CHECK(free_at(*change.next, wednesday, half_past_nine) == 3);
    CHECK(free_at(*change.next, tuesday, half_past_ten) == 4);
}

TEST_CASE("a store that came back from a copy of before takes the bookings over again") {
    Replacement change;
    const std::string code = change.old.book(tuesday, half_past_nine),
                      given_up = change.old.book(tuesday, half_past_nine);
    change.old.sync();
    change.replace();
    Machine& next = *change.next;
    cancel_at(next, given_up);
    change.settle(next);
    next.store->transaction([&] {
        next.store->db().run("DELETE FROM booking");
        next.store->db().run("DELETE FROM inherited_booking");
    });
    store::begin_new_life(*next.store);
    next.restart();
    change.settle(next);
    CHECK(state_at(next, code) == "booked");
    CHECK(state_at(next, given_up) == "cancelled");
    CHECK(free_at(next, tuesday, half_past_nine) == 3);
    CHECK(change.wished(next).empty());
}

TEST_CASE("sign-ups to a course are taken over with their places on the waiting list") {
    Replacement change;
    std::vector<std::string> codes;
    for (int i = 0; i < 4; ++i)
        codes.push_back(sign_up_at(change.old, "telephone", i));
    change.old.sync();
    change.replace();
    Machine& next = *change.next;
    CHECK(state_at(next, codes[1]) == "booked");
    CHECK(state_at(next, codes[2]) == "waiting");
    CHECK(point::find_booking(*next.store, codes[3])->before == 1);
    const auto course = point::find_course(*next.store, "telephone").value();
    CHECK(course.free == 0);
    CHECK(course.waiting == 2);
    CHECK_FALSE(course.elsewhere);
    cancel_at(next, codes[0]);
    CHECK(state_at(next, codes[2]) == "booked");
    CHECK(point::find_booking(*next.store, codes[3])->before == 0);
    change.settle(next);
    CHECK(change.told(next, "course.promoted") == 1);
    CHECK(point::find_course(*next.store, "telephone")->free == 0);
}

TEST_CASE(
    "a sign-up to a course that the hub does not know waits until the kiosk has its schedule from a file") {
    World world;
    Machine old(world, "B");
    const auto bring = [](Machine& machine) {
        Schedule schedule;
        schedule.point = "biblio";
        schedule.kiosk = "B";
        schedule.courses.push_back({"tablet",
                                    {{"en", "Tablets"}},
                                    "es",
                                    "Room 2",
                                    wednesday,
                                    17 * 60,
                                    90,
                                    Schedule::Level::first_steps,
                                    2});
        point::import_schedule(*machine.store, machine.settings, schedule);
    };
    bring(old);
    const std::string code = sign_up_at(old, "tablet", 1);
    old.sync();
    Machine next(world, "B", old.id());
    world.clock.advance_ms(1000);
    next.sync();
    CHECK(state_at(next, code) == "unknown");
    CHECK_FALSE(store::open_orders(*next.store).any()); // nothing that could be done now
    bring(next);
    CHECK(store::open_orders(*next.store).any());
    next.carry_out();
    CHECK(state_at(next, code) == "booked");
    CHECK(point::find_course(*next.store, "tablet")->free == 1);
}

TEST_CASE("more bookings than one answer holds come one after the other, the next days first") {
    Replacement change;
    change.old.store->transaction([&] {
        for (size_t i = 0; i < wire::max_bookings + 20; ++i)
            store::append_event(
                *change.old.store, "org.accanto.appointment.booked.v1",
                fmt::format(
                    R"({{"booking":"booking-{0:04}","state":"booked","day":"{1}","from_minute":{2},"minutes":30,"topic":"email",)"
                    R"("code":"{3}","visit":"v","language":"es","for_other":false,"has_contact":false}})",
                    i, i < 20 ? "2027-01-11" : "2027-01-04", half_past_nine,
                    [&] { // six of the alphabet's twenty
                        std::string code = "222222";
                        for (size_t at = 0, rest = i; at < 3; ++at, rest /= 20)
                            code[at] = point::code_characters[rest % 20];
                        return code;
                    }()));
    });
    change.old.sync();
    change.next = std::make_unique<Machine>(change.world, "B", change.old.id());
    change.world.clock.advance_ms(1000);
    change.next->sync();
    CHECK(point::appointments_of(*change.next->store, "2027-01-04").size() == wire::max_bookings);
    CHECK(point::appointments_of(*change.next->store, "2027-01-11").empty());
    change.settle(*change.next);
    CHECK(point::appointments_of(*change.next->store, "2027-01-11").size() == 20);
    CHECK(change.wished(*change.next).empty());
}

TEST_CASE("days that are over are not taken over, and a booking that could not be one is left out") {
    Replacement change;
    const std::string code = change.old.book(wednesday, half_past_nine),
                      past = change.old.book(tuesday, half_past_nine);
    change.old.store->transaction([&] {
        store::append_event(
            *change.old.store, "org.accanto.appointment.booked.v1",
            R"({"booking":"odd-booking","state":"booked","day":"2026-11-25","from_minute":1e9,"topic":"email","code":"23","language":"es"})");
        store::append_event(
            *change.old.store, "org.accanto.course.booked.v1",
            R"({"booking":"odd-course","state":"lost","course":"telephone","code":"234234"})");
    });
    change.old.sync();
    change.world.clock.advance_ms(2LL * 24 * 3600 * 1000); // Wednesday
    change.replace();
    CHECK(state_at(*change.next, code) == "booked");
    CHECK(state_at(*change.next, past) == "unknown");
    CHECK(change.told(*change.next, "appointment.inherited") == 1);
}

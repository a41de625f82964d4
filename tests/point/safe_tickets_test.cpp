// Numbers that were given without the store, once it is whole again.
#include "tests/point/point_fixture.h"

#include "kiosk/point/safe_tickets.h"

using namespace accanto;
using namespace accanto::tests;
using namespace accanto::point;

namespace {

struct SafeFixture : PointFixture {
    store::SafePlaces places{folder.path(), {}};
    store::SafeNumber give() {
        return store::give_safe_number(places, settings.kiosk.letter, "ca", clock).value();
    }
    std::string line() {
        std::string out;
        for (const Ticket& t : waiting(*store, settings))
            out += t.label + " ";
        return out;
    }
};

} // namespace

TEST_CASE_FIXTURE(SafeFixture, "a number given without the store becomes a ticket: once, behind who waits, "
                               "with the moment it was given") {
    take();
    const auto given = give();
    clock.advance_ms(20 * minute_ms);
    CHECK(waiting_safe_numbers(store.get(), places, clock).size() == 1);
    CHECK(waiting_safe_numbers(nullptr, places, clock).size() == 1);
    CHECK(bring_safe_numbers(*store, settings, places) == 1);
    CHECK(bring_safe_numbers(*store, settings, places) == 0);
    CHECK(waiting_safe_numbers(store.get(), places, clock).empty());
    take();
    CHECK(line() == "B01 B900 B02 ");
    const Ticket t = now(given.id);
    CHECK(t.taken_ms == given.wall_ms);
    CHECK(t.language == "ca");
    CHECK(t.topic == topic_not_asked);
    const auto told = events("ticket.taken");
    REQUIRE(told.size() == 3);
    CHECK(told[1]["label"] == "B900");
    CHECK(told[1]["people_before"] == 1);
    call(*store, settings, {"m", "1"}, given.id);
    CHECK(events("ticket.called").at(0)["waited_s"] == 20 * 60);
}

TEST_CASE_FIXTURE(
    SafeFixture,
    "what was given while the machine was another's boot comes too; of yesterday it is closed, and told") {
    const auto yesterday = give();
    clock.advance_ms(24 * 60 * minute_ms);
    clock.reboot();
    const auto today = give();
    CHECK(bring_safe_numbers(*store, settings, places) == 2);
    CHECK(line() == "B901 ");
    CHECK(now(yesterday.id).state == TicketState::closed_at_day_end);
    CHECK(now(yesterday.id).service_day == "2026-11-23");
    CHECK(now(today.id).service_day == "2026-11-24");
    CHECK(events("ticket.taken").size() == 2);
    CHECK(events("ticket.closed_at_day_end").size() == 1);
    end_earlier_days(*store, settings);
    CHECK(line() == "B901 ");
}

TEST_CASE_FIXTURE(SafeFixture,
                  "a store that came back from its backup takes them over again, and none twice") {
    give();
    give();
    bring_safe_numbers(*store, settings, places);
    store->transaction([&] {
        store->db().run("DELETE FROM ticket WHERE label = 'B901'");
        store->set_value("safe_numbers_brought", "");
    });
    CHECK(bring_safe_numbers(*store, settings, places) == 1);
    CHECK(line() == "B900 B901 ");
}

TEST_CASE_FIXTURE(
    SafeFixture, "a hundred more than a day's numbers: the store never gives what safe mode may have given") {
    for (int i = 0; i < 3; ++i)
        give();
    bring_safe_numbers(*store, settings, places);
    CHECK(take().label == "B01");
    store->transaction([&] { store->db().run("UPDATE ticket SET number = 899 WHERE label = 'B01'"); });
    CHECK(take().label == "B02"); // past who holds B01
}

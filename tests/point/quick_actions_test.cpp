#include "kiosk/point/quick_actions.h"

#include "tests/point/point_fixture.h"

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;

TEST_CASE_FIXTURE(
    PointFixture,
    "the cleaning pause lasts a minute on the clock that cannot be turned, or until it is ended") {
    CHECK(cleaning_left_ms(*store) == 0);
    start_cleaning(*store);
    CHECK(cleaning_left_ms(*store) == 60'000);
    clock.set_wall_ms(0);
    CHECK(cleaning_left_ms(*store) == 60'000);
    clock.advance_ms(59'999);
    CHECK(cleaning_left_ms(*store) == 1);
    clock.advance_ms(1);
    CHECK(cleaning_left_ms(*store) == 0);
    start_cleaning(*store);
    end_cleaning(*store);
    end_cleaning(*store);
    CHECK(cleaning_left_ms(*store) == 0);
    // The machine was restarted meanwhile.
    store->transaction([&] { store->set_value("cleaning", "999999999999 another boot"); });
    CHECK(cleaning_left_ms(*store) == 0);
    store->transaction([&] { store->set_value("cleaning", "nonsense"); });
    CHECK(cleaning_left_ms(*store) == 0);
}

TEST_CASE_FIXTURE(PointFixture,
                  "a paper that a desk asks for is handed to its kiosk once, and soon or never") {
    Ticket t = take();
    CHECK_FALSE(reprint_asked(*store, settings));
    CHECK(ask_reprint(*store, settings, t.id));
    CHECK(ask_reprint(*store, settings, t.id));
    Settings other = settings;
    other.kiosk.letter = "C";
    CHECK_FALSE(reprint_asked(*store, other));
    CHECK(take_reprints(*store, other).empty());
    CHECK(reprint_asked(*store, settings));
    auto papers = take_reprints(*store, settings);
    REQUIRE(papers.size() == 1);
    CHECK(papers[0].label == "B01");
    CHECK(take_reprints(*store, settings).empty());
    ask_reprint(*store, settings, t.id);
    clock.advance_ms(30 * second_ms);
    CHECK_FALSE(reprint_asked(*store, settings));
    CHECK(take_reprints(*store, settings).empty());
    CHECK(store->db().integer("SELECT count(*) FROM reprint") == 0);
}

TEST_CASE_FIXTURE(PointFixture, "there is no paper of a ticket that is over or was never given") {
    CHECK_FALSE(ask_reprint(*store, settings, "nothing"));
    Ticket t = take(), missed = take();
    leave(*store, settings, t.id);
    CHECK_FALSE(ask_reprint(*store, settings, t.id));
    call(*store, settings, {"m", "1"}, missed.id);
    not_here(*store, settings, {"m", "1"}, missed.id);
    CHECK(ask_reprint(*store, settings, missed.id)); // it may be brought back
    clock.advance_ms(day_ms);
    CHECK_FALSE(ask_reprint(*store, settings, missed.id));
}

TEST_CASE_FIXTURE(PointFixture, "a ticket of this kiosk is recent for a minute, while it is not over") {
    CHECK_FALSE(recent_ticket(*store, settings));
    Ticket t = take();
    CHECK(recent_ticket(*store, settings)->ticket.id == t.id);
    clock.advance_ms(59'999);
    CHECK(recent_ticket(*store, settings)->age_ms == 59'999);
    clock.advance_ms(1);
    CHECK_FALSE(recent_ticket(*store, settings));
    Ticket next = take();
    Settings other = settings;
    other.kiosk.letter = "C";
    CHECK_FALSE(recent_ticket(*store, other));
    CHECK(recent_ticket(*store, settings)->ticket.id == next.id);
    leave(*store, settings, next.id);
    CHECK_FALSE(recent_ticket(*store, settings)); // it was given back: a new one is no mistake
}

TEST_CASE_FIXTURE(PointFixture,
                  "each wish to look at the printer is another, and none outlives the machine's start") {
    CHECK(printer_look_asked(*store) == 0);
    ask_printer_look(*store);
    const int64_t first = printer_look_asked(*store);
    CHECK(first > 0);
    ask_printer_look(*store);
    CHECK(printer_look_asked(*store) > first);
    store->transaction([&] { store->set_value("printer_look", "5 another boot"); });
    CHECK(printer_look_asked(*store) == 0);
}

TEST_CASE_FIXTURE(PointFixture,
                  "a colleague is wanted until somebody goes, it is taken back, or ten minutes have passed") {
    const DeskUser ana{"ana", "1"}, luca{"luca", "2"}, marta{"marta", "3"};
    CHECK(colleagues_wanted(*store).empty());
    CHECK_FALSE(go_to_colleague(*store, luca, "1"));
    want_colleague(*store, ana);
    want_colleague(*store, luca);
    REQUIRE(colleagues_wanted(*store).size() == 2);
    CHECK(colleagues_wanted(*store)[0].mentor == "ana");
    CHECK(go_to_colleague(*store, marta, "1"));
    CHECK_FALSE(go_to_colleague(*store, luca, "1")); // one is enough
    CHECK(colleagues_wanted(*store)[0].coming_mentor == "marta");
    end_colleague_wanted(*store, "1");
    end_colleague_wanted(*store, "1");
    REQUIRE(colleagues_wanted(*store).size() == 1);
    clock.advance_ms(colleague_wanted_ms);
    CHECK(colleagues_wanted(*store).empty());
    want_colleague(*store, ana);
    store->transaction(
        [&] { store->set_value("colleagues_wanted", "{\"1\":5,\"2\":{\"boot\":\"another\"}}"); });
    CHECK(colleagues_wanted(*store).empty());
    store->transaction([&] { store->set_value("colleagues_wanted", "nonsense"); });
    CHECK(colleagues_wanted(*store).empty());
    want_colleague(*store, ana);
    CHECK(colleagues_wanted(*store).size() == 1);
}

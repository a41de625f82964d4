#include "kiosk/point/printer_care.h"
#include "tests/point/point_fixture.h"

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;

TEST_CASE_FIXTURE(PointFixture, "of a printer that nobody has looked at nothing is known") {
    const PrinterStanding standing = printer_standing(*store, settings);
    CHECK(standing.state == "unknown");
    CHECK(standing.since_ms == 0);
    CHECK(standing.printed + standing.failed == 0);
}

TEST_CASE_FIXTURE(
    PointFixture,
    "the state is kept with the time it began, and the word where the kiosk's health finds it") {
    note_printer(*store, settings, {"ok"});
    clock.advance_ms(minute_ms);
    note_printer(*store, settings, {"out"});
    clock.advance_ms(minute_ms);
    note_printer(*store, settings, {"out", 0, 1});
    const PrinterStanding standing = printer_standing(*store, settings);
    CHECK(standing.state == "out");
    CHECK(standing.since_ms == monday_morning + minute_ms);
    CHECK(store->value("printer_state") == "out");
}

TEST_CASE_FIXTURE(PointFixture, "slips are counted for one day at the point, and the state outlives it") {
    note_printer(*store, settings, {"ok", 1, 0});
    note_printer(*store, settings, {"near_end", 1, 0});
    note_printer(*store, settings, {"out", 0, 1});
    CHECK(printer_standing(*store, settings).printed == 2);
    CHECK(printer_standing(*store, settings).failed == 1);
    clock.advance_ms(14 * hour_ms); // past midnight in Madrid, though it is still Monday in UTC
    CHECK(printer_standing(*store, settings).printed == 0);
    CHECK(printer_standing(*store, settings).failed == 0);
    CHECK(printer_standing(*store, settings).state == "out");
    note_printer(*store, settings, {"out", 1, 0});
    CHECK(printer_standing(*store, settings).printed == 1);
    CHECK(printer_standing(*store, settings).since_ms == monday_morning);
}

TEST_CASE_FIXTURE(PointFixture, "nothing new writes nothing, so that nobody is woken") {
    note_printer(*store, settings, {"ok"});
    const auto other = store::Store::open(folder.path(), clock);
    const int64_t before = other->data_version();
    note_printer(*store, settings, {"ok"});
    CHECK(other->data_version() == before);
    note_printer(*store, settings, {"near_end"});
    CHECK(other->data_version() != before);
}

TEST_CASE_FIXTURE(PointFixture, "what is no record of a printer is read as none") {
    store->transaction([&] { store->set_value("printer_standing", "not json"); });
    CHECK(printer_standing(*store, settings).since_ms == 0);
    note_printer(*store, settings, {"ok", 1, 0});
    CHECK(printer_standing(*store, settings).printed == 1);
}

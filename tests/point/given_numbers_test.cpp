// Numbers after the store was lost: nobody is given one that somebody else has.
#include "tests/point/point_fixture.h"

#include "kiosk/point/ticket_rows.h"
#include "kiosk/store/recovery.h"
#include "kiosk/store/slots.h"
#include "tests/quiet.h"

#include <fstream>
#include <set>
#include <stdexcept>

using namespace accanto;
using namespace accanto::tests;
using namespace accanto::point;
namespace fs = std::filesystem;

namespace {

struct LossFixture : PointFixture {
    Quiet quiet;
    std::set<std::string> given; // in people's hands

    // The label of the last; each was given to nobody before.
    std::string take_some(int count) {
        std::string label;
        for (int i = 0; i < count; ++i) {
            label = take().label;
            INFO(label);
            CHECK(given.insert(label).second);
        }
        return label;
    }
    void back_up() { store::back_up(store->db(), folder.path(), clock); }
    void lose_store(bool with_numbers = false) {
        store.reset();
        fs::remove(folder / "store.db");
        if (with_numbers)
            fs::remove(folder / "store.numbers");
        store = store::Store::open(folder.path(), clock);
    }
    void next_day() {
        clock.advance_ms(day_ms);
        given.clear();
    }
};

} // namespace

TEST_CASE_FIXTURE(LossFixture, "a store that is gone and came back from its copy of the night gives no number twice, however often") {
    take_some(3);
    back_up();
    CHECK(take_some(24) == "B27");
    for (const char* next : {"B31", "B41", "B51"}) { // each life of the store keeps ten at a time
        lose_store();
        CHECK(take_some(1) == next);
    }
    CHECK(take_some(12) == "B63");
    lose_store();
    CHECK(take_some(1) == "B71");
}

TEST_CASE_FIXTURE(LossFixture, "a store that begins empty gives no number twice") {
    take_some(14);
    lose_store();
    CHECK(take_some(1) == "B21");
}

TEST_CASE_FIXTURE(LossFixture, "a ticket that was not written after all leaves no gap while the store stands") {
    take_some(4);
    CHECK_THROWS(store->transaction([&] {
        take_within(*store, settings, request());
        throw std::runtime_error("a cut");
    }));
    CHECK(take_some(1) == "B05");
}

TEST_CASE_FIXTURE(LossFixture, "where the store and what was kept beside it are both lost, numbers begin at 501") {
    back_up();
    take_some(14);
    lose_store(true);
    CHECK(take_some(2) == "B502");
    lose_store();
    CHECK(take_some(1) == "B511");
}

TEST_CASE_FIXTURE(LossFixture, "a clock that says other dates after the loss gives no number of that day twice") {
    take_some(14);
    clock.reboot();
    clock.set_wall_ms(1000);
    lose_store();
    CHECK(take_some(2) == "B22");
    // Set right on the same day, some hours later, and believed: the date is the one of before, or another.
    SUBCASE("the date of the loss") { clock.set_wall_ms(monday_morning + 2 * hour_ms); }
    SUBCASE("a date nobody knew") { clock.set_wall_ms(monday_morning + 2 * day_ms); }
    store::trust_clock(*store);
    take_some(5);
}

TEST_CASE_FIXTURE(LossFixture, "the first day after the loss that a trusted clock tells begins at 1") {
    take_some(14);
    lose_store();
    store::trust_clock(*store);
    CHECK(take_some(1) == "B21");
    next_day();
    CHECK(take_some(1) == "B01");
    // And a kiosk that lost nothing never goes another way.
    next_day();
    CHECK(take_some(11) == "B11");
    next_day();
    CHECK(take_some(1) == "B01");
}

TEST_CASE_FIXTURE(LossFixture, "without a trusted clock numbers begin at 1 again when seven dates have passed") {
    take_some(14);
    lose_store();
    for (int day = 0; day < 7; ++day) {
        CHECK(take_some(1) == "B21");
        next_day();
        clock.reboot();
    }
    CHECK(take_some(1) == "B01");
}

TEST_CASE_FIXTURE(LossFixture, "when numbers run out after a loss they begin again, past whoever still has one") {
    const Ticket early = take();
    store->transaction([&] { store->db().run("UPDATE ticket SET number = 890, label = 'B890' WHERE id = ?", early.id); });
    CHECK(take_some(1) == "B891"); // and with it the last ten are kept
    store->transaction([&] { store->db().run("UPDATE ticket SET number = 2, label = 'B02' WHERE id = ?", early.id); });
    back_up();
    lose_store();
    CHECK(take_some(1) == "B01");
    CHECK(take_some(1) == "B03"); // somebody has B02
    CHECK(now(early.id).label == "B02");
}

TEST_CASE_FIXTURE(LossFixture, "a line that was torn with the power is of a number that nobody was shown") {
    take_some(20);
    REQUIRE(store::read_slots(folder / "store.numbers").size() == 3); // the first is for later
    {
        std::fstream file(folder / "store.numbers", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(3 * std::streamoff(store::slot_bytes) + 4);
        file << "torn";
    }
    lose_store();
    CHECK(take_some(1) == "B21");
}

TEST_CASE_FIXTURE(LossFixture, "nobody is refused a number because it cannot be kept beside the store") {
    fs::create_directory(folder / "store.numbers");
    CHECK(take_some(2) == "B02");
}

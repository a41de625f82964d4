// What a store needs once a night.

#include "kiosk/store/caretaker.h"
#include "kiosk/store/outbox.h"
#include "kiosk/store/recovery.h"
#include "tests/store/damaged.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <thread>

using namespace accanto;
using namespace accanto::store;
using tests::TemporaryFolder;

namespace {

const int64_t hour_ms = 3600 * 1000, day_ms = 24 * hour_ms;
const int64_t three_at_night = 1'795'485'600'000; // 2026-11-24T02:00Z, in Madrid an hour later

struct Fixture {
    TemporaryFolder folder;
    ManualClock clock{three_at_night};
    std::atomic<bool> stop = false;
    std::unique_ptr<Store> store = Store::open(folder.path(), clock);

    void append(int count) {
        for (int i = 0; i < count; ++i)
            store->transaction([&] { append_event(*store, "org.accanto.test.v1", "{}"); });
    }
    Care care(const std::string& night) { return take_care(*store, night, stop); }
    size_t copies() const { return backups(folder.path()).size(); }
    int64_t kept() { return store->db().integer("SELECT count(*) FROM outbox").value(); }
    std::filesystem::path file() const { return folder / "store.db"; }
};

} // namespace

TEST_CASE_FIXTURE(
    Fixture, "the store is copied once a night, however often it is asked and however many programs ask") {
    append(3);
    CHECK(care("2026-11-24") == Care::done);
    CHECK(care("2026-11-24") == Care::not_due);
    auto other = Store::open(folder.path(), clock);
    CHECK(take_care(*other, "2026-11-24", stop) == Care::not_due);
    CHECK(copies() == 1);
    CHECK(care("2026-11-25") == Care::done);
    CHECK(copies() == 2);
    CHECK(
        Database(backups(folder.path()).back(), OpenMode::read_only).integer("SELECT count(*) FROM outbox") ==
        3);
}

TEST_CASE_FIXTURE(Fixture, "what the rooms above want done is done once a night, or not at all") {
    int done = 0;
    const auto count = [&](Store& it) {
        ++done;
        it.set_value("housekeeping", "done");
    };
    CHECK(take_care(*store, "2026-11-24", stop, count) == Care::done);
    CHECK(take_care(*store, "2026-11-24", stop, count) == Care::not_due);
    CHECK(done == 1);
    CHECK(store->value("housekeeping") == "done");
    CHECK_THROWS(take_care(*store, "2026-11-25", stop, [](Store& it) {
        it.set_value("housekeeping", "half");
        throw std::runtime_error("on purpose");
    }));
    CHECK(store->value("housekeeping") == "done");
    CHECK(store->value("care_night") == "2026-11-24");
}

TEST_CASE_FIXTURE(Fixture, "what another program has begun is left to it for an hour") {
    const std::string other = boot_id() + " 1 " + std::to_string(clock.mono_ms());
    store->transaction([&] { store->set_value("care_claim", other); });
    CHECK(care("2026-11-24") == Care::not_due);
    CHECK(copies() == 0);
    clock.advance_ms(hour_ms);
    CHECK(care("2026-11-24") == Care::done);
    SUBCASE("and one from before the last start is nobody's") {
        store->transaction([&] { store->set_value("care_claim", "0123 1 1000"); });
        CHECK(care("2026-11-25") == Care::done);
    }
}

TEST_CASE_FIXTURE(Fixture, "events that the hub has held for seven days are let go, no others") {
    append(6);
    trust_clock(*store);
    acknowledge(*store, 1, 2);
    clock.advance_ms(day_ms);
    acknowledge(*store, 1, 4);
    clock.advance_ms(6 * day_ms);
    care("a");
    CHECK(kept() == 6);
    clock.advance_ms(1);
    care("b");
    CHECK(kept() == 4);
    clock.advance_ms(day_ms);
    care("c");
    CHECK(kept() == 2);
    CHECK(pending_count(*store) == 2);
    CHECK_FALSE(verify_chain(*store));
}

TEST_CASE_FIXTURE(Fixture, "once a week the whole store is checked") {
    care("a");
    const std::string first = store->value("care_checked_ms").value();
    clock.advance_ms(7 * day_ms - 1);
    care("b");
    CHECK(store->value("care_checked_ms") == first);
    clock.advance_ms(1);
    care("c");
    CHECK(store->value("care_checked_ms") != first);
    clock.set_wall_ms(0);
    care("d");
    CHECK(store->value("care_checked_ms") == "0");
}

TEST_CASE_FIXTURE(
    Fixture,
    "a damaged table is found, no copy is made of it, and the next opening restores the last good one") {
    append(100);
    care("a");
    append(20);
    const int64_t root =
        store->db().integer("SELECT rootpage FROM sqlite_schema WHERE name = 'mentor'").value();
    clock.advance_ms(8 * day_ms);
    tests::spoil_page(file(), root);
    store = Store::open(folder.path(), clock); // it was clean before: nothing is noticed
    CHECK(outbox_state(*store).epoch == 1);
    CHECK(care("b") == Care::damage);
    CHECK(copies() == 1);
    CHECK(is_suspect(folder.path()));
    store.reset();
    store = Store::open(folder.path(), clock);
    CHECK_FALSE(is_suspect(folder.path()));
    CHECK(outbox_state(*store).epoch == 2);
    CHECK(store->db().integer("SELECT count(*) FROM mentor") == 0);
    // A hundred of the copy, twenty that only the damaged file had.
    CHECK(pending_count(*store) == 120);
    CHECK(care("c") == Care::done);
}

TEST_CASE_FIXTURE(Fixture, "an index that lacks a row is made anew, and nothing else changes") {
    append(5);
    store.reset();
    {
        const tests::ForgottenIndex forgotten(file(), "outbox_pending");
        tests::run_raw(file(), "UPDATE outbox SET state = 'parked' WHERE seq = 2");
    }
    store = Store::open(folder.path(), clock);
    CHECK(care("a") == Care::damage);
    store.reset();
    store = Store::open(folder.path(), clock);
    CHECK(outbox_state(*store).epoch == 1);
    CHECK(store->db().text("PRAGMA integrity_check") == "ok");
    CHECK(pending_count(*store) == 4);
    CHECK(care("b") == Care::done);
}

TEST_CASE_FIXTURE(Fixture, "a row that points nowhere is told and keeps nobody from the copy") {
    tests::run_raw(file(),
                   "INSERT INTO service VALUES ('a', 'no such ticket', '[]', 'with', 'done', '', '', 1, '{}')");
    CHECK(care("a") == Care::done);
    CHECK(copies() == 1);
}

TEST_CASE_FIXTURE(Fixture, "who is interrupted has done nothing, and may begin anew") {
    stop = true;
    CHECK(care("a") == Care::interrupted);
    CHECK(copies() == 0);
    stop = false;
    CHECK(care("a") == Care::done);
}

TEST_CASE_FIXTURE(Fixture, "a call that is interrupted throws at once, and the store goes on") {
    append(1);
    std::atomic<bool> over = false;
    std::thread other([&] {
        while (!over)
            store->interrupt();
    });
    // It would count for longer than anybody waits.
    CHECK_THROWS_AS(
        store->db().integer(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"),
        StoreError);
    over = true;
    other.join();
    append(1);
    CHECK(pending_count(*store) == 2);
}

namespace {

struct Watched : Fixture {
    std::atomic<int> woken = 0;
    Caretaker caretaker{folder.path(), clock, "Europe/Madrid", [this] { ++woken; }};

    // As the loop does until what was begun is over.
    void rest_until_woken(int64_t nobody_for_ms) {
        for (caretaker.nobody_for(nobody_for_ms); woken == 0; caretaker.nobody_for(nobody_for_ms))
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        woken = 0;
    }
    void must_not_begin(int64_t nobody_for_ms) {
        caretaker.nobody_for(nobody_for_ms);
        CHECK(copies() == 0);
        clock.advance_ms(60'000);
    }
};

} // namespace

TEST_CASE_FIXTURE(Watched, "at night ten quiet minutes are enough, by day it takes thirty") {
    must_not_begin(0);
    must_not_begin(9 * 60'000);
    SUBCASE("at night") {
        rest_until_woken(10 * 60'000);
        CHECK(copies() == 1);
    }
    SUBCASE("by day") {
        clock.advance_ms(8 * hour_ms);
        must_not_begin(29 * 60'000);
        rest_until_woken(30 * 60'000);
        CHECK(copies() == 1);
    }
}

TEST_CASE_FIXTURE(Watched, "each night it happens once") {
    for (size_t night = 1; night <= 2; ++night) {
        rest_until_woken(hour_ms);
        for (int minute = 0; minute < 60; ++minute, clock.advance_ms(60'000))
            caretaker.nobody_for(2 * hour_ms);
        CHECK(copies() == night);
        clock.advance_ms(day_ms - hour_ms);
    }
}

TEST_CASE_FIXTURE(Watched, "a damage is told once") {
    append(50);
    store.reset();
    {
        const tests::ForgottenIndex forgotten(file(), "outbox_pending");
        tests::run_raw(file(), "UPDATE outbox SET state = 'parked' WHERE seq = 2");
    }
    CHECK_FALSE(caretaker.found_damage());
    rest_until_woken(hour_ms);
    while (!is_suspect(folder.path()))
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    clock.advance_ms(60'000);
    bool found = false;
    for (int i = 0; i < 5000 && !found; ++i) {
        caretaker.nobody_for(hour_ms);
        found = caretaker.found_damage();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    CHECK(found);
    CHECK_FALSE(caretaker.found_damage());
}

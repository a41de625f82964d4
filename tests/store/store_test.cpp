#include "kiosk/store/store.h"

#include "kiosk/store/migrations.h"
#include "kiosk/store/outbox.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include <atomic>
#include <set>
#include <thread>

using namespace accanto;
using namespace accanto::store;
using tests::TemporaryFolder;

namespace {

const int64_t morning = 1'795'426'500'000; // 2026-11-23 09:35 UTC

} // namespace

TEST_CASE("an open store has the pragmas of the design") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    auto store = Store::open(folder.path(), clock);
    Database& db = store->db();
    CHECK(db.text("PRAGMA journal_mode") == "truncate");
    CHECK(db.integer("PRAGMA synchronous") == 3);
    CHECK(db.integer("PRAGMA foreign_keys") == 1);
    CHECK(db.integer("PRAGMA trusted_schema") == 0);
    CHECK(db.integer("PRAGMA cell_size_check") == 1);
    CHECK(db.integer("PRAGMA secure_delete") == 1);
    CHECK(db.integer("PRAGMA mmap_size").value_or(0) == 0);
    CHECK(db.integer("PRAGMA user_version") == int64_t(migrations().size()));
    CHECK_FALSE(db.query("PRAGMA foreign_key_check").step());
}

TEST_CASE("what was committed is there after closing and opening again") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    std::string kiosk;
    {
        auto store = Store::open(folder.path(), clock);
        kiosk = store->value("kiosk_id").value();
        store->transaction([&] { store->set_value("point_message", "back at five"); });
        store->transaction([&] { store->set_value("point_message", "back at six"); });
    }
    auto store = Store::open(folder.path(), clock);
    CHECK(store->value("point_message") == "back at six");
    CHECK(store->value("kiosk_id") == kiosk);
    CHECK_FALSE(store->value("never set"));
    CHECK(outbox_state(*store).epoch == 1);
}

TEST_CASE("a transaction that throws leaves nothing") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    auto store = Store::open(folder.path(), clock);
    CHECK_THROWS_AS(store->transaction([&] {
        store->set_value("a", "1");
        append_event(*store, "org.accanto.test.v1", "{}");
        throw std::runtime_error("changed its mind");
    }),
                    std::runtime_error);
    CHECK_FALSE(store->value("a"));
    CHECK(outbox_state(*store).next_seq == 1);
    store->transaction([&] { store->set_value("a", "2"); });
    CHECK(store->value("a") == "2");
}

TEST_CASE("ids keep their order when the clock goes back and the program restarts") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    std::vector<std::string> ids;
    auto make_some = [&] {
        auto store = Store::open(folder.path(), clock);
        store->transaction([&] {
            for (int i = 0; i < 50; ++i)
                ids.push_back(store->new_id());
        });
    };
    make_some();
    clock.set_wall_ms(morning - 3'600'000);
    make_some();
    clock.set_wall_ms(0);
    make_some();
    CHECK(std::is_sorted(ids.begin(), ids.end()));
    CHECK(std::set(ids.begin(), ids.end()).size() == 150);
}

TEST_CASE("data_version changes with another's commit, not with our own") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    auto a = Store::open(folder.path(), clock), b = Store::open(folder.path(), clock);
    int64_t before = a->data_version();
    a->transaction([&] { a->set_value("x", "1"); });
    CHECK(a->data_version() == before);
    b->transaction([&] { b->set_value("x", "2"); });
    CHECK(a->data_version() != before);
}

TEST_CASE("a read sees one state of the store, whatever others commit meanwhile") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    auto a = Store::open(folder.path(), clock), b = Store::open(folder.path(), clock);
    b->transaction([&] { b->set_value("x", "old"); });
    std::thread writer;
    a->read([&] {
        CHECK(a->value("x") == "old");
        writer = std::thread([&] { b->transaction([&] { b->set_value("x", "new"); }); });
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        CHECK(a->value("x") == "old");
    });
    writer.join();
    CHECK(a->value("x") == "new");
}

TEST_CASE("opening and writing from many threads at once is safe") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    constexpr int threads = 6, rounds = 4, events = 5;
    std::vector<std::thread> all;
    std::atomic<int> failures = 0;
    for (int t = 0; t < threads; ++t)
        all.emplace_back([&, t] {
            try {
                for (int r = 0; r < rounds; ++r) {
                    auto store = Store::open(folder.path(), clock);
                    for (int e = 0; e < events; ++e)
                        store->transaction([&] {
                            append_event(*store, "org.accanto.test.v1",
                                         fmt::format(R"({{"thread":{},"n":{}}})", t, e));
                        });
                }
            } catch (const std::exception& e) {
                ++failures;
                MESSAGE(e.what());
            }
        });
    for (auto& thread : all)
        thread.join();
    CHECK(failures == 0);
    auto store = Store::open(folder.path(), clock);
    OutboxState state = outbox_state(*store);
    CHECK(state.epoch == 1);
    CHECK(state.pending == threads * rounds * events);
    CHECK(state.next_seq == threads * rounds * events + 1);
    CHECK_FALSE(verify_chain(*store));
    CHECK(store->db().integer("SELECT count(*) FROM outbox_head") == 1);
}

TEST_CASE("a lock is waited for, five seconds and no longer") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    auto holder = Store::open(folder.path(), clock), other = Store::open(folder.path(), clock);
    using Time = std::chrono::steady_clock;
    auto try_to_write = [&] {
        auto began = Time::now();
        StoreTrouble trouble = StoreTrouble::none;
        try {
            other->transaction([&] { other->set_value("x", "1"); });
        } catch (const std::exception& e) {
            trouble = trouble_of(e);
        }
        return std::pair(trouble, std::chrono::duration<double>(Time::now() - began).count());
    };
    holder->transaction([&] {
        auto [trouble, seconds] = try_to_write();
        CHECK(trouble == StoreTrouble::busy);
        CHECK(seconds >= 5.0);
    });
    CHECK(try_to_write().first == StoreTrouble::none);
}

TEST_CASE("a program that writes without a pause does not starve another") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    std::atomic<bool> stop = false;
    std::thread greedy([&] {
        auto store = Store::open(folder.path(), clock);
        while (!stop)
            store->transaction([&] { append_event(*store, "org.accanto.test.v1", "{}"); });
    });
    auto store = Store::open(folder.path(), clock);
    for (int i = 0; i < 5; ++i)
        CHECK_NOTHROW(store->transaction([&] { append_event(*store, "org.accanto.test.v1", "{}"); }));
    stop = true;
    greedy.join();
}

TEST_CASE("every older schema is brought to the newest with its rows kept") {
    const int64_t newest = int64_t(migrations().size());
    for (int64_t from = 0; from <= newest; ++from) {
        CAPTURE(from);
        TemporaryFolder folder;
        ManualClock clock(morning);
        {
            Database old(folder / "store.db", OpenMode::read_write);
            for (int64_t v = 0; v < from; ++v)
                old.script(migrations()[size_t(v)]);
            old.script(fmt::format("PRAGMA user_version = {}", from).c_str());
            if (from >= 1)
                old.script("INSERT INTO named_value VALUES ('point_message', 'kept')");
        }
        auto store = Store::open(folder.path(), clock);
        CHECK(schema_version(store->db()) == newest);
        CHECK(store->value("point_message") ==
              (from >= 1 ? std::optional<std::string>("kept") : std::nullopt));
        CHECK(store->db().text("PRAGMA integrity_check") == "ok");
        store->transaction([&] { append_event(*store, "org.accanto.test.v1", "{}"); });
        CHECK(store->db().integer("SELECT count(*) FROM ticket") == 0);
    }
}

TEST_CASE("tickets of a store from before their days were told apart: yesterday's are over, today's go on") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    {
        Database old(folder / "store.db", OpenMode::read_write);
        for (size_t v = 0; v < 4; ++v)
            old.script(migrations()[v]);
        old.script("PRAGMA user_version = 4");
        for (const char* day : {"2026-11-22", "2026-11-23"})
            for (const char* state : {"waiting", "missed", "done"})
                old.run("INSERT INTO ticket (id, idempotency_key, service_day, number, label, topic, "
                        "language, visit, class, "
                        "state, taken_ms) VALUES (?1 || ?2, ?1 || ?2, ?1, length(?2), ?2, 'email', 'es', "
                        "'v', 'normal', ?2, 1)",
                        day, state);
    }
    auto store = Store::open(folder.path(), clock);
    CHECK(store->db().integer(
              "SELECT count(*) FROM ticket WHERE day_over = 1 AND service_day = '2026-11-22'") == 3);
    CHECK(store->db().integer(
              "SELECT count(*) FROM ticket WHERE day_over = 0 AND service_day = '2026-11-23'") == 3);
    CHECK(store->value("service_day") == "2026-11-23");
}

TEST_CASE("a schema that all programs bring up at once is brought up once") {
    TemporaryFolder folder;
    constexpr int threads = 8;
    std::vector<std::thread> all;
    std::atomic<int> failures = 0;
    for (int t = 0; t < threads; ++t)
        all.emplace_back([&] {
            try {
                Database db(folder / "store.db", OpenMode::read_write);
                migrate(db);
            } catch (const std::exception& e) {
                ++failures;
                MESSAGE(e.what());
            }
        });
    for (auto& thread : all)
        thread.join();
    CHECK(failures == 0);
    Database db(folder / "store.db", OpenMode::read_write);
    CHECK(schema_version(db) == int64_t(migrations().size()));
}

TEST_CASE("a store of a later program is left alone") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    {
        auto store = Store::open(folder.path(), clock);
        store->db().script("PRAGMA user_version = 99");
    }
    for (OpenMode mode : {OpenMode::read_write, OpenMode::read_only}) {
        try {
            Store::open(folder.path(), clock, mode);
            FAIL("it was opened");
        } catch (const std::exception& e) {
            CHECK(trouble_of(e) == StoreTrouble::too_new);
        }
    }
    CHECK(std::filesystem::exists(folder / "store.db"));
}

TEST_CASE("a read-only store is read while another writes, and is not written") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    auto writer = Store::open(folder.path(), clock);
    auto reader = Store::open(folder.path(), clock, OpenMode::read_only);
    writer->transaction([&] { writer->set_value("x", "1"); });
    CHECK(reader->value("x") == "1");
    CHECK_THROWS_AS(reader->db().run("DELETE FROM named_value"), StoreError);
    TemporaryFolder empty;
    CHECK_THROWS_AS(Store::open(empty.path(), clock, OpenMode::read_only), StoreError);
}

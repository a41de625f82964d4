// What only PostgreSQL promises: any number of hubs over one database.
#include "content/base/error.h"
#include "content/base/file.h"
#include "sync/hub/storage/postgres_connection.h"
#include "sync/hub/storage/postgres_schema.h"
#include "sync/hub/store.h"
#include "tests/agent/world.h"
#include "tests/postgres.h"

#include <fmt/format.h>

#include <atomic>
#include <thread>

using namespace accanto;
using namespace accanto::test;
using What = hub::PushResult::What;

namespace {

tests::Postgres& in_memory() {
    static tests::Postgres one(tests::Postgres::Where::in_memory);
    return one;
}

// A kiosk, and pushes of it made by hand. Their bytes live as long as it.
class Sender {
public:
    Sender(hub::Storage& storage, const std::string& point, const std::string& name) {
        storage.add_code({name, {point, point, ""}, name, start_ms, start_ms + 1});
        m_kiosk = std::get<hub::Kiosk>(
            storage.enrol(name, uuid7(start_ms), wire::SecretKey::generate().public_key(), start_ms));
    }
    // Its next events, each a visit that began and had its first success, if that is asked for, so many
    // minutes later.
    hub::Push next(int count, std::optional<int64_t> minutes = {}) {
        hub::Push out;
        out.kiosk = m_kiosk;
        out.head = {1, m_through + 1, m_through + count, {}, ""};
        out.received_ms = start_ms;
        out.clock = {start_ms, 5, "boot", wire::ClockQuality::trusted};
        for (int i = 0; i < count; ++i) {
            m_bytes.push_back(fmt::format("event {}", ++m_through));
            hub::Incoming event;
            event.seq = m_through;
            event.bytes = m_bytes.back();
            event.digest = sha256(m_bytes.back());
            event.id = uuid7(start_ms);
            event.type = "t";
            event.figures = {{"2026-11-23", "visit", "", 1, "it", "", false}};
            event.visit = hub::VisitPart{uuid7(start_ms), "2026-11-23", "it", start_ms, {}, false};
            if (minutes)
                event.visit->success_ms = start_ms + *minutes * 60'000;
            out.events.push_back(std::move(event));
        }
        return out;
    }
    const hub::Kiosk& kiosk() const { return m_kiosk; }

private:
    hub::Kiosk m_kiosk;
    int64_t m_through = 0;
    std::deque<std::string> m_bytes;
};

int64_t sum_of(hub::Storage& storage, const std::string& what, const std::vector<std::string>& points = {}) {
    int64_t out = 0;
    for (const auto& row : storage.figures({"2026-11-23", "2026-11-23", points, {what}, {}}))
        out += row.count;
    return out;
}

int64_t held(hub::Storage& storage, const std::string& kiosk) {
    int64_t out = 0, expected = 1;
    storage.each_event([&](const hub::StoredEvent& event) {
        if (event.kiosk == kiosk) {
            CHECK(event.seq == expected++);
            ++out;
        }
        return true;
    });
    return out;
}

} // namespace

TEST_CASE("the same batches through two hubs at once, as after a cut: stored once, counted once, no alarm") {
    const std::string url = in_memory().new_url();
    const auto one = hub::open_postgres(url), other = hub::open_postgres(url);
    Sender sender(*one, "biblio", "entrance");
    for (int round = 0; round < 10; ++round) {
        const hub::Push push = sender.next(50);
        std::vector<std::thread> threads;
        std::atomic<int> accepted = 0;
        for (hub::Storage* hub : {one.get(), other.get(), one.get(), other.get()})
            threads.emplace_back([&, hub] { accepted += hub->push(push).what == What::accepted; });
        for (std::thread& thread : threads)
            thread.join();
        CHECK(accepted == 4);
    }
    CHECK(held(*other, sender.kiosk().id) == 500);
    CHECK(sum_of(*other, "visit") == 500);
    CHECK(one->alarms(10).empty());
    CHECK(other->kiosks().at(0).stored == 500);
}

TEST_CASE("kiosks of few points through many hubs: no sum is lost, none waits for another for ever") {
    const std::string url = in_memory().new_url();
    std::vector<std::unique_ptr<hub::Storage>> hubs;
    for (int i = 0; i < 3; ++i)
        hubs.push_back(hub::open_postgres(url));
    std::deque<Sender> senders;
    for (int i = 0; i < 12; ++i)
        senders.emplace_back(*hubs[0], fmt::format("point-{}", i % 3), fmt::format("kiosk {}", i));
    std::vector<std::thread> threads;
    for (size_t i = 0; i < senders.size(); ++i)
        threads.emplace_back([&, i] {
            for (int round = 0; round < 15; ++round)
                hubs[(i + size_t(round)) % hubs.size()]->push(senders[i].next(7, round % 4));
        });
    for (std::thread& thread : threads)
        thread.join();
    CHECK(sum_of(*hubs[1], "visit") == 12 * 15 * 7);
    CHECK(sum_of(*hubs[2], "first_success") == 12 * 15 * 7);
    for (int i = 0; i < 3; ++i)
        CHECK(sum_of(*hubs[0], "first_success", {fmt::format("point-{}", i)}) == 4 * 15 * 7);
    int64_t tallied = 0;
    for (const auto& row : hubs[0]->tallies("2026-11-23", "2026-11-23"))
        tallied += row.count;
    CHECK(tallied == 12 * 15 * 7);
}

TEST_CASE("what one hub counted and another takes back is gone from the sums") {
    const std::string url = in_memory().new_url();
    const auto one = hub::open_postgres(url), other = hub::open_postgres(url);
    Sender sender(*one, "biblio", "entrance");
    hub::Push first = sender.next(1, 9), second = sender.next(1, 4);
    second.events[0].visit->visit = first.events[0].visit->visit; // the same visit, and an earlier success
    one->push(first);
    other->push(second);
    const auto rows = one->figures({"2026-11-23", "2026-11-23", {}, {"first_success"}, {}});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].spread == hub::Spread{{4, 1}});
}

TEST_CASE("PostgreSQL killed in the middle of pushes: what was acknowledged is there, and hubs go on by "
          "themselves") {
    tests::Postgres on_disk(tests::Postgres::Where::on_disk);
    const std::string url = on_disk.new_url();
    const auto hub = hub::open_postgres(url), other = hub::open_postgres(url);
    std::deque<Sender> senders;
    for (int i = 0; i < 4; ++i)
        senders.emplace_back(*hub, "biblio", fmt::format("kiosk {}", i));
    std::vector<int64_t> acknowledged(senders.size());
    std::atomic<bool> stop = false;
    std::vector<std::thread> threads;
    for (size_t i = 0; i < senders.size(); ++i)
        threads.emplace_back([&, i] {
            while (!stop) {
                const hub::Push push = senders[i].next(20);
                for (bool done = false; !done && !stop;)
                    try {
                        acknowledged[i] = (i % 2 ? hub : other)->push(push).through;
                        done = true;
                    } catch (const Error&) {
                        std::this_thread::sleep_for(std::chrono::milliseconds(20));
                    }
            }
        });
    for (int i = 0; i < 2; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        on_disk.kill();
        on_disk.start();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    stop = true;
    for (std::thread& thread : threads)
        thread.join();
    int64_t all = 0;
    for (size_t i = 0; i < senders.size(); ++i) {
        CHECK(acknowledged[i] > 0);
        const int64_t there = held(*hub, senders[i].kiosk().id);
        CHECK(there >= acknowledged[i]);
        all += there;
    }
    CHECK(sum_of(*hub, "visit") == all);
}

TEST_CASE("a connection that PostgreSQL ended is not quietly another one, without its settings and its locks") {
    const std::string url = in_memory().new_url();
    hub::PostgresConnection one(url), other(url);
    const auto ask = [](hub::PostgresConnection& connection, const std::string& sql) {
        return hub::PostgresTransaction(connection, hub::PostgresTransaction::Mode::each_alone).run(sql);
    };
    const int64_t id = ask(one, "SELECT pg_backend_pid()").number(0, 0);
    CHECK(ask(one, "SELECT current_setting('synchronous_commit')").text(0, 0) == "on");
    CHECK(ask(other, fmt::format("SELECT pg_terminate_backend({})", id)).flag(0, 0));
    for (int tried = 0; tried < 2; ++tried)
        CHECK_THROWS_AS(ask(one, "SELECT pg_backend_pid()"), hub::PostgresError);
    CHECK_FALSE(one.is_open());
}

TEST_CASE("one push that PostgreSQL cannot take is not its neighbours' failure") {
    const auto storage = hub::open_postgres(in_memory().new_url());
    std::deque<Sender> senders;
    std::vector<hub::Push> pushes;
    for (int i = 0; i < 8; ++i) {
        senders.emplace_back(*storage, "biblio", fmt::format("kiosk {}", i));
        pushes.push_back(senders.back().next(3));
    }
    pushes[5].events[1].type = std::string("a\0b", 3); // no text of PostgreSQL
    std::atomic<int> failed = 0;
    std::vector<std::thread> threads;
    for (const hub::Push& push : pushes)
        threads.emplace_back([&] {
            try {
                storage->push(push);
            } catch (const Error&) {
                ++failed;
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    CHECK(failed == 1);
    CHECK(sum_of(*storage, "visit") == 7 * 3);
}

TEST_CASE("each month has its part, nonsense has none, and an id of long ago is still known") {
    const std::string url = in_memory().new_url();
    const auto storage = hub::open_postgres(url);
    Sender sender(*storage, "biblio", "entrance");
    hub::Push old = sender.next(1), now = sender.next(2), again = sender.next(1);
    constexpr int64_t day_ms = 86'400'000;
    const auto id_of = [](int64_t ms) {
        int64_t floor = 0;
        return uuid7(ms, floor);
    };
    old.received_ms = start_ms - 200 * day_ms;
    old.events[0].id = id_of(start_ms - 200 * day_ms);
    now.events[1].id = id_of(start_ms + 20 * 365 * day_ms); // a kiosk with a wild clock
    again.events[0].id = old.events[0].id;
    for (const hub::Push* push : {&old, &now})
        CHECK(storage->push(*push).dispositions.empty());
    const auto result = storage->push(again);
    REQUIRE(result.dispositions.size() == 1);
    CHECK(result.dispositions[0].second == wire::Disposition::duplicate);
    hub::PostgresConnection connection(url);
    hub::PostgresTransaction ask(connection);
    const auto rows = ask.run("SELECT tableoid::regclass::text, count(*) FROM events GROUP BY 1 ORDER BY 1");
    std::map<std::string, int64_t> parts;
    for (size_t row = 0; row < rows.size(); ++row)
        parts[rows.text(row, 0)] = rows.number(row, 1);
    CHECK(parts ==
          std::map<std::string, int64_t>{{"events_202605", 1}, {"events_202611", 2}, {"events_other", 1}});
    CHECK(held(*storage, sender.kiosk().id) == 4);
}

TEST_CASE("hubs that start together make the tables once; a newer hub's are left alone") {
    const std::string url = in_memory().new_url();
    std::vector<std::thread> threads;
    std::atomic<int> opened = 0;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            hub::open_postgres(url)->replay(
                3, [](const hub::StoredEvent&, const hub::Point&, hub::Incoming&) {});
            ++opened;
        });
    for (std::thread& thread : threads)
        thread.join();
    CHECK(opened == 4);
    hub::PostgresConnection connection(url);
    hub::PostgresTransaction(connection, hub::PostgresTransaction::Mode::each_alone)
        .run_script("UPDATE meta SET value = '99' WHERE name = 'schema_version'");
    CHECK_THROWS_WITH_AS(hub::open_postgres(url), doctest::Contains("newer hub"), Error);
}

TEST_CASE("an older hub's tables are brought forward, and hold what they held") {
    const std::string url = in_memory().new_url();
    const auto read = [](const hub::StoredEvent&, const hub::Point&, hub::Incoming& event) {
        event.figures = {{"2026-11-23", "visit", "", 1, "it", "", false}};
    };
    hub::Kiosk kiosk;
    {
        const auto storage = hub::open_postgres(url);
        storage->replay(3, read);
        Sender sender(*storage, "biblio", "entrance");
        storage->push(sender.next(40));
        kiosk = sender.kiosk();
    }
    {
        // As version 1 left them: each step back of one that was made since.
        hub::PostgresConnection connection(url);
        hub::PostgresTransaction(connection, hub::PostgresTransaction::Mode::each_alone)
            .run_script("DROP INDEX events_absent; ALTER TABLE streams ADD COLUMN last_happened_ms bigint; DROP INDEX events_looked_for;"
                        " CREATE INDEX events_by_type ON events (point, kiosk, type, epoch, seq);"
                        " ALTER TABLE events DROP COLUMN erased; DROP TABLE erasures, orders;"
                        " ALTER TABLE codes DROP COLUMN replaces; ALTER TABLE kiosks DROP COLUMN replaces, DROP COLUMN replaced_by;"
                        " DROP TABLE audit, people, organisations; ALTER TABLE kiosks DROP COLUMN offered_key;"
                        " DROP TABLE release_points, releases, catalogues, pack_pieces;"
                        " UPDATE meta SET value = '1' WHERE name = 'schema_version'");
    }
    const auto storage = hub::open_postgres(url);
    storage->replay(4, read);
    CHECK(held(*storage, kiosk.id) == 40);
    CHECK(sum_of(*storage, "visit") == 40);
    CHECK(sum_of(*storage, "visit", {"biblio"}) == 40);
    CHECK(storage->kiosk(kiosk.id)->key == kiosk.key);
    CHECK(storage->streams(kiosk).at(0).through == 40);
    Sender another(*storage, "mercat", "exit");
    storage->push(another.next(2));
    CHECK(sum_of(*storage, "visit") == 42);
}

TEST_CASE("once a newer hub counts otherwise, an older one writes no more") {
    const std::string url = in_memory().new_url();
    const auto no_eyes = [](const hub::StoredEvent&, const hub::Point&, hub::Incoming&) {};
    const auto older = hub::open_postgres(url);
    older->replay(3, no_eyes);
    Sender sender(*older, "biblio", "entrance");
    older->push(sender.next(2));
    const auto newer = hub::open_postgres(url);
    newer->replay(4, no_eyes);
    const hub::Push push = sender.next(2);
    CHECK_THROWS_WITH_AS(older->push(push), doctest::Contains("newer hub"), Error);
    CHECK(newer->push(push).through == 4);
}

TEST_CASE("a database is one hub's: a folder with another key is told which files it lacks") {
    World world;
    const std::string url = in_memory().new_url();
    ManualClock clock(start_ms);
    Folder first, second;
    hub::HubOptions options;
    options.content = data_dir() / "content";
    for (const Folder* folder : {&first, &second})
        hub::keep_database(folder->path, url);
    options.data = first.path;
    hub::Hub one(options, clock);
    options.data = second.path;
    CHECK_THROWS_WITH_AS(hub::Hub(options, clock), doctest::Contains("hub.key"), Error);
    std::filesystem::copy_file(first.path / "hub.key", second.path / "hub.key",
                               std::filesystem::copy_options::overwrite_existing);
    CHECK(hub::Hub(options, clock).public_key() == one.public_key());
}

TEST_CASE("where a hub keeps its events is said once; a folder with events of its own is not left behind") {
    Folder folder;
    CHECK_THROWS_WITH_AS(hub::keep_database(folder.path, "mysql://x"), doctest::Contains("postgresql://"),
                         Error);
    hub::open_store(folder.path).reset();
    CHECK(hub::store_exists(folder.path));
    CHECK_THROWS_WITH_AS(hub::keep_database(folder.path, in_memory().new_url()), doctest::Contains("hub.db"),
                         Error);
    CHECK_THROWS_WITH_AS(hub::open_postgres("postgresql://accanto@/none?host=/nowhere"),
                         doctest::Contains("PostgreSQL"), Error);
}

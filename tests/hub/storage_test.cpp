// What a store of the hub promises, whoever sends: the embedded one, and PostgreSQL where the environment says so (tests/postgres.h).
#include "tests/agent/world.h"

#include "content/base/error.h"
#include "sync/hub/storage/key_changes.h"
#include "sync/hub/storage/publishing.h"

#include <atomic>
#include <thread>

using namespace accanto;
using namespace accanto::test;
using What = hub::PushResult::What;

namespace {

// A storage with one kiosk, and pushes made by hand.
struct Shelf {
    Folder folder;
    std::unique_ptr<hub::Storage> storage;
    hub::Kiosk kiosk;
    std::deque<std::string> kept;   // the bytes of the pushes

    explicit Shelf(hub::BeforeCommit before_commit = {}) {
        if (const std::string url = tests::new_store_url(); !url.empty())
            hub::keep_database(folder.path, url);
        storage = hub::open_store(folder.path, std::move(before_commit));
        storage->add_code({"digest", {"biblio", "Biblioteca", ""}, "", start_ms, start_ms + 1});
        kiosk = std::get<hub::Kiosk>(storage->enrol("digest", uuid7(start_ms), wire::SecretKey::generate().public_key(), start_ms));
    }
    hub::Push push(int64_t epoch, int64_t from, int64_t through, std::set<int64_t> absent = {}, const std::string& flavour = "") {
        hub::Push out;
        out.kiosk = kiosk;
        out.head = {epoch, from, through, std::move(absent), ""};
        out.received_ms = start_ms;
        out.clock = {start_ms, 5, "boot", wire::ClockQuality::trusted};
        for (int64_t seq = from; seq <= through; ++seq) {
            if (out.head.absent.contains(seq))
                continue;
            kept.push_back("event " + std::to_string(epoch) + "/" + std::to_string(seq) + flavour);
            hub::Incoming event;
            event.seq = seq;
            event.bytes = kept.back();
            event.digest = sha256(kept.back());
            event.id = "id-" + kept.back();
            event.type = "t";
            event.figures = {{"2026-11-23", "visit", "it", 1}};
            out.events.push_back(std::move(event));
        }
        return out;
    }
    int64_t visits() {
        int64_t n = 0;
        for (const auto& row : storage->figures({"2026-11-23", "2026-11-23", {}, {}, {}}))
            n += row.count;
        return n;
    }
};

} // namespace

TEST_CASE("what is there is a duplicate and counts once") {
    Shelf shelf;
    CHECK(shelf.storage->push(shelf.push(1, 1, 5)).through == 5);
    auto again = shelf.storage->push(shelf.push(1, 3, 8));
    CHECK(again.what == What::accepted);
    CHECK(again.through == 8);
    CHECK(again.dispositions.size() == 3);
    CHECK(shelf.visits() == 8);
    CHECK(shelf.storage->streams(shelf.kiosk).at(0).through == 8);
}

TEST_CASE("a gap is refused and names the next event") {
    Shelf shelf;
    shelf.storage->push(shelf.push(1, 1, 5));
    auto gap = shelf.storage->push(shelf.push(1, 7, 9));
    CHECK(gap.what == What::gap);
    CHECK(gap.through + 1 == 6);
    CHECK(shelf.visits() == 5);
    CHECK(shelf.storage->push(shelf.push(1, 6, 9)).what == What::accepted);
}

TEST_CASE("an older epoch is fenced once a newer one has begun") {
    Shelf shelf;
    shelf.storage->push(shelf.push(1, 1, 5));
    shelf.storage->push(shelf.push(3, 1, 2));
    auto stale = shelf.storage->push(shelf.push(1, 6, 7));
    CHECK(stale.what == What::stale_epoch);
    CHECK(stale.epoch == 3);
    CHECK(shelf.visits() == 7);
}

TEST_CASE("other bytes under the same key: nothing of the push is taken, and the alarm keeps them") {
    Shelf shelf;
    shelf.storage->push(shelf.push(1, 1, 5));
    auto clone = shelf.storage->push(shelf.push(1, 5, 7, {}, " of another device"));
    CHECK(clone.what == What::clone);
    CHECK(shelf.visits() == 5);
    CHECK(shelf.storage->streams(shelf.kiosk).at(0).through == 5);
    auto alarms = shelf.storage->alarms(10);
    REQUIRE(alarms.size() == 1);
    CHECK(alarms[0].kind == "other_bytes");
    CHECK(alarms[0].seq == 5);
    CHECK(shelf.storage->kiosks().at(0).alarms == 1);
}

TEST_CASE("an event that was declared absent may still come") {
    Shelf shelf;
    CHECK(shelf.storage->push(shelf.push(1, 1, 5, {2, 3})).through == 5);
    CHECK(shelf.visits() == 3);
    using Places = std::vector<std::pair<int64_t, int64_t>>;
    CHECK(shelf.storage->absent(shelf.kiosk) == Places{{1, 2}, {1, 3}});
    auto late = shelf.storage->push(shelf.push(1, 2, 2));
    CHECK(shelf.storage->absent(shelf.kiosk) == Places{{1, 3}});
    CHECK(late.dispositions.empty());
    CHECK(shelf.visits() == 4);
    CHECK(shelf.storage->push(shelf.push(1, 2, 2)).dispositions.size() == 1);
    CHECK(shelf.visits() == 4);
}

TEST_CASE("of what was declared absent the newest is told") {
    Shelf shelf;
    std::set<int64_t> absent;
    for (int64_t seq = 1; seq < 600; ++seq)
        absent.insert(seq);
    shelf.storage->push(shelf.push(1, 1, 600, absent));
    const auto told = shelf.storage->absent(shelf.kiosk);
    REQUIRE(told.size() == wire::max_absent_told);
    CHECK(told.front() == std::pair<int64_t, int64_t>{1, 100});
    CHECK(told.back() == std::pair<int64_t, int64_t>{1, 599});
}

TEST_CASE("the zone of one point") {
    Shelf shelf;
    CHECK(shelf.storage->zone_of("biblio").empty());
    shelf.storage->add_code({"other", {"mercat", "Mercat", "Europe/Madrid"}, "", start_ms, start_ms + 1});
    shelf.storage->enrol("other", uuid7(start_ms), wire::SecretKey::generate().public_key(), start_ms);
    CHECK(shelf.storage->zone_of("mercat") == "Europe/Madrid");
    CHECK(shelf.storage->zone_of("nowhere").empty());
}

TEST_CASE("the same id under another number is a duplicate, and its place is taken") {
    Shelf shelf;
    auto first = shelf.push(1, 1, 1), second = shelf.push(1, 2, 2);
    second.events[0].id = first.events[0].id;
    shelf.storage->push(first);
    auto result = shelf.storage->push(second);
    REQUIRE(result.dispositions.size() == 1);
    CHECK(result.dispositions[0].second == wire::Disposition::duplicate);
    CHECK(result.through == 2);
    CHECK(shelf.visits() == 1);
}

TEST_CASE("a hash chain that does not go on is an alarm") {
    Shelf shelf;
    auto chain_of = [](const hub::Push& push, std::string chain) {
        for (const auto& event : push.events)
            chain = std::string(view(sha256(chain, event.bytes)));
        return chain;
    };
    auto first = shelf.push(1, 1, 3);
    first.head.chain = chain_of(first, std::string(32, '\0'));
    shelf.storage->push(first);
    auto second = shelf.push(1, 2, 5);   // overlaps
    second.head.chain = chain_of(shelf.push(1, 4, 5), first.head.chain);
    shelf.storage->push(second);
    CHECK(shelf.storage->alarms(10).empty());
    auto third = shelf.push(1, 6, 6);
    third.head.chain = std::string(32, 'x');
    shelf.storage->push(third);
    REQUIRE(shelf.storage->alarms(10).size() == 1);
    CHECK(shelf.storage->alarms(10)[0].kind == "chain");
}

TEST_CASE("a failed commit takes all of its group back, and the store goes on") {
    std::atomic<bool> fail = false;
    Shelf shelf([&] {
        if (fail)
            throw Error("no space", 13);
    });
    fail = true;
    CHECK_THROWS_AS(shelf.storage->push(shelf.push(1, 1, 5)), Error);
    CHECK(shelf.visits() == 0);
    CHECK(shelf.storage->streams(shelf.kiosk).empty());
    fail = false;
    CHECK(shelf.storage->push(shelf.push(1, 1, 5)).through == 5);
    CHECK(shelf.visits() == 5);
}

TEST_CASE("pushes that come together share a commit") {
    std::atomic<int> commits = 0;
    Shelf shelf([&] {
        ++commits;
        std::this_thread::sleep_for(std::chrono::milliseconds(30));   // a slow disk gathers company
    });
    std::vector<hub::Push> pushes;
    for (int i = 1; i <= 24; ++i)
        pushes.push_back(shelf.push(1, 1, 20));
    int before = commits;
    std::vector<std::thread> threads;
    for (auto& push : pushes)
        threads.emplace_back([&] { shelf.storage->push(push); });
    for (auto& thread : threads)
        thread.join();
    CHECK(commits - before < 12);
    CHECK(shelf.visits() == 20);
}

TEST_CASE("what an older hub could not read is read again after an upgrade") {
    Shelf shelf;
    auto push = shelf.push(1, 1, 3);
    push.events[1].disposition = wire::Disposition::quarantined;
    push.events[1].problem = "from the future";
    push.events[1].id.clear();
    shelf.storage->push(push);
    CHECK(shelf.visits() == 2);
    int read = 0;
    auto with_new_eyes = [&](const hub::StoredEvent&, const hub::Point& point, hub::Incoming& event) {
        ++read;
        CHECK(point.id == "biblio");
        event.id = "id-" + std::string(event.bytes);
        event.type = "t";
        event.figures = {{"2026-11-23", "visit", "it", 10}};
    };
    shelf.storage->replay(5, with_new_eyes);
    CHECK(shelf.visits() == 30);
    CHECK(shelf.storage->kiosks().at(0).stored == 3);
    CHECK(shelf.storage->kiosks().at(0).quarantined == 0);
    shelf.storage->replay(5, with_new_eyes);
    CHECK(read == 3);
}

TEST_CASE("what failed midway is in no sum, and what it named is named again") {
    Shelf shelf;
    const hub::Kiosk first = shelf.kiosk;
    shelf.storage->push(shelf.push(1, 1, 3));
    shelf.storage->add_code({"other", {"mercat", "Mercat", ""}, "", start_ms, start_ms + 1});
    shelf.kiosk = std::get<hub::Kiosk>(shelf.storage->enrol("other", uuid7(start_ms), wire::SecretKey::generate().public_key(), start_ms));
    shelf.storage->push(shelf.push(1, 1, 3));
    auto ca_of = [](hub::Incoming& event) { event.figures = {{"2026-11-23", "visit", "ca", 1}}; };
    CHECK_THROWS_AS(shelf.storage->replay(5,
                                          [&](const hub::StoredEvent&, const hub::Point& point, hub::Incoming& event) {
                                              if (point.id == "mercat")   // biblio's are added up by then
                                                  throw Error("unread", 0);
                                              ca_of(event);
                                          }),
                    Error);
    CHECK(shelf.visits() == 6);
    shelf.kiosk = first;
    hub::Push more = shelf.push(1, 4, 5);
    std::ranges::for_each(more.events, ca_of);
    shelf.storage->push(more);
    for (const std::vector<std::string>& points : {std::vector<std::string>(), {"biblio", "mercat"}}) {
        std::map<std::string, int64_t> told;
        for (const auto& row : shelf.storage->figures({"2026-11-23", "2026-11-23", points, {}, {}}))
            told[row.detail] += row.count;
        CHECK(told == std::map<std::string, int64_t>{{"it", 6}, {"ca", 2}});
    }
}

TEST_CASE("counting all anew while others push counts nothing twice" * doctest::skip(tests::on_postgres())) {
    std::atomic<bool> hold = false;
    Shelf shelf([&](const auto&...) { hold.wait(true); });
    const hub::Push first = shelf.push(1, 1, 1), second = shelf.push(1, 2, 3);
    hold = true;   // the first's commit, until the two others wait for the next
    const auto waiting = [&](int64_t events) {
        while (shelf.storage->load() * 20'000 < double(events) - 0.5)
            std::this_thread::yield();
    };
    std::thread pushes_first([&] { shelf.storage->push(first); });
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    std::thread pushes_second([&] { shelf.storage->push(second); });
    waiting(2);
    std::thread counts([&] {
        shelf.storage->replay(9, [](const hub::StoredEvent&, const hub::Point&, hub::Incoming& event) { event.figures = {{"2026-11-23", "visit", "it", 1}}; });
    });
    waiting(3);
    hold = false;
    hold.notify_all();
    for (std::thread* each : {&pushes_first, &pushes_second, &counts})
        each->join();
    CHECK(shelf.visits() == 3);
}

TEST_CASE("looking beside a running hub sees all and changes nothing") {
    Shelf shelf;
    shelf.storage->push(shelf.push(1, 1, 4));
    auto look = hub::open_store_to_look(shelf.folder.path);
    int64_t seen = 0;
    look->each_event([&](const hub::StoredEvent&) { return ++seen < 3; });
    CHECK(seen == 3);
    CHECK_THROWS_AS(look->revoke("x"), Error);
    CHECK_THROWS_AS(look->publishing().withdraw("x", 1), Error);
    CHECK_THROWS_AS(look->key_changes().offer("x", {}), Error);
    CHECK_THROWS_AS(hub::open_sqlite_read_only(shelf.folder.path / "none"), Error);
}

TEST_CASE("a store of another hub's version is left alone" * doctest::skip(tests::on_postgres())) {
    Shelf shelf;
    shelf.storage.reset();
    CHECK(system(("sqlite3 " + (shelf.folder.path / "hub.db").string() + " 'PRAGMA user_version = 99'").c_str()) == 0);
    CHECK_THROWS_WITH_AS(hub::open_sqlite(shelf.folder.path), doctest::Contains("newer hub"), Error);
    CHECK_THROWS_WITH_AS(hub::open_store_to_look(shelf.folder.path), doctest::Contains("newer hub"), Error);
    // One who looks brings nothing forward, and says what does.
    CHECK(system(("sqlite3 " + (shelf.folder.path / "hub.db").string() + " 'PRAGMA user_version = 11'").c_str()) == 0);
    CHECK_THROWS_WITH_AS(hub::open_store_to_look(shelf.folder.path), doctest::Contains("start the hub"), Error);
}

TEST_CASE("events can be asked for by point and by type") {
    Shelf shelf;
    hub::Push push = shelf.push(1, 1, 4);
    push.events[1].type = push.events[3].type = "wanted";
    push.events[2].type = "";
    shelf.storage->push(push);
    auto seqs = [&](const hub::EventFilter& filter) {
        std::vector<int64_t> out;
        shelf.storage->each_event(filter, [&](const hub::StoredEvent& event) {
            out.push_back(event.seq);
            return true;
        });
        return out;
    };
    CHECK(seqs({}) == std::vector<int64_t>{1, 2, 3, 4});
    CHECK(seqs({"biblio", {}}) == std::vector<int64_t>{1, 2, 3, 4});
    CHECK(seqs({"", {"wanted", "others"}}) == std::vector<int64_t>{2, 4});
    CHECK(seqs({"biblio", {"wanted"}}) == std::vector<int64_t>{2, 4});
    CHECK(seqs({"bibli", {}}).empty());
    CHECK(seqs({"biblio", {"others"}}).empty());

    // Steps are not in the index, and are found all the same, alone and among others.
    hub::Push more = shelf.push(1, 5, 7);
    more.events[0].type = more.events[2].type = "org.accanto.tutorial.step.v1";
    more.events[1].type = "wanted";
    shelf.storage->push(more);
    CHECK(seqs({"biblio", {"org.accanto.tutorial.step.v1"}}) == std::vector<int64_t>{5, 7});
    CHECK(seqs({"", {"org.accanto.tutorial.step.v1", "wanted"}}) == std::vector<int64_t>{2, 4, 5, 6, 7});
    CHECK(seqs({"biblio", {"wanted"}}) == std::vector<int64_t>{2, 4, 6});
}

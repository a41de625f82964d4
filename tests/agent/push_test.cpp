// What must hold on any road: every event reaches the hub once.
#include "tests/agent/put_back.h"

#include "content/base/error.h"
#include "kiosk/store/new_life.h"
#include "sync/hub/backup.h"

using namespace accanto;
using namespace accanto::test;
using Next = agent::Step::Next;

TEST_CASE("what happened at the kiosk is at the hub, byte for byte") {
    World world;
    world.add_visits(3);
    auto sent = store::pending(*world.store, 10, 1 << 20);
    CHECK(world.drain().next == Next::drained);
    world.check_complete(3);
    auto held = world.held();
    for (size_t i = 0; i < 3; ++i)
        CHECK(held[i].bytes == sent[i].bytes);
    CHECK(world.hub().storage().alarms(10).empty());
}

TEST_CASE("a long queue goes in batches, each once") {
    World world;
    world.add_visits(1234);
    CHECK(world.drain().next == Next::drained);
    world.check_complete(1234);
    CHECK(world.road.requests <= 6);   // enrolment, state, three batches
}

TEST_CASE("with the hub off nothing is lost, and it drains when the hub is back") {
    World world;
    world.add_visits(5);
    world.stop_hub();
    CHECK(world.pusher->step().next == Next::wait);
    world.add_visits(5);
    CHECK(world.pusher->step().next == Next::wait);
    CHECK(store::pending_count(*world.store) == 10);
    world.start_hub();
    CHECK(world.drain().next == Next::drained);
    world.check_complete(10);
}

TEST_CASE("a lost acknowledgement makes duplicates, not doubles") {
    World world;
    world.add_visits(700);
    world.road.mishaps = {nullptr, cut_after(), cut_after()};
    CHECK(world.drain().next == Next::drained);
    world.check_complete(700);
}

TEST_CASE("an agent that dies after the hub's commit goes on without doubles") {
    World world;
    world.add_visits(20);
    world.road.mishaps = {nullptr, cut_after()};
    CHECK(world.pusher->step().next == Next::wait);
    world.restart_agent();
    world.add_visits(1);
    CHECK(world.drain().next == Next::drained);
    world.check_complete(21);
    CHECK(world.hub().storage().alarms(10).empty());
}

TEST_CASE("an answer without the hub's signature is no acknowledgement, whatever it says") {
    World world;
    world.add_visits(2);
    CHECK(world.drain().next == Next::drained);
    world.add_visits(2);
    // A portal that knows our format by heart.
    std::string forged = wire::to_json(wire::Ack{1, 4, {}, {}, start_ms});
    for (int round = 0; round < 3; ++round) {
        world.road.mishaps = {[&](auto&, auto&, auto&) { return answer_of(200, forged, "application/json"); }};
        CHECK(world.pusher->step().next == Next::wait);
    }
    CHECK(store::pending_count(*world.store) == 2);
    CHECK(world.drain().next == Next::drained);
    world.check_complete(4);
}

TEST_CASE("an answer of the hub to another request is no acknowledgement of this one") {
    World world;
    world.add_visits(1);
    agent::Reply recorded;
    world.road.mishaps = {nullptr, [&](auto&, auto&, auto& deliver) { return recorded = deliver(); }};
    CHECK(world.drain().next == Next::drained);
    REQUIRE(recorded.status == 200);
    world.add_visits(1);
    world.clock.advance_ms(1000);
    world.road.mishaps = {[&](auto&, auto&, auto&) { return recorded; }};
    CHECK(world.pusher->step().next == Next::wait);
    CHECK(store::pending_count(*world.store) == 1);
    // Nor one whose body was changed on the way.
    world.road.mishaps = {[&](auto&, auto&, auto& deliver) {
        agent::Reply reply = deliver();
        reply.body += " ";
        return reply;
    }};
    CHECK(world.pusher->step().next == Next::wait);
    CHECK(store::pending_count(*world.store) == 1);
    CHECK(world.drain().next == Next::drained);
    world.check_complete(2);
}

TEST_CASE("overload, trouble and a broken road only cost time") {
    World world;
    world.add_visits(3);
    CHECK(world.pusher->step().next == Next::drained);
    world.add_visits(3);
    for (Mishap mishap : {says(429), says(503), says(500), says(408), says(425), says(404), says(302), lost(), says(200, ""), says(403)}) {
        agent::Reply before;
        world.road.mishaps = {mishap};
        world.restart_agent();   // each alone: four in a row would be looked into
        CHECK(world.pusher->step().next == Next::wait);
        CHECK(store::pending_count(*world.store) == 3);
    }
    CHECK(world.drain().next == Next::drained);
    world.check_complete(6);
}

namespace {

} // namespace

TEST_CASE("a hub that lost an epoch that is over gets it again, before anything of the next") {
    World world;
    world.add_visits(3);
    CHECK(world.drain().next == Next::drained);
    store::begin_new_life(*world.store);
    world.add_visits(2);
    CHECK(world.drain().next == Next::drained);
    world.lose_hub_store();
    world.enrol();
    world.add_visits(1); // the agent that knows the hub of before goes on
    CHECK(world.drain().next == Next::drained);
    check_stored(world, 6);
    const auto held = world.held();
    REQUIRE(held.size() == 6);
    CHECK(held[2].epoch == 1);
    CHECK(held[3].epoch == 2);
}

TEST_CASE("what a hub lacks of an epoch that it has closed goes on in the next") {
    World world;
    world.add_visits(3);
    CHECK(world.drain().next == Next::drained);
    store::begin_new_life(*world.store);
    world.restart_agent();
    CHECK(world.pusher->step().next == Next::drained); // it knows where the hub stands
    world.lose_hub_store();
    world.enrol();
    world.add_visits(2); // 2/1 follows nothing, so the hub has no reason to ask for more
    CHECK(world.drain().next == Next::drained);
    CHECK(world.drain().next == Next::drained);
    check_stored(world, 5);
    world.restart_agent();
    CHECK(world.drain().next == Next::drained);
    check_stored(world, 5);
}

TEST_CASE("a hub that was put back is noticed too where it is first told of what was set aside long ago" *
          doctest::skip(tests::on_postgres())) {
    World world;
    Folder hub_of_before;
    copy_hub_without_the_first(world, hub_of_before);
    world.add_visits(2);
    CHECK(world.pusher->step().next == Next::go_on);
    CHECK(world.held().size() == 5); // the first is declared absent
    put_back(world, hub_of_before);
    CHECK(world.drain().next == Next::drained);
    check_stored(world, 5);
}

TEST_CASE("a hub that was put back, and then heard a copied disk, is told all that the kiosk had told it before" *
          doctest::skip(tests::on_postgres())) {
    World world;
    world.add_visits(3);
    CHECK(world.drain().next == Next::drained);
    Folder hub_of_before, copy;
    copy_hub(world, hub_of_before);
    std::filesystem::copy_file(world.kiosk_folder.path / "store.db", copy.path / "store.db");
    std::filesystem::copy_file(world.kiosk_folder.path / "store.identity", copy.path / "store.identity");
    world.add_visits(4); // acknowledged, and then forgotten
    CHECK(world.drain().next == Next::drained);
    put_back(world, hub_of_before);

    auto other = store::Store::open(copy.path, world.clock);
    for (int i = 0; i < 2; ++i)
        other->transaction([&] { store::append_event(*other, "org.accanto.visit.started.v1", R"({"visit":"other","language":"es"})"); });
    auto outbox = agent::store_outbox(*other);
    agent::Pusher clone(*outbox, world.road, *world.identity, world.clock);
    CHECK(clone.step().next == Next::drained);
    CHECK(world.held().size() == 5);
    SUBCASE("less than the kiosk had told") {}
    SUBCASE("more") {
        for (int i = 0; i < 9; ++i)
            other->transaction([&] { store::append_event(*other, "org.accanto.note.v1", "{}"); });
        CHECK(clone.step().next == Next::drained);
    }
    const size_t of_other = world.held().size();

    world.add_visits(1);
    world.restart_agent();
    const agent::Step noticed = world.drain();
    CHECK(noticed.next == Next::stop);
    CHECK(noticed.reason == "clone");
    CHECK(world.hub().storage().alarms(10).front().kind == "other_bytes");
    store::begin_new_life(*world.store); // what a technician does
    world.enrol();
    world.restart_agent();
    CHECK(world.drain().next == Next::drained);
    check_stored(world, int(of_other) + 4 + 1);
}

TEST_CASE("after one round with its kiosk, a hub restored from its backup holds what the kiosk's ledger says" * doctest::skip(tests::on_postgres())) {
    World world;
    world.add_visits(10);
    CHECK(world.drain().next == Next::drained);
    Folder kept;
    const hub::Backup backup = hub::back_up(world.hub_folder.path, kept.path, start_ms);   // while it runs
    CHECK(backup.holds.events == 10);
    CHECK(backup.holds.kiosks == 1);
    world.add_visits(15);
    CHECK(world.drain().next == Next::drained);
    world.stop_hub();
    CHECK_THROWS_AS(hub::restore(backup.folder, world.hub_folder.path), Error);   // never over what is there
    std::filesystem::remove_all(world.hub_folder.path);
    CHECK(hub::restore(backup.folder, world.hub_folder.path).events == 10);
    world.start_hub();
    CHECK(world.held().size() == 10);
    world.restart_agent();
    world.add_visits(1);
    CHECK(world.drain().next == Next::drained);
    world.check_complete(26);
}

TEST_CASE("of a hub's copies the newest are kept, and nothing else is touched" * doctest::skip(tests::on_postgres())) {
    World world;
    CHECK_FALSE(hub::last_copy_ms(world.hub_folder.path));
    Folder kept;
    for (const char* other : {"hub-20200101T000000Z.txt", "hub-20200101", "photos", "xhub-20200101T000000Z"})
        std::filesystem::create_directory(kept.path / other);
    std::vector<std::filesystem::path> made;
    for (const int64_t ms : {start_ms, start_ms, start_ms + 86'400'000, start_ms - 1000})
        made.push_back(hub::back_up(world.hub_folder.path, kept.path, ms).folder);
    CHECK(made[1].filename().string().ends_with("Z-2"));
    CHECK(hub::last_copy_ms(world.hub_folder.path) == start_ms - 1000);
    CHECK(hub::forget_copies(made[3], 4) == 0);
    CHECK(hub::forget_copies(made[3], 2) == 2);
    auto there = [&](size_t i) { return std::filesystem::exists(made[i] / "hub.db"); };
    CHECK_FALSE(there(0));
    CHECK_FALSE(there(1));
    CHECK(there(2));
    CHECK(there(3));   // by a clock that was behind: the last one all the same
    CHECK(std::distance(std::filesystem::directory_iterator(kept.path), {}) == 6);
}

TEST_CASE("a backup that is not whole is told, and never put back" * doctest::skip(tests::on_postgres())) {
    World world;
    world.add_visits(300);
    CHECK(world.drain().next == Next::drained);
    Folder kept;
    const auto backup = hub::back_up(world.hub_folder.path, kept.path, start_ms).folder;
    auto bytes = read_file(backup / "hub.db").value();
    const size_t at = bytes.find(R"("specversion":"1.0")");   // in no index
    REQUIRE(at != std::string::npos);
    bytes[at + 1] = 'S';   // one letter of one event: no check of the file's structure finds that
    write_file_durably(backup / "hub.db", bytes);
    Folder elsewhere;
    CHECK_THROWS_WITH_AS(hub::restore(backup, elsewhere.path / "hub"), doctest::Contains("other bytes"), Error);
    CHECK(!std::filesystem::exists(elsewhere.path / "hub" / "hub.db"));
    CHECK_THROWS_AS(hub::back_up(elsewhere.path, kept.path, start_ms), Error);   // there is no hub
}

TEST_CASE("a hub that was put back to yesterday's copy gets everything since again") {
    World world;
    world.add_visits(10);
    CHECK(world.drain().next == Next::drained);
    Folder backup;
    copy_hub(world, backup);
    world.add_visits(15);
    CHECK(world.drain().next == Next::drained);
    put_back(world, backup);
    SUBCASE("noticed by the next push") { world.add_visits(1); }
    SUBCASE("noticed at the next start") {
        world.restart_agent();
        world.add_visits(1);
    }
    CHECK(world.drain().next == Next::drained);
    world.check_complete(26);
}

TEST_CASE("the answer comes after the commit: when the commit fails there is none") {
    bool disk_fails = false;
    int commits = 0;
    World world([&] {
        ++commits;
        if (disk_fails)
            throw Error("the disk is gone", 10);
    });
    world.add_visits(4);
    disk_fails = true;
    int before = commits;
    auto step = world.pusher->step();
    CHECK(commits == before + 1);
    CHECK(step.next == Next::wait);
    CHECK(store::pending_count(*world.store) == 4);
    CHECK(world.held().empty());
    disk_fails = false;
    CHECK(world.drain().next == Next::drained);
    world.check_complete(4);
}

TEST_CASE("health travels with each push, also when there is nothing else to say") {
    World world;
    world.store->transaction([&] { world.store->set_value("printer_state", "near_end"); });
    CHECK(world.drain().next == Next::drained);
    auto kiosks = world.hub().storage().kiosks();
    REQUIRE(kiosks.size() == 1);
    CHECK(kiosks[0].last_seen_ms == start_ms);
    REQUIRE(kiosks[0].health);
    CHECK(kiosks[0].health->printer == "near_end");
    CHECK(kiosks[0].health->version == ACCANTO_VERSION);
    CHECK(world.held().empty());
}

TEST_CASE("the health tells what the kiosk found in its visit by night, and how long ago") {
    World world;
    store::Store* kept = world.store.get();
    auto outbox = agent::store_outbox(*kept);
    CHECK(outbox->health(0).night.empty());
    kept->transaction([&] {
        kept->set_value("night_light", "red");
        kept->set_value("night_at_ms", std::to_string(world.clock.wall_ms()));
        kept->set_value("night_checks", "printer sound");
    });
    world.clock.advance_ms(3'600'000);
    const auto heard = wire::parse_health(wire::to_field(outbox->health(0)));
    REQUIRE(heard);
    CHECK(heard->night == "red");
    CHECK(heard->night_checks == "printer sound");
    CHECK(heard->night_age_s == 3600);
}

TEST_CASE("the hub's signed time makes a right clock a trusted one, and leaves a wrong one alone") {
    World world;
    CHECK(!store::clock_trusted(*world.store));
    SUBCASE("right") {
        CHECK(world.drain().next == Next::drained);
        CHECK(store::clock_trusted(*world.store));
    }
    SUBCASE("an hour off, and still it drains") {
        World other;
        other.add_visits(2);
        other.road.always = [&](auto&, auto&, auto& deliver) {
            other.clock.set_wall_ms(other.clock.wall_ms() + 3'600'000);   // the hub lives an hour later
            auto reply = deliver();
            other.clock.set_wall_ms(other.clock.wall_ms() - 3'600'000);
            return reply;
        };
        CHECK(other.drain().next == Next::drained);
        CHECK(!store::clock_trusted(*other.store));
        other.check_complete(2);
        CHECK(other.hub().storage().kiosks()[0].clock_off_ms == -3'600'000);
    }
}

TEST_CASE("a clock that is set right after the hub's time was used for signing does not keep the kiosk silent") {
    World world;
    world.add_visits(1);
    world.clock.set_wall_ms(start_ms + 20LL * 365 * 24 * 3600 * 1000);
    world.hub_clock.emplace(start_ms);
    world.start_hub();
    world.road.mishaps = {nullptr, lost()};   // the hub's time is taken; what is signed by it does not arrive
    CHECK(world.pusher->step().next == Next::go_on);
    CHECK(world.pusher->step().next == Next::wait);
    world.clock.set_wall_ms(start_ms);
    CHECK(world.drain(5).next == Next::drained);
    world.check_complete(1);
}

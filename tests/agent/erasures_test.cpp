// What somebody left is erased at the hub and at its kiosks, whatever comes in between.
#include "tests/agent/ordered_kiosk.h"

#include "content/base/error.h"
#include "kiosk/store/new_life.h"

#include <fmt/format.h>

#include <algorithm>

using namespace accanto;
using namespace accanto::test;

TEST_CASE("an erasure is known before anything is looked for, so that what arrives meanwhile is erased") {
    World* at = nullptr;
    bool known = false;
    World world([&] { known = at && !at->hub().storage().orders().erasures().empty(); });
    Machine kiosk(world, "B");
    share_seats(world, 4);
    kiosk.sync();
    const std::string code = kiosk.book("2026-11-24", half_past_nine, "600112233");
    kiosk.push();
    at = &world;
    CHECK(by_anna(world).erase_booking("biblio", code) == 2);
    if (!tests::on_postgres()) // where only pushes are held up before they are kept
        CHECK(known);          // as the words were written over
    at = nullptr;
    CHECK(world.hub().storage().people().audit(0, 10).back().deed.what == "erased");
}

TEST_CASE(
    "an erasure that a crash cut short has its line in the log, and is carried on with the next start") {
    bool counts = false;
    int commits = 0;
    World world([&] {
        if (counts && ++commits == 2)
            throw Error("the power is gone", 5);
    });
    Machine kiosk(world, "B");
    share_seats(world, 4);
    kiosk.sync();
    const std::string code = kiosk.book("2026-11-24", half_past_nine, "600112233");
    kiosk.push();
    counts = true;
    CHECK_THROWS_AS(by_anna(world).erase_booking("biblio", code), Error);
    counts = false;
    CHECK(world.hub().storage().orders().erasures().size() == 1);
    CHECK(world.hub().storage().people().audit(0, 10).back().deed.what == "erased");
    CHECK(all_bytes(world).find("\"code\":\"" + code) != std::string::npos);
    world.stop_hub();
    world.start_hub();
    CHECK(all_bytes(world).find("\"code\":\"" + code) == std::string::npos);
    int lines = 0;
    for (const auto& entry : world.hub().storage().people().audit(0, 100))
        lines += entry.deed.what == "erased";
    CHECK(lines == 1);
}

TEST_CASE("what an alarm keeps of something that was erased is erased, whichever comes first") {
    World world;
    Machine kiosk(world, "B");
    share_seats(world, 4);
    kiosk.sync();
    const std::string code = kiosk.book("2026-11-24", half_past_nine, "600112233");
    const std::string other = kiosk.book("2026-11-24", half_past_nine, "600445566");
    kiosk.push();
    hub::Storage& storage = world.hub().storage();
    const auto alarm_about = [&](const std::string& of) {
        const std::string bytes = R"({"type":"org.accanto.contact.given.v1","data":{"booking":")" + of +
                                  R"(","sealed":"c2VhbGVk"}})";
        hub::Push push;
        push.kiosk = *storage.kiosk(kiosk.id());
        push.head = {1, 1, 1, {}, ""};
        push.received_ms = world.clock.wall_ms();
        hub::Incoming event;
        event.seq = 1;
        event.bytes = bytes;
        event.digest = sha256(bytes);
        push.events.push_back(event);
        CHECK(storage.push(push).what == hub::PushResult::What::clone);
        hub::DesiredStates desired(storage);
        hub::hear_clone(storage, desired, push);
    };
    const std::string erased = point::find_booking(*kiosk.store, code)->id,
                      kept = point::find_booking(*kiosk.store, other)->id;
    alarm_about(erased);
    alarm_about(kept);
    const auto keeping = [&] {
        const auto alarms = storage.alarms(10);
        return std::count_if(alarms.begin(), alarms.end(), [](const auto& one) { return one.keeps_bytes; });
    };
    CHECK(keeping() == 2);
    by_anna(world).erase_booking("biblio", code);
    CHECK(keeping() == 1);
    alarm_about(erased);
    CHECK(storage.alarms(10).size() == 3); // raised all the same
    CHECK(keeping() == 1);
}

TEST_CASE("an erasure is wished of a kiosk until it told of it in the present life of its store") {
    World world;
    Machine kiosk(world, "B"), other(world, "C");
    share_seats(world, 4);
    kiosk.sync();
    const std::string code = kiosk.book("2026-11-24", half_past_nine, "600112233");
    kiosk.push();
    by_anna(world).erase_booking("biblio", code);
    hub::DesiredStates desired(world.hub().storage());
    const auto wished = [&](Machine& of) {
        const auto document = wire::parse_desired(desired.document(*world.hub().storage().kiosk(of.id())));
        return document.value().erasures.size();
    };
    CHECK(wished(kiosk) == 1);
    kiosk.sync();
    CHECK(wished(kiosk) == 0);
    CHECK(wished(other) == 1);
    // The store comes back from a copy that knows of no erasure, and neither does its folder.
    kiosk.store->transaction([&] {
        kiosk.store->db().run("DELETE FROM erasure");
        kiosk.store->db().run("UPDATE booking SET has_contact = 1");
    });
    std::filesystem::remove(kiosk.folder.path / "sync" / "desired");
    store::begin_new_life(*kiosk.store);
    kiosk.restart();
    kiosk.pull();
    CHECK(wished(kiosk) == 1);
    kiosk.carry_out();
    CHECK(!point::find_booking(*kiosk.store, code)->has_contact);
    kiosk.push();
    CHECK(wished(kiosk) == 0);
    // The confirmation names the life it is of: epoch 2.
    CHECK(hub::erasures_told(world.hub().storage()).begin()->second == 2);
}

TEST_CASE("a number that somebody left is erased by the code on their slip, here and there, sent or not") {
    for (const bool sent : {true, false}) {
        CAPTURE(sent);
        World world;
        Machine kiosk(world, "B");
        share_seats(world, 4);
        kiosk.sync();
        const std::string code = kiosk.book("2026-11-24", half_past_nine, "600112233");
        REQUIRE(!code.empty());
        const std::string kept = kiosk.book("2026-11-24", half_past_nine, "600445566");
        const auto booking = point::find_booking(*kiosk.store, code).value();
        if (sent)
            kiosk.push();
        else // the booking goes, the contact waits behind it: the road is cut after the first event
            kiosk.store->transaction([&] {
                kiosk.store->db().run("UPDATE outbox SET state = 'parked', problem = '{\"type\":\"later\"}' "
                                      "WHERE type = 'org.accanto.contact.given.v1'");
            });
        kiosk.push();
        CHECK(by_anna(world).erase_booking("biblio", code.substr(0, 3) + " " + code.substr(3)) ==
              (sent ? 2 : 1));
        CHECK(all_bytes(world).find("\"code\":\"" + code) == std::string::npos);
        CHECK(all_bytes(world).find("\"code\":\"" + kept) != std::string::npos);
        CHECK(hub::standing_of_erasures(world.hub().storage()).front().done == 0);
        kiosk.sync();
        CHECK(hub::standing_of_erasures(world.hub().storage()).front().done == 1);
        CHECK(!point::find_booking(*kiosk.store, code)->has_contact);
        CHECK(point::find_booking(*kiosk.store, kept)->has_contact);
        CHECK(!store::verify_chain(*kiosk.store));
        CHECK(*kiosk.store->db().integer("SELECT count(*) FROM outbox WHERE type = "
                                         "'org.accanto.contact.given.v1' AND length(bytes) > 0") ==
              (sent ? 0 : 1));
        // Nobody can be told from the log, and it is found only once.
        for (const auto& entry : world.hub().storage().people().audit(0, 100))
            CHECK((entry.deed.about.find(code) == std::string::npos &&
                   entry.deed.about.find(booking.id) == std::string::npos));
        check_refused([&] { by_anna(world).erase_booking("biblio", code); }, "orders.not_found");
        // What was erased is a duplicate when it comes again, and no other bytes in its place.
        CHECK(world.hub().storage().alarms(10).empty());
    }
}

TEST_CASE("what somebody left comes late, and is erased as it comes") {
    World world;
    Machine kiosk(world, "B"), other(world, "C");
    const std::string common =
        R"("ticket":"0199c1f2-8a10-7c3d-9e4f-000000000001","label":"B07","service_day":"2026-11-23","topic":"email","language":"es","class":"normal","visit":"v1")";
    const auto add = [&](const std::string& type, const std::string& data) {
        kiosk.store->transaction(
            [&] { store::append_event(*kiosk.store, "org.accanto." + type, "{" + data + "}"); });
    };
    add("ticket.taken.v1", common + R"(,"state":"waiting","from":null)");
    kiosk.push();
    CHECK(by_anna(world).erase_ticket("biblio", "b07", "2026-11-23") == 0);
    check_refused([&] { by_anna(world).erase_ticket("biblio", "B08", "2026-11-23"); }, "orders.not_found");
    add("service.recorded.v1",
        common +
            R"(,"service":"s","topics":["email"],"help":"with","outcome":"done","obstacle":"","note":"her son drove her")");
    add("community.suggested.v1",
        R"("visit":"v1","language":"es","about":"hours","key":"k","sealed":"c2VhbGVk")");
    kiosk.push();
    CHECK(all_bytes(world).find("drove") == std::string::npos);
    CHECK(all_bytes(world).find("c2VhbGVk") == std::string::npos);
    kiosk.sync();
    other.sync();
    const auto erasures = hub::standing_of_erasures(world.hub().storage());
    CHECK(erasures.front().done == 2);
    CHECK(erasures.front().kiosks == 3);
    // Its record still counts.
    int64_t services = 0;
    for (const auto& row :
         world.hub().storage().figures({"2000-01-01", "2100-01-01", {"biblio"}, {"help"}, {}}))
        services += row.count;
    CHECK(services > 0);
}

TEST_CASE("a hub that was put back from a copy of before erases again what its kiosks tell") {
    if (!tests::new_store_url().empty())
        return; // copies of PostgreSQL are made by its own means
    World world;
    Machine kiosk(world, "B");
    share_seats(world, 4);
    kiosk.sync();
    const std::string code = kiosk.book("2026-11-24", half_past_nine, "600112233");
    kiosk.push();
    Folder yesterday;
    hub::copy_sqlite(world.hub_folder.path, yesterday.path / "hub.db");
    by_anna(world).erase_booking("biblio", code);
    kiosk.sync();
    hub::copy_sqlite(world.hub_folder.path, yesterday.path / "today.db");
    CHECK(hub::check_sqlite_copy(yesterday.path / "today.db").events > 0); // what was erased is no damage
    world.stop_hub();
    for (const char* file : {"hub.db", "hub.db-wal", "hub.db-shm"})
        std::filesystem::remove(world.hub_folder.path / file);
    std::filesystem::copy_file(yesterday.path / "hub.db", world.hub_folder.path / "hub.db");
    world.start_hub();
    CHECK(all_bytes(world).find("\"code\":\"" + code) != std::string::npos);
    kiosk.restart();
    kiosk.push();
    CHECK(all_bytes(world).find("\"code\":\"" + code) == std::string::npos);
    CHECK(hub::standing_of_erasures(world.hub().storage()).front().done == 1);
    world.stop_hub();
    world.start_hub();
    CHECK(all_bytes(world).find("\"code\":\"" + code) == std::string::npos);
}

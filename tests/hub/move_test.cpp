// A hub that outgrows its machine: everything that lies in its folder goes on in PostgreSQL.
#include "sync/hub/accounts.h"
#include "sync/hub/storage/key_changes.h"
#include "sync/hub/storage/publishing.h"
#include "tests/hub/town.h"

#include "content/base/error.h"

using namespace accanto;
using namespace accanto::test;

namespace {

std::vector<std::string> lines_of(hub::Storage& storage) {
    std::vector<std::string> out;
    storage.each_event(
        [&](const hub::StoredEvent& event) { return out.push_back(hub::event_line(event)), true; });
    return out;
}

std::map<std::string, int64_t> sums_of(hub::Storage& storage) {
    std::map<std::string, int64_t> out;
    for (const auto& row : storage.figures({"2000-01-01", "2100-01-01", {}, {}, {}}))
        out[row.what + " " + row.detail + " " + row.language + " " + row.topics] += row.count;
    return out;
}

} // namespace

TEST_CASE("a hub moves to PostgreSQL with everything it keeps, and its kiosks go on without a word") {
    tests::Postgres postgres(tests::Postgres::Where::in_memory);
    const std::string url = postgres.new_url();
    Town town;
    town.live();
    World& world = town.world;
    world.add_event("note.v1", R"({"text":")" + std::string(70'000, 'x') + R"("})"); // refused: no bytes
    world.add_event("visit.started.v1", R"({"visit":7,"language":7})");              // quarantined
    world.drain();
    auto& before = world.hub().storage();
    hub::Accounts accounts(before.people(), world.clock, "root");
    accounts.put(hub::Organisation{"comune", "Comune", "public"});
    accounts.add({"anna", "Anna", hub::Role::viewer, "comune", "", true, true});
    const std::string bytes = random_bytes(size_t(hub::piece_bytes) + 7),
                      digest = to_hex(view(sha256(bytes)));
    auto& publishing = before.publishing();
    publishing.add_piece(digest, 0, std::string_view(bytes).substr(0, size_t(hub::piece_bytes)));
    publishing.add_piece(digest, hub::piece_bytes, std::string_view(bytes).substr(size_t(hub::piece_bytes)));
    const std::string list = to_hex(view(sha256("abc")));
    publishing.add_piece(list, 0, "abc");
    CHECK(publishing.add_catalogue({list, 1, 3, std::string(64, '\xff')}, {}));
    CHECK(publishing.release({"starter",
                              1,
                              "",
                              "Starter",
                              digest,
                              int64_t(bytes.size()),
                              list,
                              start_ms,
                              false,
                              {"biblio"},
                              false}));
    const PublicKey offered = SecretKey::generate().public_key();
    before.key_changes().offer(world.identity->kiosk, offered);
    const auto events = lines_of(before);
    const auto sums = sums_of(before);
    const auto kiosks = before.kiosks();
    const auto log = before.people().audit(0, 100);

    world.stop_hub();
    const hub::Moved moved = hub::move_to_database(world.hub_folder.path, url, [](int64_t) {});
    CHECK(moved.events == int64_t(events.size()));
    CHECK(moved.kiosks == int64_t(kiosks.size()));
    CHECK_FALSE(std::filesystem::exists(world.hub_folder.path / "hub.db"));
    CHECK(std::filesystem::exists(world.hub_folder.path / "hub.db.moved"));

    world.start_hub();
    auto& after = world.hub().storage();
    CHECK(lines_of(after) == events);
    CHECK(sums_of(after) == sums);
    REQUIRE(after.kiosks().size() == kiosks.size());
    for (size_t i = 0; i < kiosks.size(); ++i) {
        const hub::KioskHealth now = after.kiosks()[i];
        CHECK(now.kiosk.id == kiosks[i].kiosk.id);
        CHECK(now.kiosk.key == kiosks[i].kiosk.key);
        CHECK(now.last_seen_ms == kiosks[i].last_seen_ms);
        CHECK(now.stored == kiosks[i].stored);
        CHECK(now.refused == kiosks[i].refused);
        CHECK(after.anchors(now.kiosk) == after.anchors(kiosks[i].kiosk));
    }
    CHECK(after.key_changes().offered(world.identity->kiosk) == offered);
    CHECK(after.publishing().releases()[0].points == std::set<std::string>{"biblio"});
    CHECK(*after.publishing().piece(digest, 1) == bytes.substr(size_t(hub::piece_bytes)));
    CHECK(after.people().person("anna")->organisation == "comune");
    CHECK(after.people().audit(0, 100).back().hash == log.back().hash);
    CHECK_FALSE(hub::first_broken(after.people()));

    world.add_visits(3);
    CHECK(world.drain().next == agent::Step::Next::drained);
    CHECK(lines_of(after).size() == events.size() + 3);
    CHECK(after.alarms(10).empty());
    world.stop_hub();
}

TEST_CASE("a database that is a hub's already is left alone, and so is the folder") {
    tests::Postgres postgres(tests::Postgres::Where::in_memory);
    const std::string url = postgres.new_url();
    World world;
    world.add_visits(2);
    world.drain();
    world.stop_hub();
    hub::open_postgres(url)->claim("another", {});
    CHECK_THROWS_WITH_AS(hub::move_to_database(world.hub_folder.path, url, [](int64_t) {}),
                         doctest::Contains("is of a hub already"), Error);
    CHECK_THROWS_WITH_AS(hub::move_to_database(world.hub_folder.path, "nonsense", [](int64_t) {}),
                         doctest::Contains("a PostgreSQL URL is needed"), Error);
    world.start_hub();
    CHECK(world.held().size() == 2);
}

// A device that takes a kiosk's place, and the one that had it.
#include "kiosk/store/take_over.h"
#include "sync/hub/overview.h"
#include "tests/agent/world.h"

using namespace accanto;
using namespace accanto::test;
using Next = agent::Step::Next;

namespace {

// Another machine with a store of its own, beside the kiosk of `world`.
struct Successor {
    Folder folder;
    std::unique_ptr<store::Store> store;
    World& world;
    explicit Successor(World& of) : store(accanto::store::Store::open(folder.path, of.clock)), world(of) {}

    agent::EnrolResult enrol(const std::string& code) {
        return agent::enrol(folder.path, *agent::parse_hub_address("http://hub.test"), code,
                            *store->value("kiosk_id"), "", world.clock.wall_ms(), world.road);
    }
    agent::Step push(const agent::Identity& identity) {
        auto outbox = agent::store_outbox(*store);
        return agent::Pusher(*outbox, world.road, identity, world.clock).step();
    }
};

hub::CodeRequest in_place_of(const World& world) {
    return {{"biblio", "", ""}, "entrance", hub::code_lives_ms, world.identity->kiosk};
}

} // namespace

TEST_CASE("a device takes a kiosk's place: it is heard, and the old one stops and says why; what the old one "
          "has sent stays") {
    World world;
    world.add_visits(3);
    CHECK(world.drain().next == Next::drained);
    const std::string code =
        hub::issue_code(world.hub().storage(), in_place_of(world), world.clock.wall_ms());
    // A code that nobody used yet changes nothing.
    world.add_visits(1);
    CHECK(world.drain().next == Next::drained);

    Successor next(world);
    auto enrolled = next.enrol(code);
    REQUIRE_MESSAGE(enrolled.identity, enrolled.refusal);
    CHECK(enrolled.identity->point == "biblio");
    CHECK(enrolled.identity->name == "entrance");
    CHECK(enrolled.identity->replaces == world.identity->kiosk);
    CHECK(next.push(*enrolled.identity).next == Next::drained);
    world.add_visits(1);
    const auto fenced = world.drain();
    CHECK(fenced.next == Next::stop);
    CHECK(fenced.reason == "replaced");
    CHECK(store::pending_count(*world.store) == 1);
    CHECK(world.held().size() == 4);
    const auto old = world.hub().storage().kiosk(world.identity->kiosk);
    CHECK(old->revoked);
    CHECK(old->replaced_by == enrolled.identity->kiosk);
    // The answer was lost: the same question is answered the same way.
    const auto again = world.hub().storage().kiosk(enrolled.identity->kiosk);
    CHECK(again->replaces == old->id);
}

TEST_CASE("a place is taken once: another code for it is refused, and none is made any more") {
    World world;
    auto& storage = world.hub().storage();
    const std::string one = hub::issue_code(storage, in_place_of(world), world.clock.wall_ms());
    const std::string other = hub::issue_code(storage, in_place_of(world), world.clock.wall_ms());
    Successor first(world), second(world);
    REQUIRE(first.enrol(one).identity);
    CHECK(second.enrol(other).refusal.find("another device has taken that kiosk's place before") !=
          std::string::npos);
    CHECK_FALSE(storage.kiosk(*second.store->value("kiosk_id")));
    CHECK_THROWS_WITH_AS(hub::issue_code(storage, in_place_of(world), world.clock.wall_ms()),
                         (world.identity->kiosk + ": " + *first.store->value("kiosk_id") +
                          " has taken its place; replace that one")
                             .c_str(),
                         Error);
    hub::CodeRequest elsewhere = in_place_of(world);
    elsewhere.point.id = "casal";
    CHECK_THROWS_AS(hub::issue_code(storage, elsewhere, world.clock.wall_ms()), Error);
}

TEST_CASE("the old machine with its old disk, enrolled by the code of its own replacement, is itself again") {
    World world;
    const std::string code =
        hub::issue_code(world.hub().storage(), in_place_of(world), world.clock.wall_ms());
    const auto result = agent::enrol(world.kiosk_folder.path, *agent::parse_hub_address("http://hub.test"),
                                     code, world.identity->kiosk, "", world.clock.wall_ms(), world.road);
    REQUIRE(result.identity);
    CHECK(result.identity->replaces == "");
    const auto kiosk = world.hub().storage().kiosk(world.identity->kiosk);
    CHECK_FALSE(kiosk->revoked);
    CHECK(kiosk->replaced_by == "");
}

TEST_CASE("that another's place was taken is told to the hub once") {
    World world;
    const auto before = store::pending_count(*world.store);
    CHECK_FALSE(store::took_over_ms(*world.store));
    store::note_take_over(*world.store, "019ac0de-0000-7000-8000-000000000001");
    world.clock.advance_ms(3'600'000);
    store::note_take_over(*world.store, "019ac0de-0000-7000-8000-000000000001");
    CHECK(store::took_over_ms(*world.store) == start_ms);
    CHECK(store::pending_count(*world.store) == before + 1);
    CHECK(world.drain().next == Next::drained);
    CHECK(world.held().at(0).bytes.find("org.accanto.kiosk.took_over.v1") != std::string::npos);
    CHECK(world.held().at(0).disposition == "stored");
}

TEST_CASE("an acceptance sheet comes to the hub, and its page says of the kiosk when it was set up and how") {
    World world;
    world.add_event(
        "kiosk.accepted.v1",
        R"({"kiosk":")" + world.identity->kiosk +
            R"(","verdict":"partly_ready","findings":[{"check":"printer","light":"red"},{"check":"store","light":"green"}]})");
    CHECK(world.drain().next == Next::drained);
    hub::OverviewRequest request;
    request.now_ms = world.clock.wall_ms();
    request.zone = "Europe/Madrid";
    request.selection = {"2026-11-01", "2026-11-30", "", "", "", "", ""};
    const hub::Overview seen = hub::overview(world.hub().storage(), request);
    const hub::KioskView& kiosk = seen.points.at(0).kiosks.at(0);
    const auto said = std::find_if(kiosk.said.begin(), kiosk.said.end(), [](const hub::Said& one) {
        return one.key == "kiosk.accepted_partly_ready";
    });
    REQUIRE(said != kiosk.said.end());
    CHECK(said->arguments == content::Arguments{{"day", "2026-11-23"}, {"n", int64_t(1)}});
}

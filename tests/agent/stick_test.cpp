// A kiosk without a connection: its outbox goes to the hub on a stick, and the hub's word comes back on it.
#include "tests/agent/world.h"

#include "kiosk/store/new_life.h"
#include "sync/agent/stick.h"
#include "sync/hub/carried.h"

#include <nlohmann/json.hpp>

#include <set>

using namespace accanto;
using namespace accanto::test;
using Next = agent::Step::Next;

namespace {

constexpr int64_t three_days_ms = 3LL * 24 * 3600 * 1000;

wire::Stick exported(World& world) {
    // As it is written, and as it is read where it arrives.
    return wire::read_stick(wire::write_stick(agent::write_out(*world.outbox, *world.identity, world.clock)))
        .stick.value();
}

// As the hub's command does it.
hub::ImportedStick imported(World& world, const wire::Stick& stick) {
    const hub::Answers answers(wire::SecretKey::load(world.hub_folder.path / "hub.key"), world.clock);
    hub::Metrics metrics;
    hub::DesiredStates desired(world.hub().storage());
    hub::Ingest ingest(world.hub().storage(), answers, metrics, desired, {});
    return hub::import_stick(stick, world.clock.wall_ms(), [&](const std::string& body) {
        hub::HttpRequest request;
        request.message.method = "POST";
        request.message.path = "/v1/carried";
        request.read_body = [&](size_t) { return std::optional(body); };
        return hub::carried(request, true, ingest, answers).body;
    });
}

struct OtherKiosk {
    Folder folder;
    agent::Identity identity;
    explicit OtherKiosk(World& world) : identity(enrolled(world, folder)) {}

private:
    static agent::Identity enrolled(World& world, const Folder& folder) {
        const std::string code =
            hub::issue_code(world.hub().storage(), {{"biblio", "", ""}, ""}, world.clock.wall_ms());
        return std::move(*agent::enrol(folder.path, world.identity->hub, code, uuid7(start_ms), "",
                                       world.clock.wall_ms(), world.road)
                              .identity);
    }
};

} // namespace

TEST_CASE(
    "what waits goes to the hub on a stick, and is let go only when the hub's signed answers are back") {
    World world;
    world.add_visits(700);
    const wire::Stick stick = exported(world);
    CHECK(stick.messages.size() == 2);
    world.clock.advance_ms(three_days_ms);
    const auto there = imported(world, stick);
    CHECK(there.trouble == "");
    CHECK(there.events == 700);
    CHECK(there.already == 0);
    CHECK(store::pending_count(*world.store) == 700); // a stick can be lost on its way back

    SUBCASE("by the stick") {
        for (int times = 0; times < 2; ++times) {
            const auto heard = agent::take_answers(there.answers, *world.outbox, *world.identity);
            CHECK(heard.refusal == "");
            CHECK(heard.note == "");
            CHECK(heard.events == 700);
        }
    }
    SUBCASE("by a connection, where one comes first") {
        CHECK(world.drain().next == Next::drained);
        CHECK(agent::take_answers(there.answers, *world.outbox, *world.identity).refusal == "");
    }
    SUBCASE("however often it is brought") {
        for (int times = 0; times < 2; ++times) {
            const auto again = imported(world, stick);
            CHECK(again.events == 700);
            CHECK(again.already == 700);
            CHECK(agent::take_answers(again.answers, *world.outbox, *world.identity).refusal == "");
        }
    }
    world.check_complete(700);
    CHECK(exported(world).messages.empty());
    CHECK(world.hub().storage().alarms(10).empty());
}

TEST_CASE("what came on a stick happened when it happened, and tells how the kiosk was then") {
    World world;
    CHECK(world.drain().next == Next::drained); // its clock is a trusted one
    world.clock.advance_ms(three_days_ms);
    world.add_visits(1);
    world.clock.advance_ms(60'000);
    const wire::Stick stick = exported(world);
    world.clock.advance_ms(three_days_ms);
    CHECK(imported(world, stick).events == 1);
    world.hub().storage().each_event([&](const hub::StoredEvent& event) {
        CHECK(event.happened.from_ms == start_ms + three_days_ms);
        CHECK(event.received_ms == start_ms + 2 * three_days_ms + 60'000);
        return true;
    });
    CHECK(world.hub().storage().kiosks()[0].last_seen_ms == start_ms + three_days_ms + 60'000);
    CHECK(world.hub().storage().kiosks()[0].clock_off_ms == 0);
    // Newer news of the kiosk stands.
    CHECK(world.drain().next == Next::drained);
    CHECK(imported(world, stick).already == 1);
    CHECK(world.hub().storage().kiosks()[0].last_seen_ms == start_ms + 2 * three_days_ms + 60'000);
}

TEST_CASE("another kiosk with a connection carries it; what the road broke off is brought again") {
    World world;
    world.add_visits(700);
    const wire::Stick stick = exported(world);
    world.clock.advance_ms(three_days_ms);
    OtherKiosk other(world);
    wire::Stick answers;
    world.road.mishaps = {nullptr, lost()};
    const auto broken_off = agent::carry_requests(stick, other.identity, world.clock, world.road, answers);
    CHECK(broken_off.refusal != "");
    CHECK(broken_off.events == 500);
    CHECK(agent::take_answers(answers, *world.outbox, *world.identity).events == 500);
    CHECK(store::pending_count(*world.store) == 200);
    const auto heard = agent::carry_requests(stick, other.identity, world.clock, world.road, answers);
    CHECK(heard.refusal == "");
    CHECK(heard.events == 700);
    CHECK(agent::take_answers(answers, *world.outbox, *world.identity).refusal == "");
    world.check_complete(700);
    // Nobody but a kiosk of the network may bring anything.
    OtherKiosk revoked(world);
    world.hub().storage().revoke(revoked.identity.kiosk);
    CHECK(agent::carry_requests(stick, revoked.identity, world.clock, world.road, answers).refusal != "");
    CHECK(answers.messages.empty());
}

TEST_CASE("a file that is broken, cut off or half copied is refused with a sentence") {
    World world;
    world.add_visits(3);
    const std::string whole =
        wire::write_stick(agent::write_out(*world.outbox, *world.identity, world.clock));
    CHECK(wire::read_stick(whole).stick);
    for (size_t length = 0; length < whole.size(); length += 7) {
        const auto read = wire::read_stick(std::string_view(whole).substr(0, length));
        CHECK(!read.stick);
        CHECK(read.wrong != "");
    }
    CHECK(wire::read_stick(whole.substr(0, whole.size() - 100)).wrong.find("it is not whole") !=
          std::string::npos);
    CHECK(wire::read_stick(whole + "x").wrong.find("it is not whole") != std::string::npos);
    CHECK(wire::read_stick("PK\x03\x04").wrong.find("none of the files") != std::string::npos);
    std::string changed = whole;
    changed[whole.size() - 5] ^= 1;
    CHECK(wire::read_stick(changed).wrong.find("damaged") != std::string::npos);
    std::string newer = whole;
    newer[newer.find('\n') - 1] = '2';
    CHECK(wire::read_stick(newer).wrong.find("newer version") != std::string::npos);
}

TEST_CASE("a file that somebody made up or changed moves nothing, at the hub or at the kiosk") {
    World world, foreign;
    world.add_visits(2);
    foreign.add_visits(2);
    wire::Stick stick = exported(world);
    // Of a kiosk that is enrolled elsewhere; then one with other bytes, or another head, whose digest was
    // made to fit.
    const auto unknown = imported(world, exported(foreign));
    CHECK(unknown.trouble.find("not enrolled here") != std::string::npos);
    CHECK(unknown.events == 0);
    wire::Stick changed = stick;
    changed.messages[0].body[5] ^= 1;
    CHECK(imported(world, changed).trouble != "");
    changed = stick;
    changed.messages[0].message.set("accanto-batch", "epoch=1, from=1, through=200");
    CHECK(imported(world, changed).trouble != "");
    CHECK(world.held().empty());

    const wire::Stick answers = imported(world, stick).answers;
    const auto refused = [&](wire::Stick spoilt) {
        return agent::take_answers(spoilt, *world.outbox, *world.identity).refusal;
    };
    wire::Stick spoilt = answers;
    spoilt.messages[1].body += " ";
    CHECK(refused(spoilt).find("not signed by this kiosk's hub") != std::string::npos);
    spoilt = answers;
    spoilt.messages[0] = imported(foreign, exported(foreign)).answers.messages[0];
    CHECK(refused(spoilt).find("other events") != std::string::npos);
    CHECK(refused(imported(foreign, exported(foreign)).answers).find("other events") != std::string::npos);
    CHECK(store::pending_count(*world.store) == 2);
    CHECK(refused(answers) == "");
    world.check_complete(2);
}

TEST_CASE("where the hub was put back meanwhile, its answers bring what it lacks onto the next stick") {
    World world;
    world.add_visits(5);
    CHECK(world.drain().next == Next::drained);
    world.lose_hub_store();
    world.enrol();
    world.add_visits(2);
    const auto there = imported(world, exported(world));
    CHECK(there.trouble.find("missing here") != std::string::npos);
    const auto heard = agent::take_answers(there.answers, *world.outbox, *world.identity);
    CHECK(heard.refusal == "");
    CHECK(heard.note.find("they go with the next export") != std::string::npos);
    const auto again = imported(world, exported(world));
    CHECK(again.events == 7);
    CHECK(agent::take_answers(again.answers, *world.outbox, *world.identity).events == 7);
    world.check_complete(7);
}

TEST_CASE("a hub that was put back to before an epoch gets by stick all that it lacks, of every epoch" *
          doctest::skip(tests::on_postgres())) {
    namespace fs = std::filesystem;
    World world;
    Folder copies;
    const auto live = [&](int visits) {
        world.add_visits(visits);
        CHECK(world.drain().next == Next::drained);
    };
    live(3);
    store::begin_new_life(*world.store);
    live(2);
    world.stop_hub();
    fs::copy(world.hub_folder.path / "hub.db", copies.path / "hub.db");
    world.start_hub();
    store::begin_new_life(*world.store);
    live(2);
    SUBCASE("it knows none of them") {
        world.lose_hub_store();
        world.enrol();
    }
    SUBCASE("it has closed the first") { // which is sent once more in vain, as nobody can be asked
        world.stop_hub();
        fs::copy(copies.path / "hub.db", world.hub_folder.path / "hub.db", fs::copy_options::overwrite_existing);
        world.start_hub();
    }
    world.add_visits(1);
    for (int journeys = 0; journeys < 6; ++journeys) {
        const auto there = imported(world, exported(world));
        CHECK(agent::take_answers(there.answers, *world.outbox, *world.identity).refusal == "");
    }
    CHECK(store::pending_count(*world.store) == 0);
    std::set<std::string> visits;
    for (const World::Held& one : world.held())
        if (one.disposition == "stored")
            visits.insert(nlohmann::json::parse(one.bytes)["data"]["visit"]);
    CHECK(visits.size() == 8);
}

TEST_CASE("holes and bad records go by stick as by any road") {
    World world;
    world.add_visits(2);
    world.add_event("note.v1", R"({"text":")" + std::string(70'000, 'x') + R"("})");
    world.add_event("visit.started.v1", R"({"visit":"x","language":7})");
    world.add_visits(1);
    const auto there = imported(world, exported(world));
    CHECK(there.trouble == "");
    const auto heard = agent::take_answers(there.answers, *world.outbox, *world.identity);
    CHECK(heard.events == 5);
    CHECK(heard.set_aside == 2);
    CHECK(store::outbox_state(*world.store).parked == 1);
    world.add_visits(1);
    const auto next = imported(world, exported(world));
    CHECK(next.trouble == "");
    CHECK(next.events == 1);
    CHECK(agent::take_answers(next.answers, *world.outbox, *world.identity).refusal == "");
    CHECK(store::pending_count(*world.store) == 0);
    CHECK(world.held().size() == 6);
}

// A kiosk's key is turned, and at no cut of it is the kiosk left with a key that its hub does not know.
#include "sync/agent/hub_key.h"
#include "sync/agent/key_turn.h"
#include "sync/hub/hub_keys.h"
#include "sync/hub/storage/key_changes.h"
#include "sync/wire/digest.h"
#include "sync/wire/exchange.h"
#include "sync/wire/key_change.h"
#include "tests/agent/world.h"

#include <array>
#include <chrono>
#include <mutex>
#include <thread>

using namespace accanto;
using namespace accanto::test;
using Next = agent::Step::Next;
namespace fs = std::filesystem;

namespace {

struct Turning {
    World world;
    fs::path sync = world.kiosk_folder.path / "sync";

    PublicKey key_at_hub() { return world.hub().storage().kiosk(world.identity->kiosk)->key; }
    PublicKey key_here() const { return SecretKey::load(sync / "kiosk.key").public_key(); }
    std::string turn() {
        agent::HubTalk talk(world.road, *world.identity, world.clock, *world.outbox);
        return agent::turn_key(world.kiosk_folder.path, *world.identity, talk);
    }
    // As after a restart of the program, with what is on the disk; by the service's rules when the hub does not know the key.
    Next speak() {
        world.identity = agent::load_identity(world.kiosk_folder.path);
        world.restart_agent();
        world.add_visits(1);
        agent::Step step = world.drain();
        if (step.next == Next::stop && step.reason == "signature" &&
            agent::find_known_key(world.kiosk_folder.path, *world.identity, world.road, world.clock, *world.outbox)) {
            world.identity = agent::load_identity(world.kiosk_folder.path);
            world.restart_agent();
            step = world.drain();
        }
        return step.next;
    }
    void restart_hub_from(const fs::path& copy) {
        world.stop_hub();
        for (const char* file : {"hub.db", "hub.db-wal", "hub.db-shm"})
            fs::remove(world.hub_folder.path / file);
        fs::copy_file(copy, world.hub_folder.path / "hub.db");
        world.start_hub();
    }
};

// Whatever the cut left, the kiosk speaks, and the turn that was begun comes to its end.
void check_goes_on(Turning& turning, const PublicKey& before) {
    CHECK(turning.speak() == Next::drained);
    if (agent::is_turn_due(turning.world.kiosk_folder.path, start_ms))
        CHECK(turning.turn() == "");
    CHECK(turning.speak() == Next::drained);
    CHECK(turning.key_here() != before);
    CHECK(turning.key_at_hub() == turning.key_here());
    CHECK_FALSE(turning.world.hub().storage().key_changes().offered(turning.world.identity->kiosk));
    CHECK_FALSE(agent::is_turn_due(turning.world.kiosk_folder.path, start_ms));
}

} // namespace

TEST_CASE("a key is turned: both count until the new one is used, then it alone") {
    Turning turning;
    World& world = turning.world;
    const PublicKey before = turning.key_here();
    world.add_visits(1);
    CHECK(world.drain().next == Next::drained);
    CHECK(turning.turn() == "");
    CHECK(turning.key_here() != before);
    CHECK(turning.key_at_hub() == before);
    world.add_visits(1);
    CHECK(world.drain().next == Next::drained);   // still with the old one, which a program that runs has in its memory
    CHECK(turning.key_at_hub() == before);
    const agent::Identity old{world.identity->hub, world.identity->kiosk, "", "", world.identity->hub_key, SecretKey::load(turning.sync / "kiosk.key.before")};
    CHECK(turning.speak() == Next::drained);
    CHECK(turning.key_at_hub() == turning.key_here());
    const auto answered = agent::HubTalk(world.road, old, world.clock, *world.outbox).ask("/v1/state");
    CHECK(answered.genuine);
    CHECK(answered.problem->kind == wire::ProblemKind::signature);
    world.check_complete(3);
}

TEST_CASE("a cut at any point of a turn leaves a kiosk that speaks and a turn that ends") {
    Turning turning;
    const PublicKey before = turning.key_here();
    SUBCASE("before the hub hears of it") {
        turning.world.road.mishaps = {lost()};
        CHECK(turning.turn() != "");
        CHECK(turning.key_here() == before);
    }
    SUBCASE("after the hub took it, before that is known here") {
        turning.world.road.mishaps = {cut_after()};
        CHECK(turning.turn() != "");
        CHECK(turning.key_here() == before);
    }
    SUBCASE("between the two changes of files") {
        turning.world.road.mishaps = {cut_after()};
        CHECK(turning.turn() != "");
        fs::copy_file(turning.sync / "kiosk.key", turning.sync / "kiosk.key.before");
    }
    SUBCASE("after all of it") {
        CHECK(turning.turn() == "");
    }
    SUBCASE("while the new key is being made") {
        write_file_durably(turning.sync / "kiosk.key.turn.new", "half of a ke", 0600);
    }
    SUBCASE("after a proxy's word, which is none of the hub's") {
        turning.world.road.mishaps = {says(200, R"({"kiosk":"x","public_key":"y"})")};
        CHECK(turning.turn() != "");
        CHECK(turning.key_here() == before);
    }
    if (!agent::is_turn_due(turning.world.kiosk_folder.path, start_ms) && turning.key_here() == before)
        CHECK(turning.turn() == "");
    check_goes_on(turning, before);
}

TEST_CASE("a hub that is put back from a copy of before the turn is spoken to under the old key, and the turn is made again" *
          doctest::skip(tests::on_postgres())) {
    Turning turning;
    const PublicKey before = turning.key_here();
    Folder copies;
    hub::copy_sqlite(turning.world.hub_folder.path, copies.path / "enrolled");
    CHECK(turning.turn() == "");
    hub::copy_sqlite(turning.world.hub_folder.path, copies.path / "offered");
    CHECK(turning.speak() == Next::drained);
    SUBCASE("of before the offer") { turning.restart_hub_from(copies.path / "enrolled"); }
    SUBCASE("of between offer and use") { turning.restart_hub_from(copies.path / "offered"); }
    check_goes_on(turning, before);
}

TEST_CASE("a program that has the old key in its memory finds the one that another put in place") {
    Turning turning;
    CHECK(turning.turn() == "");
    agent::Identity running{turning.world.identity->hub, turning.world.identity->kiosk, "", "", turning.world.identity->hub_key,
                            SecretKey::load(turning.sync / "kiosk.key.before")};
    CHECK(turning.speak() == Next::drained);
    CHECK(agent::find_known_key(turning.world.kiosk_folder.path, running, turning.world.road, turning.world.clock, *turning.world.outbox));
    CHECK(turning.speak() == Next::drained);
}

TEST_CASE("a key is turned once a year, by a clock that is trusted") {
    Turning turning;
    const fs::path state = turning.world.kiosk_folder.path;
    fs::last_write_time(turning.sync / "kiosk.key", std::chrono::file_clock::from_sys(std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(start_ms))));
    constexpr int64_t day_ms = 86'400'000;
    CHECK_FALSE(agent::is_turn_due(state, start_ms + 364 * day_ms));
    CHECK(agent::is_turn_due(state, start_ms + 366 * day_ms));
    CHECK_FALSE(agent::is_turn_due(state, 1000));   // 1970
}

TEST_CASE("nobody turns a kiosk's key but who holds both") {
    Turning turning;
    World& world = turning.world;
    const SecretKey next = SecretKey::generate(), thief = SecretKey::generate();
    const auto offer = [&](const SecretKey& has, const SecretKey* proves, const std::string& name) {
        const std::string body = wire::to_json(wire::KeyOffer{next.public_key()});
        hub::HttpRequest request;
        request.message.method = "POST";
        request.message.authority = "hub.test";
        request.message.path = "/v1/keys";
        request.message.set("content-type", "application/json");
        request.message.set("content-digest", wire::content_digest(body));
        if (proves)
            wire::sign(request.message, wire::enrol_components(), {"next", name, start_ms / 1000}, *proves);
        wire::sign(request.message, wire::enrol_components(), {"kiosk", world.identity->kiosk, start_ms / 1000}, has);
        request.read_body = [&](size_t) { return std::optional(body); };
        return world.hub().answer(request).status;
    };
    const std::string kiosk = world.identity->kiosk;
    CHECK(offer(thief, &next, kiosk) == 401);
    CHECK(offer(world.identity->key, nullptr, kiosk) == 401);
    CHECK(offer(world.identity->key, &thief, kiosk) == 401);
    CHECK(offer(world.identity->key, &next, "another") == 401);
    CHECK_FALSE(world.hub().storage().key_changes().offered(kiosk));
    CHECK(offer(world.identity->key, &next, kiosk) == 200);
    CHECK(world.hub().storage().key_changes().offered(kiosk) == next.public_key());
    SUBCASE("a kiosk that is enrolled anew has one key") { world.enrol(); }
    SUBCASE("a kiosk that is taken out of service has none that counts") { world.hub().storage().revoke(kiosk); }
    CHECK_FALSE(world.hub().storage().key_changes().offered(kiosk));
}

// ---- the hub's own key

TEST_CASE("a hub that changed its key, twice while a kiosk was away, is followed at the first word") {
    Turning turning;
    World& world = turning.world;
    world.add_visits(2);
    CHECK(world.drain().next == Next::drained);
    const PublicKey before = world.identity->hub_key;
    world.stop_hub();
    hub::change_hub_key(world.hub_folder.path);
    const PublicKey now = hub::change_hub_key(world.hub_folder.path);
    CHECK(hub::is_ours(world.hub_folder.path, before.fingerprint()));
    world.start_hub();
    world.add_visits(1);
    agent::Step step = world.pusher->step();
    CHECK(step.next == Next::wait);
    CHECK(step.unproven);
    CHECK(agent::follow_hub_key(world.kiosk_folder.path, *world.identity, world.road));
    world.identity = agent::load_identity(world.kiosk_folder.path);
    CHECK(world.identity->hub_key == now);
    world.restart_agent();
    CHECK(world.drain().next == Next::drained);
    world.check_complete(3);
    CHECK_FALSE(agent::follow_hub_key(world.kiosk_folder.path, *world.identity, world.road));
}

TEST_CASE("nobody is followed for whom the hub's key does not vouch") {
    Turning turning;
    World& world = turning.world;
    const PublicKey pinned = world.identity->hub_key;
    const SecretKey ours = SecretKey::load(world.hub_folder.path / "hub.key"), thief = SecretKey::generate(), other = SecretKey::generate();
    const auto claims = [&](std::vector<KeyChange> changes, const SecretKey& signs) {
        world.road.always = [&, changes](const wire::Message& request, auto&, auto&) {
            agent::Reply reply = answer_of(200, wire::to_json(changes), "application/json");
            wire::Message answer;
            answer.status = 200;
            answer.request = &request;
            wire::sign_answer(answer, "application/json", reply.body, {"hub", "hub", start_ms / 1000}, signs);
            reply.message.fields = answer.fields;
            return reply;
        };
        return agent::follow_hub_key(world.kiosk_folder.path, *world.identity, world.road);
    };
    const auto by = [](const SecretKey& from, const SecretKey& to) { return change_key(wire::hub_keys, from, to.public_key()); };
    CHECK_FALSE(claims({by(thief, thief)}, thief));
    KeyChange forged{pinned, thief.public_key(), thief.sign(key_change_statement(wire::hub_keys, pinned, thief.public_key()))};
    CHECK_FALSE(claims({forged}, thief));
    CHECK_FALSE(claims({by(ours, other)}, thief));   // the chain is true, who answers is another
    CHECK_FALSE(claims({change_key("accanto content", ours, thief.public_key())}, thief));
    CHECK_FALSE(claims({}, ours));
    world.road.always = says(200);
    CHECK_FALSE(agent::follow_hub_key(world.kiosk_folder.path, *world.identity, world.road));
    world.road.always = lost();
    CHECK_FALSE(agent::follow_hub_key(world.kiosk_folder.path, *world.identity, world.road));
    CHECK(agent::load_identity(world.kiosk_folder.path)->hub_key == pinned);
    CHECK(claims({by(ours, other)}, other));
}

TEST_CASE("a change of the hub's key that was cut ends in the key that was begun") {
    Turning turning;
    World& world = turning.world;
    const fs::path hub = world.hub_folder.path;
    world.stop_hub();
    const SecretKey now = SecretKey::load(hub / "hub.key"), next = SecretKey::load_or_make(hub / "hub.key.next");
    SUBCASE("before it was vouched for") {}
    SUBCASE("before it signs") {
        write_file_durably(hub / "hub.keys", wire::to_json({change_key(wire::hub_keys, now, next.public_key())}), 0600);
        world.start_hub();   // still under the old one, and believed
        world.add_visits(1);
        CHECK(world.drain().next == Next::drained);
        CHECK_FALSE(agent::follow_hub_key(world.kiosk_folder.path, *world.identity, world.road));
        world.stop_hub();
    }
    CHECK(hub::change_hub_key(hub) == next.public_key());
    CHECK(hub::load_key_changes(hub).size() == 1);
    CHECK(hub::hub_key_before(hub)->public_key() == now.public_key());
    world.start_hub();
    CHECK(agent::follow_hub_key(world.kiosk_folder.path, *world.identity, world.road));
    CHECK(turning.speak() == Next::drained);
}

TEST_CASE("two that enrol this kiosk at once come one after the other, and what is kept is what the hub knows") {
    World world;
    const fs::path& state = world.kiosk_folder.path;
    const std::string kiosk = world.identity->kiosk;
    for (int round = 0; round < 10; ++round) {
        std::array<std::string, 2> codes;
        for (std::string& code : codes)
            code = hub::issue_code(world.hub().storage(), {{"biblio", "", ""}, ""}, world.clock.wall_ms());
        std::array<std::string, 2> refusals;
        std::mutex road; // the test's own, which is for one at a time
        class Shared final : public agent::Transport {
        public:
            Shared(agent::Transport& to, std::mutex& mutex) : m_to(to), m_mutex(mutex) {}
            agent::Reply send(const wire::Message& request, const std::string& body) override {
                const std::lock_guard lock(m_mutex);
                return m_to.send(request, body);
            }

        private:
            agent::Transport& m_to;
            std::mutex& m_mutex;
        } shared(world.road, road);
        const auto enrol = [&](size_t i) {
            try {
                refusals[i] = agent::enrol(state, world.identity->hub, codes[i], kiosk, "", world.clock.wall_ms(), shared).refusal;
            } catch (const std::exception& e) {
                refusals[i] = e.what();
            }
        };
        std::thread one([&] { enrol(0); }), other([&] { enrol(1); });
        one.join();
        other.join();
        CHECK(refusals[0] == "");
        CHECK(refusals[1] == "");
        CHECK(SecretKey::load(state / "sync" / "kiosk.key").public_key() == world.hub().storage().kiosk(kiosk)->key);
    }
}

TEST_CASE("who follows the hub's key does not undo an enrolment that came meanwhile") {
    World world;
    const agent::Identity before = *agent::load_identity(world.kiosk_folder.path);
    fs::path file = world.kiosk_folder.path / "sync" / "hub.json";
    std::string text = *read_file(file);
    text.replace(text.find("http://hub.test"), 15, "http://new.test");
    write_file_durably(file, text, 0600);
    agent::pin_hub_key(world.kiosk_folder.path, before, SecretKey::generate().public_key());
    CHECK(agent::load_identity(world.kiosk_folder.path)->hub.url() == "http://new.test");
    CHECK(agent::load_identity(world.kiosk_folder.path)->hub_key == before.hub_key);
}

TEST_CASE("a file of the first contact does not undo what somebody enrolled at the screen meanwhile") {
    World world;
    const auto kept = agent::enrol(world.kiosk_folder.path, world.identity->hub, "WRONG234", world.identity->kiosk, "",
                                   world.clock.wall_ms(), world.road, agent::When::unless_enrolled);
    REQUIRE(kept.identity);
    CHECK(kept.identity->key.public_key() == world.identity->key.public_key());
}

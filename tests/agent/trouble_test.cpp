// Bad records, bad names, bad roads: one bad thing never blocks the rest, and nobody's word but the hub's changes anything.
#include "content/library/words.h"
#include "sync/wire/batch.h"
#include "tests/agent/world.h"

#include <cmath>
#include <set>

using namespace accanto;
using namespace accanto::test;
using Next = agent::Step::Next;

namespace {

// The program of an older hub: it dies whenever an event with these bytes is in a batch, and is away for some requests then.
class Fragile {
public:
    explicit Fragile(std::string poison, int away = 0) : m_poison(std::move(poison)), m_away(away) {}

    agent::Reply operator()(const wire::Message& request, const std::string& body, const std::function<agent::Reply()>& deliver) {
        if (m_still_away > 0) {
            --m_still_away;
            return {0, {}, "", "connection refused"};
        }
        const auto encoding = wire::encoding_of(request.field("content-encoding").value_or(""));
        const auto plain = wire::decompress(*encoding, body, 1 << 20);
        if (!plain || plain->find(m_poison) == std::string::npos)
            return deliver();
        ++deaths;
        m_still_away = m_away;
        return {0, {}, "", "connection reset"};
    }
    int deaths = 0;

private:
    std::string m_poison;
    int m_away, m_still_away = 0;
};
Mishap dies_of(const std::string& poison) { return Fragile(poison); }

// The calls from the fourth death on until the culprit is parked, but for the question whether the hub is there, which comes after
// each failure and makes this one the last.
int calls_of_search(World& world, Fragile& hub) {
    int begun = 0;
    while (store::outbox_state(*world.store).parked == 0 && world.road.requests < 500) {
        world.pusher->step();
        if (begun == 0 && hub.deaths == 4)
            begun = world.road.requests;
    }
    return world.road.requests - begun - 1;
}

int bound(int events) { return 2 * int(std::ceil(std::log2(events))); }

std::map<std::string, int> dispositions(World& world) {
    std::map<std::string, int> out;
    for (const auto& event : world.held())
        ++out[event.disposition];
    return out;
}

} // namespace

TEST_CASE("an event the hub cannot read is kept there and holds nothing up") {
    World world;
    world.add_visits(2);
    world.add_event("visit.started.v1", R"({"visit":"x","language":7})");
    world.add_event("something.new.v9", R"({"any":"thing"})");
    world.add_visits(2);
    CHECK(world.drain().next == Next::drained);
    CHECK(dispositions(world) == std::map<std::string, int>{{"stored", 5}, {"quarantined", 1}});
    CHECK(world.held()[2].bytes.find("\"language\":7") != std::string::npos);
    CHECK(store::outbox_state(*world.store).parked == 0);
    CHECK(world.hub().storage().kiosks()[0].quarantined == 1);
}

TEST_CASE("an event that is too large is refused, parked, and declared; the rest arrives") {
    World world;
    world.add_visits(2);
    world.add_event("note.v1", R"({"text":")" + std::string(70'000, 'x') + R"("})");
    world.add_visits(2);
    CHECK(world.drain().next == Next::drained);
    CHECK(dispositions(world) == std::map<std::string, int>{{"stored", 4}, {"refused", 1}});
    CHECK(world.held()[2].bytes.empty());
    auto state = store::outbox_state(*world.store);
    CHECK(state.parked == 1);
    CHECK(state.pending == 0);
}

TEST_CASE("an event larger than a whole batch is parked at the hub's word, and its hole declared") {
    World world;
    world.add_visits(1);
    world.add_event("note.v1", R"({"text":")" + to_hex(random_bytes(1'200'000)) + R"("})");
    world.add_visits(1);
    CHECK(world.drain().next == Next::drained);
    CHECK(dispositions(world) == std::map<std::string, int>{{"stored", 2}, {"absent", 1}});
    CHECK(store::outbox_state(*world.store).parked == 1);
}

TEST_CASE("a record that an older hub dies of is found by halves in 2 ceil(log2 N) calls, wherever it stands; all others arrive") {
    const std::map<int, std::vector<int>> tried{{2, {0, 1}}, {3, {0, 1, 2}}, {5, {0, 1, 3, 4}}, {8, {0, 1, 6, 7}}, {500, {0, 1, 249, 250, 300, 499}}};
    for (const auto& one : tried)
        for (const int place : one.second) {
            const int events = one.first;
            World world;
            world.add_visits(place);
            world.add_event("poison.v1", "{}");
            world.add_visits(events - 1 - place);
            Fragile older("poison.v1");
            world.road.always = std::ref(older);
            const int calls = calls_of_search(world, older);
            CHECK_MESSAGE(calls <= bound(events), "of " << events << ", place " << place);
            CHECK(world.drain().next == Next::drained);
            CHECK(dispositions(world)["stored"] == events - 1);
            CHECK(store::outbox_state(*world.store).parked == 1);
        }
}

TEST_CASE("it is found too where the hub needs a while to come up again after each death") {
    World world;
    world.add_visits(70);
    world.add_event("poison.v1", "{}");
    world.add_visits(129);
    Fragile older("poison.v1", 3);
    world.road.always = std::ref(older);
    CHECK(world.drain().next == Next::drained);
    CHECK(dispositions(world) == std::map<std::string, int>{{"stored", 199}, {"absent", 1}});
    CHECK(older.deaths <= 4 + bound(200) / 2 + 1);
}

TEST_CASE("of the bad records of every kind each costs its own few calls, and everything else arrives") {
    World world;
    world.add_visits(100);
    world.add_event("visit.started.v1", R"({"visit":"x","language":7})");   // what no hub understands
    world.add_visits(20);
    world.add_event("note.v1", R"({"text":""})");   // the largest there may be, to the byte
    const size_t frame = store::pending(*world.store, 500, 1 << 20).back().bytes.size();
    world.add_event("note.v1", R"({"text":")" + std::string(wire::max_event_bytes - frame, 'x') + R"("})");
    CHECK(store::pending(*world.store, 500, 1 << 20).back().bytes.size() == wire::max_event_bytes);
    world.add_event("note.v1", R"({"text":")" + std::string(wire::max_event_bytes + 1 - frame, 'x') + R"("})");   // too large
    world.add_visits(30);
    world.add_event("poison.v1", R"({"kills":"an older hub"})");
    world.add_visits(100);
    Fragile older("poison.v1");
    world.road.always = std::ref(older);
    const int before = world.road.requests;
    CHECK(world.drain().next == Next::drained);
    CHECK(dispositions(world) == std::map<std::string, int>{{"stored", 252}, {"quarantined", 1}, {"refused", 1}, {"absent", 1}});
    CHECK(store::outbox_state(*world.store).parked == 2);
    // Where the hub stands, four failures with three questions between, one more question, the search, the rest: the others cost none.
    CHECK(world.road.requests - before <= 1 + 4 + 3 + 1 + bound(255) + 1);
    for (const auto& event : world.held())
        if (event.bytes.size() == wire::max_event_bytes)
            CHECK(event.disposition == "stored");
}

TEST_CASE("a record that was set aside on suspicion is sent when the agent starts again and the hub is a better one") {
    World world;
    world.add_visits(4);
    world.add_event("visit.started.v1", R"({"visit":"poison","language":"ca"})");
    world.add_visits(4);
    world.road.always = dies_of("poison");
    CHECK(world.drain().next == Next::drained);
    CHECK(dispositions(world) == std::map<std::string, int>{{"stored", 8}, {"absent", 1}});
    world.road.always = nullptr;
    world.restart_agent();
    CHECK(world.drain().next == Next::drained);
    CHECK(dispositions(world) == std::map<std::string, int>{{"stored", 9}});
    CHECK(store::outbox_state(*world.store).parked == 0);
}

TEST_CASE("several bad records cost a search each") {
    World world;
    std::set<int> bad{3, 4, 77, 150};
    for (int i = 0; i < 160; ++i) {
        if (bad.contains(i))
            world.add_event("poison.v1", "{}");
        else
            world.add_visits(1);
    }
    world.road.always = dies_of("poison.v1");
    CHECK(world.drain(500).next == Next::drained);
    CHECK(dispositions(world) == std::map<std::string, int>{{"stored", 156}, {"absent", 4}});
}

TEST_CASE("a proxy that lets questions pass and no pushes makes us park nothing") {
    World world;
    world.add_visits(40);
    world.road.always = [](const wire::Message& request, auto&, auto& deliver) {
        return request.method == "POST" ? answer_of(403, "blocked by policy") : deliver();
    };
    for (int i = 0; i < 60; ++i)
        world.pusher->step();
    CHECK(store::outbox_state(*world.store).parked == 0);
    world.road.always = nullptr;
    CHECK(world.drain().next == Next::drained);
    world.check_complete(40);
}

TEST_CASE("413 from a proxy halves the batch until it fits") {
    World world;
    world.add_visits(400);
    world.road.always = [](const wire::Message& request, const std::string& body, auto& deliver) {
        return request.method == "POST" && body.size() > 3000 ? answer_of(413, "too large") : deliver();
    };
    CHECK(world.drain().next == Next::drained);
    world.check_complete(400);
    CHECK(store::outbox_state(*world.store).parked == 0);
}

TEST_CASE("on a line too slow for a batch in the time of a request, batches become so small that they take five seconds") {
    World world;
    world.add_visits(2000);
    int over = 0, last = 0;
    // Half a second for each event; a request may take a minute.
    world.road.always = [&](const wire::Message& request, auto&, auto& deliver) {
        const auto head = wire::parse_batch_head(request.field("accanto-batch").value_or(""));
        const int events = head ? int(head->through - head->from + 1) : 0;
        world.clock.advance_ms(std::min(60'000, 500 * events));
        if (events <= 120)
            return last = events > 0 ? events : last, deliver();
        ++over;
        return agent::Reply{0, {}, "", "Timeout was reached", true};
    };
    CHECK(world.drain(1000).next == Next::drained);
    CHECK(over <= 3);   // of 500, 250 and 125; each is a minute in which nothing else is sent
    CHECK(last <= 10);
    CHECK(store::outbox_state(*world.store).parked == 0);
    world.check_complete(2000);
}

TEST_CASE("415 brings gzip") {
    World world;
    world.add_visits(3);
    std::vector<std::string> encodings;
    world.road.always = [&](const wire::Message& request, auto&, auto& deliver) {
        if (request.method == "POST")
            encodings.push_back(*request.field("content-encoding"));
        return request.field("content-encoding") == "zstd" ? answer_of(415) : deliver();
    };
    CHECK(world.drain().next == Next::drained);
    CHECK(encodings == std::vector<std::string>{"zstd", "gzip"});
    world.check_complete(3);
}

TEST_CASE("a copied disk is noticed, stops, and raises the alarm") {
    World world;
    world.add_visits(5);
    CHECK(world.drain().next == Next::drained);
    Folder copy;
    std::filesystem::copy_file(world.kiosk_folder.path / "store.db", copy.path / "store.db");
    std::filesystem::copy_file(world.kiosk_folder.path / "store.identity", copy.path / "store.identity");
    world.add_visits(2);
    CHECK(world.drain().next == Next::drained);

    auto other = store::Store::open(copy.path, world.clock);
    other->transaction([&] { store::append_event(*other, "org.accanto.visit.started.v1", R"({"visit":"other","language":"es"})"); });
    auto outbox = agent::store_outbox(*other);
    agent::Pusher clone(*outbox, world.road, *world.identity, world.clock);
    auto step = clone.step();
    CHECK(step.next == Next::stop);
    CHECK(step.reason == "clone");
    CHECK(store::pending_count(*other) == 6);   // nothing of it is given up, and all it keeps waits for its next life
    auto alarms = world.hub().storage().alarms(10);
    REQUIRE(!alarms.empty());
    CHECK(alarms[0].kind == "other_bytes");
    CHECK(alarms[0].seq == 6);
    world.check_complete(7);

    // A technician reads of it in each language, and what is to be done.
    const auto words = content::Words::load(data_dir() / "content/words/hub", "es");
    for (const std::string language : {"en", "es", "ca", "it", "pt", "sv", "ar"}) {
        hub::HttpRequest page;
        page.message.method = "GET";
        page.message.path = "/kiosks";
        page.message.query = "?lang=" + language;
        page.message.set("authorization", "Bearer " + hub::read_or_make_token(world.hub_folder.path));
        const std::string body = world.hub().answer(page).body;
        CHECK(body.find(words->say(language, "kiosks.alarm_other_bytes", {{"seq", int64_t(6)}, {"epoch", int64_t(1)}}).text) != std::string::npos);
        CHECK(body.find(words->say(language, "kiosks.alarms_hint").text) != std::string::npos);
    }
}

TEST_CASE("a revoked kiosk stops, a forged revocation does not stop it") {
    World world;
    world.add_visits(1);
    std::string forged = wire::to_json(wire::Problem{wire::ProblemKind::revoked, 403, "", {}, {}, {}});
    world.road.mishaps = {nullptr, [&](auto&, auto&, auto&) { return answer_of(403, forged, "application/problem+json"); }};
    CHECK(world.pusher->step().next == Next::wait);
    world.hub().storage().revoke(world.identity->kiosk);
    auto step = world.drain();
    CHECK(step.next == Next::stop);
    CHECK(step.reason == "revoked");
    CHECK(store::pending_count(*world.store) == 1);
}

TEST_CASE("enrolled again, the old key is worth nothing") {
    World world;
    agent::Identity old{world.identity->hub, world.identity->kiosk, "", "", world.identity->hub_key,
                        wire::SecretKey::load(world.kiosk_folder.path / "sync" / "kiosk.key")};
    world.enrol();
    world.restart_agent();
    world.add_visits(1);
    CHECK(world.drain().next == Next::drained);
    agent::Pusher stale(*world.outbox, world.road, old, world.clock);
    auto step = stale.step();
    CHECK(step.next == Next::stop);
    CHECK(step.reason == "signature");
}

TEST_CASE("a code works once, for fifteen minutes, and again for the kiosk it enrolled") {
    World world;
    auto hub_address = *agent::parse_hub_address("http://hub.test");
    auto try_code = [&](const std::string& code, const std::string& kiosk, const std::filesystem::path& state) {
        return agent::enrol(state, hub_address, code, kiosk, "", world.clock.wall_ms(), world.road);
    };
    std::string code = hub::issue_code(world.hub().storage(), {{"biblio", "", ""}, ""}, world.clock.wall_ms());
    std::string kiosk = uuid7(start_ms);
    Folder first, second;
    world.road.mishaps = {cut_after()};
    CHECK(!try_code(code, kiosk, first.path).identity);
    CHECK(try_code(code.substr(0, 4) + "-" + code.substr(4), kiosk, first.path).identity);   // the answer was lost: the same again
    CHECK(try_code(code, uuid7(start_ms), second.path).refusal.find("used by another kiosk") != std::string::npos);
    CHECK(try_code("ABCDEFGH", uuid7(start_ms), second.path).refusal.find("no such code") != std::string::npos);
    std::string late = hub::issue_code(world.hub().storage(), {{"biblio", "", ""}, ""}, world.clock.wall_ms());
    world.clock.advance_ms(hub::code_lives_ms);
    CHECK(try_code(late, uuid7(start_ms), second.path).refusal.find("is over") != std::string::npos);
    CHECK(world.hub().storage().points()[0].name == "Biblioteca Nord");   // a code without a name renames nothing
}

TEST_CASE("whoever stands between cannot enrol us at another hub unseen") {
    World world;
    World evil;
    std::string code = hub::issue_code(evil.hub().storage(), {{"biblio", "", ""}, ""}, world.clock.wall_ms());
    Folder folder;
    auto result = agent::enrol(folder.path, *agent::parse_hub_address("http://hub.test"), code, uuid7(start_ms),
                               world.hub().public_key().fingerprint(), start_ms, evil.road);
    CHECK(!result.identity);
    CHECK(result.refusal.find("another hub") != std::string::npos);
    CHECK(!agent::load_identity(folder.path));
}

TEST_CASE("holes longer than a batch may declare are declared in parts") {
    World world;
    world.add_visits(450);
    CHECK(world.drain().next == Next::drained);
    world.lose_hub_store();
    // The hub lost everything, and the kiosk's week of memory is over.
    world.enrol();
    world.clock.advance_ms(8LL * 24 * 3600 * 1000);
    store::acknowledge(*world.store, 1, 450);
    world.add_visits(3);
    world.restart_agent();
    CHECK(world.drain().next == Next::drained);
    CHECK(dispositions(world) == std::map<std::string, int>{{"stored", 3}, {"absent", 450}});
}

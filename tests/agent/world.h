#pragma once
// A hub and a kiosk in one process, with a road between them that can be made as bad as a test likes. Everything but the
// road is the real thing: store, outbox, pusher, hub, storage.

#include "content/base/file.h"
#include "kiosk/store/outbox.h"
#include "sync/agent/pusher.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/hub.h"
#include "sync/hub/store.h"
#include "tests/postgres.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <deque>
#include <unistd.h>

namespace accanto::test {

struct Folder {
    std::filesystem::path path;
    Folder() {
        // In memory where that is possible: a hundred small commits are not what these tests are about.
        std::string name = std::string(access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp") + "/accanto-sync-test-XXXXXX";
        path = mkdtemp(name.data());
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
};

constexpr int64_t start_ms = 1'795'425'300'000;   // 2026-11-23

// What the road does to one request.
using Mishap = std::function<agent::Reply(const wire::Message&, const std::string& body, const std::function<agent::Reply()>& deliver)>;

class Road final : public agent::Transport {
public:
    void leads_to(hub::Hub* hub) { m_hub = hub; }   // nullptr: nobody listens

    agent::Reply send(const wire::Message& request, const std::string& body) override {
        ++requests;
        paths.push_back(request.method + " " + request.path);
        auto deliver = [&] { return through(request, body); };
        if (!mishaps.empty()) {
            Mishap mishap = mishaps.front();
            mishaps.pop_front();
            if (mishap)
                return mishap(request, body, deliver);
        }
        if (always)
            return always(request, body, deliver);
        return deliver();
    }

    std::deque<Mishap> mishaps;   // of the next requests, one each; an empty one lets it pass
    Mishap always;                // of all others
    int requests = 0;
    std::vector<std::string> paths;
    std::string caller;           // where the hub takes requests to come from

private:
    agent::Reply through(const wire::Message& request, const std::string& body) {
        agent::Reply reply;
        if (!m_hub) {
            reply.failure = "nobody listens";
            return reply;
        }
        hub::HttpRequest to;
        to.message = request;
        to.caller = caller;
        to.read_body = [&](size_t limit) { return body.size() <= limit ? std::optional(body) : std::nullopt; };
        hub::HttpAnswer answer = m_hub->answer(to);
        reply.status = answer.status;
        reply.message.status = answer.status;
        reply.message.fields = answer.fields;
        reply.body = answer.body;
        return reply;
    }
    hub::Hub* m_hub = nullptr;
};

inline agent::Reply answer_of(int status, std::string body = "", const char* type = "text/html") {
    agent::Reply reply;
    reply.status = status;
    reply.message.status = status;
    reply.message.set("content-type", type);
    reply.body = std::move(body);
    return reply;
}
inline Mishap lost() {
    return [](auto&, auto&, auto&) { return agent::Reply{0, {}, "", "the link is down"}; };
}
// The hub hears it, we do not hear the hub.
inline Mishap cut_after() {
    return [](auto&, auto&, auto& deliver) {
        deliver();
        return agent::Reply{0, {}, "", "cut off"};
    };
}
inline Mishap says(int status, std::string body = "<html>Welcome to our Wi-Fi</html>") {
    return [=](auto&, auto&, auto&) { return answer_of(status, body); };
}

class World {
public:
    explicit World(hub::BeforeCommit before_commit = {}) : m_before_commit(std::move(before_commit)) {
        store = accanto::store::Store::open(kiosk_folder.path, clock);
        place_hub_store();
        start_hub();
        enrol();
        outbox = agent::store_outbox(*store);
        restart_agent();
    }

    void start_hub() {
        hub::HubOptions options;
        options.data = hub_folder.path;
        options.content = data_dir() / "content";
        options.zone = "Europe/Madrid";
        options.before_commit = m_before_commit;
        m_hub = std::make_unique<hub::Hub>(options, hub_clock ? *hub_clock : clock);
        road.leads_to(m_hub.get());
    }
    void stop_hub() {
        road.leads_to(nullptr);
        m_hub.reset();
    }
    // All it ever kept is gone; it keeps its key.
    void lose_hub_store() {
        stop_hub();
        for (const char* file : {"hub.db", "hub.db-wal", "hub.db-shm"})
            std::filesystem::remove(hub_folder.path / file);
        place_hub_store();
        start_hub();
    }
    hub::Hub& hub() { return *m_hub; }

    void enrol() {
        std::string code = hub::issue_code(m_hub->storage(), {{"biblio", "Biblioteca Nord", "Europe/Madrid"}, "entrance"}, clock.wall_ms());
        auto result = agent::enrol(kiosk_folder.path, *agent::parse_hub_address("http://hub.test"), code, *store->value("kiosk_id"), "",
                                   clock.wall_ms(), road);
        REQUIRE_MESSAGE(result.identity.has_value(), result.refusal);
        identity.emplace(std::move(*result.identity));
    }
    // As after kill -9: what was only in memory is gone.
    void restart_agent() { pusher = std::make_unique<agent::Pusher>(*outbox, road, *identity, clock); }

    void add_visits(int count) {
        store->transaction([&] {
            for (int i = 0; i < count; ++i)
                accanto::store::append_event(*store, "org.accanto.visit.started.v1",
                                             R"({"visit":")" + std::to_string(++m_visits) + R"(","language":"ca"})");
        });
    }
    void add_event(const std::string& type, const std::string& data) {
        store->transaction([&] { accanto::store::append_event(*store, "org.accanto." + type, data); });
    }

    // Steps until drained or stopped, passing over waits; at most `most` steps.
    agent::Step drain(int most = 200) {
        agent::Step step;
        for (int i = 0; i < most; ++i) {
            step = pusher->step();
            if (step.next == agent::Step::Next::drained || step.next == agent::Step::Next::stop)
                return step;
            if (step.next == agent::Step::Next::wait)
                ++waits;
        }
        return step;
    }

    struct Held {
        int64_t epoch, seq;
        std::string disposition, bytes;
    };
    std::vector<Held> held() {
        std::vector<Held> out;
        m_hub->storage().each_event([&](const hub::StoredEvent& e) {
            out.push_back({e.epoch, e.seq, e.disposition, e.bytes});
            return true;
        });
        return out;
    }
    // The invariant of all: every event of the kiosk is at the hub, once, in order, byte for byte.
    void check_complete(int64_t events) {
        auto at_hub = held();
        REQUIRE(int64_t(at_hub.size()) == events);
        for (int64_t i = 0; i < events; ++i) {
            CHECK(at_hub[size_t(i)].seq == i + 1);
            CHECK(at_hub[size_t(i)].disposition == "stored");
        }
        auto state = accanto::store::outbox_state(*store);
        CHECK(state.pending == 0);
        CHECK(state.acknowledged_through == events);
        int64_t visits = 0;
        for (const auto& row : m_hub->storage().figures({"2000-01-01", "2100-01-01", {"biblio"}, {}, {}}))
            if (row.what == "visit")
                visits += row.count;
        CHECK(visits == m_visits);
    }

    ManualClock clock{start_ms, 1'000'000};
    std::optional<ManualClock> hub_clock;   // from the next start_hub() on; else they have one clock
    Folder kiosk_folder, hub_folder;
    std::unique_ptr<accanto::store::Store> store;
    std::optional<agent::Identity> identity;
    std::unique_ptr<agent::Outbox> outbox;
    std::unique_ptr<agent::Pusher> pusher;
    Road road;
    int waits = 0;

private:
    void place_hub_store() {
        if (const std::string url = tests::new_store_url(); !url.empty())
            hub::keep_database(hub_folder.path, url);
    }

    hub::BeforeCommit m_before_commit;
    std::unique_ptr<hub::Hub> m_hub;
    int64_t m_visits = 0;
};

} // namespace accanto::test

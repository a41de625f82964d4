// The same over real sockets: curl on one side, the hub's server on the other.
#include "tests/agent/world.h"

#include <condition_variable>
#include <mutex>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>

using namespace accanto;
using namespace accanto::test;
using Next = agent::Step::Next;

namespace {

class Served {
public:
    explicit Served(hub::Hub& hub, size_t threads = 8)
        : m_server(options(threads), [&hub](hub::HttpRequest& request) { return hub.answer(request); },
                   [this, &hub](const hub::HttpRequest& request, double load) {
                       double told = pretend_load;
                       return hub.admit(request, told > 0 ? told : load);
                   }),
          m_thread([this] { m_server.run(); }) {}
    ~Served() {
        m_server.stop();
        m_thread.join();
    }
    void stop() { m_server.stop(); }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_server.port()); }
    std::atomic<double> pretend_load = 0;

private:
    static hub::HttpOptions options(size_t threads) {
        hub::HttpOptions out;
        out.port = 0;
        out.threads = threads;
        out.keep_alive_s = 1;
        return out;
    }
    hub::HttpServer m_server;
    std::thread m_thread;
};

// Where a commit can be held up. Any thread.
class Gate {
public:
    void pass() {
        std::unique_lock lock(m_mutex);
        m_waits = m_closed;
        m_changed.notify_all();
        m_changed.wait(lock, [&] { return !m_closed; });
    }
    void close() {
        std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    void open() {
        std::lock_guard lock(m_mutex);
        m_closed = false;
        m_changed.notify_all();
    }
    // False after ten seconds in which nobody came.
    bool somebody_waits() {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(10), [&] { return m_waits; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_closed = false, m_waits = false;
};

} // namespace

TEST_CASE("events cross a real connection, with zstd and with gzip") {
    World world;
    Served served(world.hub());
    world.identity->hub = *agent::parse_hub_address(served.url());
    auto curl = agent::curl_transport(world.identity->hub);
    agent::Pusher pusher(*world.outbox, *curl, *world.identity, world.clock);
    world.add_visits(600);
    for (int i = 0; i < 5 && pusher.step().next != Next::drained; ++i) {
    }
    world.check_complete(600);

    // The server must hand gzip over untouched, or no digest would fit.
    class OnlyGzip final : public agent::Transport {
    public:
        explicit OnlyGzip(agent::Transport& below) : m_below(below) {}
        agent::Reply send(const wire::Message& request, const std::string& body) override {
            if (request.field("content-encoding") == "zstd")
                return answer_of(415);
            return m_below.send(request, body);
        }

    private:
        agent::Transport& m_below;
    } gzip(*curl);
    agent::Pusher second(*world.outbox, gzip, *world.identity, world.clock);
    world.add_visits(10);
    for (int i = 0; i < 5 && second.step().next != Next::drained; ++i) {
    }
    world.check_complete(610);
}

TEST_CASE("an overloaded hub sends pushes away before their body, and says when to come back") {
    World world;
    Served served(world.hub());
    world.identity->hub = *agent::parse_hub_address(served.url());
    auto curl = agent::curl_transport(world.identity->hub);
    agent::Pusher pusher(*world.outbox, *curl, *world.identity, world.clock);
    world.add_visits(500);
    served.pretend_load = 0.9;
    auto step = pusher.step();
    CHECK(step.next == Next::wait);
    CHECK(step.reason == "busy");
    CHECK(step.retry_after_s >= 15);
    CHECK(step.retry_after_s <= 65);
    served.pretend_load = 0;
    while (pusher.step().next != Next::drained) {
    }
    world.check_complete(500);
}

TEST_CASE("while the commit is under way there is no answer; afterwards there is") {
    Gate gate;
    World world([&] { gate.pass(); });
    Served served(world.hub());
    world.identity->hub = *agent::parse_hub_address(served.url());
    auto curl = agent::curl_transport(world.identity->hub);
    agent::Pusher pusher(*world.outbox, *curl, *world.identity, world.clock);
    world.add_visits(1);
    gate.close();
    std::atomic<bool> answered = false;
    std::thread sender([&] {
        pusher.step();
        answered = true;
    });
    REQUIRE(gate.somebody_waits());
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    CHECK(!answered);
    gate.open();
    sender.join();
    CHECK(answered);
    world.check_complete(1);
}

TEST_CASE("a hub that is told to stop finishes the commit under way, and answers") {
    Gate gate;
    World world([&] { gate.pass(); });
    Served served(world.hub());
    world.identity->hub = *agent::parse_hub_address(served.url());
    auto curl = agent::curl_transport(world.identity->hub);
    agent::Pusher pusher(*world.outbox, *curl, *world.identity, world.clock);
    world.add_visits(1);
    gate.close();
    std::optional<agent::Step> step;
    std::thread sender([&] { step = pusher.step(); });
    REQUIRE(gate.somebody_waits());
    served.stop();
    gate.open();
    sender.join();
    CHECK(step->next == Next::drained);
    world.check_complete(1);
}

TEST_CASE("a request that was on its way when its time was over is told from one that nobody took") {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    REQUIRE(bind(listener, reinterpret_cast<sockaddr*>(&here), size) == 0);
    REQUIRE(getsockname(listener, reinterpret_cast<sockaddr*>(&here), &size) == 0);
    const std::string authority = "127.0.0.1:" + std::to_string(ntohs(here.sin_port));
    const auto ask = [&] {
        wire::Message request;
        request.method = "GET";
        request.authority = authority;
        request.path = "/healthz";
        return agent::curl_transport({"http", authority}, {.total_s = 1})->send(request, "");
    };
    const agent::Reply refused = ask();
    CHECK(refused.status == 0);
    CHECK_FALSE(refused.timed_out);
    REQUIRE(listen(listener, 1) == 0);   // the kernel takes it, and nobody answers
    const agent::Reply unanswered = ask();
    CHECK(unanswered.status == 0);
    CHECK(unanswered.timed_out);
    close(listener);
}

TEST_CASE("what has not changed since is a 304, as genuine as any answer, and brings no body") {
    World world;
    Served served(world.hub());
    auto curl = agent::curl_transport(*agent::parse_hub_address(served.url()));
    world.identity->hub = *agent::parse_hub_address(served.url());
    agent::HubTalk talk(*curl, *world.identity, world.clock, *world.outbox);
    const agent::Answered first = talk.ask("/v1/desired");
    CHECK(first.genuine);
    CHECK(first.reply.status == 200);
    const agent::Answered again = talk.ask("/v1/desired", {{"if-none-match", *first.reply.message.field("etag")}});
    CHECK(again.genuine);
    CHECK(again.reply.status == 304);
    CHECK(again.reply.body.empty());
    CHECK(talk.ask("/v1/desired").genuine);   // the connection goes on
}

TEST_CASE("many senders at once share commits and lose nothing") {
    std::atomic<int> commits = 0;
    World world([&] { ++commits; });
    Served served(world.hub(), 16);
    auto address = *agent::parse_hub_address(served.url());
    constexpr int senders = 12, each = 20;
    std::atomic<int> drained = 0;
    int before = commits;
    std::vector<std::thread> threads;
    std::vector<std::string> codes;
    for (int i = 0; i < senders; ++i)
        codes.push_back(hub::issue_code(world.hub().storage(), {{"biblio", "", ""}, ""}, start_ms));
    for (int i = 0; i < senders; ++i)
        threads.emplace_back([&, i] {
            Folder folder;
            auto kept = store::Store::open(folder.path, world.clock);
            auto curl = agent::curl_transport(address);
            auto result = agent::enrol(folder.path, address, codes[size_t(i)], *kept->value("kiosk_id"), "", start_ms, *curl);
            if (!result.identity)
                return;
            auto outbox = agent::store_outbox(*kept);
            agent::Pusher pusher(*outbox, *curl, *result.identity, world.clock);
            for (int n = 0; n < each; ++n) {
                kept->transaction([&] { store::append_event(*kept, "org.accanto.test.v1", "{}"); });
                for (int tries = 0; tries < 50; ++tries)
                    if (pusher.step().next == Next::drained)
                        break;
            }
            drained += store::pending_count(*kept) == 0;
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(drained == senders);
    CHECK(world.held().size() == size_t(senders * each));
    MESSAGE("commits: " << commits - before << " for " << senders * (each + 1) + senders << " writing requests");
}

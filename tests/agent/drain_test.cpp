// The real programs, killed at random moments of a drain: every event arrives exactly once. The short form takes about ten
// seconds; ACCANTO_LONG=1 goes on for some minutes. The seed is printed; ACCANTO_SEED repeats a run.
#include "content/base/file.h"
#include "kiosk/store/outbox.h"
#include "sync/hub/storage/storage.h"
#include "tests/process.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <random>
#include <sstream>
#include <thread>
#include <unistd.h>

using namespace accanto;
using tests::Process;
using namespace std::chrono_literals;
using Moment = std::chrono::steady_clock;

namespace {

struct Folder {
    std::filesystem::path path;
    Folder() {
        char name[] = "/tmp/accanto-drain-XXXXXX";
        path = mkdtemp(name);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
};

struct Scene {
    Folder kiosk, hub;
    SystemClock clock;
    std::string address;

    std::unique_ptr<Process> start_hub() {
        // The first start takes any free port; later ones must have the same, or the kiosk would not find its hub.
        std::filesystem::remove(hub.path / "address");
        auto process = std::make_unique<Process>(ACCANTO_HUB_PROGRAM,
                                                 std::vector<std::string>{"serve", "--data", hub.path.string(), "--listen",
                                                                          address.empty() ? "127.0.0.1:0" : address},
                                                 hub.path / "log");
        auto until = Moment::now() + 20s;
        while (!std::filesystem::exists(hub.path / "address") && Moment::now() < until && !process->ended())
            std::this_thread::sleep_for(5ms);
        address = read_file(hub.path / "address").value_or("\n");
        address.pop_back();
        REQUIRE_MESSAGE(!address.empty(), read_file(hub.path / "log").value_or(""));
        return process;
    }
    std::string code() {
        auto file = hub.path / "code";
        std::filesystem::remove(file);
        Process made(ACCANTO_HUB_PROGRAM, {"code", "--data", hub.path.string(), "--point", "biblio", "--zone", "Europe/Madrid"}, file);
        REQUIRE(made.wait() == 0);
        return read_file(file)->substr(0, 8);
    }
    std::vector<std::string> sync(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--state", kiosk.path.string()});
        return arguments;
    }
    void enrol() {
        Process made(ACCANTO_SYNC_PROGRAM, sync({"enrol", "--hub", "http://" + address, "--code", code()}), kiosk.path / "log");
        REQUIRE_MESSAGE(made.wait() == 0, read_file(kiosk.path / "log").value_or(""));
    }
    int once(int wait_s) {
        return Process(ACCANTO_SYNC_PROGRAM, sync({"once", "--wait-s", std::to_string(wait_s)}), kiosk.path / "log").wait();
    }
};

void check_ledger(const std::filesystem::path& hub, int64_t events) {
    auto storage = hub::open_sqlite_read_only(hub);
    int64_t expected = 1;
    bool whole = true;
    storage->each_event([&](const hub::StoredEvent& event) {
        auto tree = nlohmann::json::parse(event.bytes, nullptr, false);
        whole = whole && event.seq == expected && event.disposition == "stored" && tree["data"]["visit"] == std::to_string(expected);
        ++expected;
        return true;
    });
    CHECK(whole);
    CHECK(expected - 1 == events);
    int64_t visits = 0;
    for (const auto& row : storage->figures({"2000-01-01", "2100-01-01", {}, {}, {}}))
        visits += row.what == "visit" ? row.count : 0;
    CHECK(visits == events);
    CHECK(storage->alarms(10).empty());
}

} // namespace

TEST_CASE("agent and hub killed in the middle of drains: every event arrives once") {
    bool long_form = getenv("ACCANTO_LONG") != nullptr;
    unsigned seed = getenv("ACCANTO_SEED") ? unsigned(atoi(getenv("ACCANTO_SEED"))) : std::random_device{}();
    MESSAGE("ACCANTO_SEED=" << seed);
    std::mt19937 dice(seed);
    auto up_to = [&](int n) { return int(dice() % unsigned(n + 1)); };

    Scene scene;
    auto hub = scene.start_hub();
    auto store = store::Store::open(scene.kiosk.path, scene.clock);
    scene.enrol();
    int64_t events = 0;
    int agent_kills = 0, hub_kills = 0;
    auto until = Moment::now() + (long_form ? 180s : 8s);
    while (Moment::now() < until) {
        store->transaction([&] {
            // In the long form fewer at a time, or the queue outgrows what is ever sent.
            for (int i = up_to(long_form ? 300 : 900); i > 0; --i)
                store::append_event(*store, "org.accanto.visit.started.v1",
                                    R"({"visit":")" + std::to_string(++events) + R"(","language":"it"})");
        });
        Process agent(ACCANTO_SYNC_PROGRAM, scene.sync({"once", "--wait-s", "5"}), scene.kiosk.path / "log");
        std::this_thread::sleep_for(std::chrono::milliseconds(up_to(120)));
        int what = up_to(3);
        if (what != 0) {
            agent.end(SIGKILL);
            ++agent_kills;
        }
        if (what != 1) {
            hub->end(SIGKILL);
            ++hub_kills;
            hub = scene.start_hub();
        }
        agent.end(SIGKILL);
    }
    CHECK(scene.once(120) == 0);
    CHECK(store::pending_count(*store) == 0);
    CHECK(hub->end(SIGTERM) == 0);
    check_ledger(scene.hub.path, events);
    MESSAGE(events << " events, the agent killed " << agent_kills << " times, the hub " << hub_kills << " times");
}

TEST_CASE("once tells how it ended") {
    Scene scene;
    CHECK(scene.once(0) == 2);   // not enrolled
    auto hub = scene.start_hub();
    scene.enrol();
    CHECK(scene.once(0) == 0);
    hub->end(SIGTERM);
    CHECK(scene.once(0) == 3);   // the hub is away
}

TEST_CASE("the service sends what happens while it runs, and ends at SIGTERM") {
    Scene scene;
    auto hub = scene.start_hub();
    auto store = store::Store::open(scene.kiosk.path, scene.clock);
    scene.enrol();
    store->transaction([&] { store::append_event(*store, "org.accanto.visit.started.v1", R"({"visit":"1","language":"sv"})"); });
    // A quick pace, because a machine that has just booted spreads its first push.
    write_file_durably(scene.kiosk.path / "accanto.toml", "[sync]\nevery_s = 1\n");
    Process agent(ACCANTO_SYNC_PROGRAM, scene.sync({"run", "--settings", (scene.kiosk.path / "accanto.toml").string()}), scene.kiosk.path / "log");
    auto until = Moment::now() + 30s;
    while (store::pending_count(*store) > 0 && Moment::now() < until)
        std::this_thread::sleep_for(50ms);
    CHECK(store::pending_count(*store) == 0);
    CHECK(agent.end(SIGTERM) == 0);
    CHECK(hub->end(SIGTERM) == 0);
    check_ledger(scene.hub.path, 1);
}

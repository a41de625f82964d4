// What wakes the service, with the real programs.
#include "kiosk/store/outbox.h"
#include "kiosk/store/standing.h"
#include "tests/agent/programs.h"

using namespace accanto;
using namespace accanto::test;

namespace {

// A service that at rest does nothing for a day; woken, it does not wait for a thousand others.
struct Resting : Scene {
    std::unique_ptr<Process> hub_program = start_hub({"--after-s", "3600", "--spread-s", "0"}), service;
    std::unique_ptr<store::Store> store = store::Store::open(kiosk.path, clock);

    void start() {
        enrol();
        REQUIRE(once(0) == 0);
        write_file_durably(kiosk.path / "accanto.toml", "[sync]\nevery_s = 1\n");
        service = std::make_unique<Process>(ACCANTO_SYNC_PROGRAM, sync({"run", "--settings", (kiosk.path / "accanto.toml").string()}), kiosk.path / "service.log");
        add_visit();
        REQUIRE_MESSAGE(waits_for([&] { return everything_sent(); }), said());   // by then it rests
    }
    void add_visit() {
        store->transaction([&] { store::append_event(*store, "org.accanto.visit.started.v1", R"({"visit":"1","language":"sv"})"); });
    }
    void look_again() {
        REQUIRE_FALSE(service->ended());   // a signal to -1 is one to every process there is
        REQUIRE(service->id() > 0);
        kill(service->id(), SIGHUP);
    }
    bool everything_sent() { return store::pending_count(*store) == 0; }
    std::string standing() { return store::read_standing(*store, store::Peer::hub).state; }
    std::string said() const { return read_file(kiosk.path / "service.log").value_or(""); }
};

} // namespace

TEST_CASE("SIGHUP: the hub is asked for now, and not in an hour") {
    Resting resting;
    resting.start();
    resting.add_visit();
    CHECK_FALSE(resting.everything_sent());
    resting.look_again();
    CHECK_MESSAGE(waits_for([&] { return resting.everything_sent(); }), resting.said());
    CHECK(resting.service->end(SIGTERM) == 0);
}

#ifdef ACCANTO_NO_MEMORY
TEST_CASE("a service that has no memory for a pass says so, lives on, and sends everything when it has some") {
    Resting resting;
    const auto file = resting.kiosk.path / "no-memory";
    setenv("ACCANTO_NO_MEMORY", file.c_str(), 1);
    setenv("LD_PRELOAD", ACCANTO_NO_MEMORY, 1);
    resting.start();
    unsetenv("LD_PRELOAD");
    write_file_durably(file, "");
    resting.add_visit();
    resting.look_again();
    CHECK_MESSAGE(waits_for([&] { return resting.said().find("error: std::bad_alloc") != std::string::npos; }), resting.said());
    CHECK_FALSE(resting.everything_sent());
    std::filesystem::remove(file);
    resting.look_again();
    CHECK_MESSAGE(waits_for([&] { return resting.everything_sent(); }), resting.said());
    CHECK(resting.service->end(SIGTERM) == 0);
}
#endif

TEST_CASE("a kiosk that the hub had stopped and that is enrolled again on the command line goes on, without another word") {
    Resting resting;
    resting.start();
    const auto file = resting.hub.path / "said";
    REQUIRE(Process(ACCANTO_HUB_PROGRAM, {"fleet", "revoke", resting.store->value("kiosk_id").value(), "--data", resting.hub.path.string()}, file).wait() == 0);
    resting.add_visit();
    resting.look_again();
    REQUIRE_MESSAGE(waits_for([&] { return resting.standing() == "stopped"; }), resting.said());
    CHECK_FALSE(resting.everything_sent());
    resting.enrol();
    CHECK_MESSAGE(waits_for([&] { return resting.everything_sent(); }), resting.said());
    CHECK(waits_for([&] { return resting.standing() == "ok"; }));   // it is told after the events are away
    CHECK(resting.service->end(SIGTERM) == 0);
}

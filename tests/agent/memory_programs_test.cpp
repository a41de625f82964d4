// Memory that ends anywhere in the agent's work, with the real program. ACCANTO_LONG=1 tries every request for memory.
#include "kiosk/store/outbox.h"
#include "sync/hub/store.h"
#include "tests/agent/programs.h"

#include <cstdlib>

using namespace accanto;
using namespace accanto::test;

namespace {

// Not the whole way each time, and not the same requests as in a round before.
int64_t stride() { return std::getenv("ACCANTO_LONG") ? 1 : 101; }

struct Starved : Scene {
    std::unique_ptr<Process> hub_program = start_hub();
    std::unique_ptr<store::Store> store = store::Store::open(kiosk.path, clock);
    std::filesystem::path ended = kiosk.path / "memory-ended", log = kiosk.path / "starved.log";

    // The exit code; whether memory ended is told by the file.
    int once_with(int64_t granted) {
        std::filesystem::remove(ended);
        setenv("ACCANTO_MEMORY_GRANTED", std::to_string(granted).c_str(), 1);
        setenv("ACCANTO_MEMORY_ENDED", ended.c_str(), 1);
        setenv("LD_PRELOAD", ACCANTO_NO_MEMORY, 1);
        Process program(ACCANTO_SYNC_PROGRAM, sync({"once"}), log);
        for (const char* name : {"LD_PRELOAD", "ACCANTO_MEMORY_GRANTED", "ACCANTO_MEMORY_ENDED"})
            unsetenv(name);
        return program.wait();
    }
    void whenever_it_ends() {
        enrol();
        int64_t events = 0, granted = 0;
        for (bool over = false; !over; granted += stride()) {
            store->transaction([&] { store::append_event(*store, "org.accanto.visit.started.v1", R"({"visit":"1","language":"sv"})"); });
            ++events;
            const int code = once_with(granted);
            over = !std::filesystem::exists(ended);
            // JSON's own destructors want memory: without it the program ends, as if it were killed, and systemd starts it anew.
            CHECK_MESSAGE((code == 0 || code == 1 || code == 128 + SIGABRT), "after " << granted << ": " << code);
            REQUIRE(granted < 1'000'000);
        }
        CHECK(events > 10);
        CHECK(read_file(log).value_or("").find("broken belief") == std::string::npos);
        CHECK(once(0) == 0);
        CHECK(store::pending_count(*store) == 0);
        CHECK(hub_program->end(SIGTERM) == 0);
        int64_t held = 0;
        hub::open_store_to_look(hub.path)->each_event([&](const hub::StoredEvent& event) {
            CHECK(event.seq == ++held);
            CHECK(event.disposition == "stored");
            return true;
        });
        CHECK(held == events);
    }
};

} // namespace

TEST_CASE("memory that ends once, wherever: every event reaches the hub, once and in order, and no belief breaks") {
    Starved().whenever_it_ends();
}

TEST_CASE("memory that ends for good, wherever: the same") {
    setenv("ACCANTO_MEMORY_ENDS", "yes", 1);
    Starved().whenever_it_ends();
    unsetenv("ACCANTO_MEMORY_ENDS");
}

// The real kiosk and the real connection on a machine whose clock is wrong by decades (libfaketime), and a
// hub whose clock is right: nothing is lost, and the hub knows when everything happened.
#include "content/base/error.h"
#include "kiosk/store/outbox.h"
#include "sync/wire/time.h"

#include <doctest/doctest.h>

#include "tests/agent/programs.h"

#include <nlohmann/json.hpp>

#include <fstream>

using namespace accanto;
using namespace accanto::test;

namespace {

std::string faketime_library() {
    for (const auto& folder : std::filesystem::directory_iterator("/usr/lib"))
        if (const auto file = folder.path() / "faketime" / "libfaketimeMT.so.1";
            std::filesystem::exists(file))
            return file.string();
    throw Error("libfaketime is missing: deploy/install-packages test", ENOENT);
}

// While it lives, programs that are started have this clock. The one that counts since the boot goes on as it
// is.
class FalseClock {
public:
    explicit FalseClock(const std::string& clock) {
        setenv("LD_PRELOAD", faketime_library().c_str(), 1);
        setenv("FAKETIME", clock.c_str(), 1);
        setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1", 1);
        setenv("FAKETIME_NO_CACHE", "0", 1);
    }
    ~FalseClock() {
        for (const char* name :
             {"LD_PRELOAD", "FAKETIME", "FAKETIME_DONT_FAKE_MONOTONIC", "FAKETIME_NO_CACHE"})
            unsetenv(name);
    }
    FalseClock(const FalseClock&) = delete;
};

struct WrongMachine : Scene {
    std::unique_ptr<Process> running = start_hub();

    // Somebody looks at a lesson and goes.
    void visit() {
        std::ofstream(kiosk.path / "a.visit")
            << "see \"English\" within 60s\ntap \"English\"\ntap \"Learn\"\ntap @learn.email\n"
               "tap \"Create an e-mail account\"\ntap \"Next\"\nsee \"Step 2 of\"\n";
        std::ofstream(kiosk.path / "accanto.toml")
            << "[point]\ntime_zone = \"Europe/Madrid\"\nid = \"biblio\"\n";
        setenv("SDL_VIDEODRIVER", "dummy", 1);
        setenv("SDL_AUDIODRIVER", "dummy", 1);
        Process kiosk_program(ACCANTO_KIOSK_PROGRAM,
                              {"--settings", (kiosk.path / "accanto.toml").string(), "--state",
                               kiosk.path.string(), "--size", "960x540", "--software", "--play",
                               (kiosk.path / "a.visit").string()},
                              kiosk.path / "log");
        REQUIRE_MESSAGE(kiosk_program.wait() == 0, read_file(kiosk.path / "log").value_or(""));
    }
    struct Told {
        std::string type, disposition;
        int64_t seq = 0, from_ms = 0, to_ms = 0;
    };
    std::vector<Told> at_hub() {
        const auto file = hub.path / "events";
        std::filesystem::remove(file);
        REQUIRE(Process(ACCANTO_HUB_PROGRAM, {"events", "--data", hub.path.string()}, file).wait() == 0);
        std::vector<Told> out;
        std::ifstream lines(file);
        for (std::string line; std::getline(lines, line);) {
            const auto event = nlohmann::json::parse(line);
            const auto moment = [&](const char* name) {
                return wire::parse_rfc3339(event.value(name, event.value("happened", ""))).value();
            };
            out.push_back({event["type"], event["disposition"], event["seq"], moment("happened"),
                           moment("happened_before")});
        }
        return out;
    }
    // All that the kiosk ever told is there, in order, and happened between these moments of the true clock.
    void check_all(int64_t from_ms, int64_t to_ms) {
        const auto told = at_hub();
        const auto state = store::outbox_state(*store::Store::open(kiosk.path, clock));
        CHECK(state.pending == 0);
        CHECK(state.parked == 0);
        REQUIRE(int64_t(told.size()) == state.next_seq - 1);
        constexpr int64_t slack_ms = 2000;
        int64_t seq = 0;
        for (const Told& one : told) {
            CAPTURE(one.type);
            CHECK(one.seq == ++seq);
            CHECK(one.disposition == "stored");
            CHECK(one.from_ms >= from_ms - slack_ms);
            CHECK(one.to_ms <= to_ms + slack_ms);
            CHECK(one.to_ms - one.from_ms <= slack_ms);
        }
    }
};

} // namespace

TEST_CASE(
    "a machine whose clock stands at 1970, or twenty years ahead, loses nothing, and its times are mended") {
    for (const char* wrong : {"@1970-01-02 03:00:00", "+20y"}) {
        CAPTURE(wrong);
        WrongMachine machine;
        const int64_t began_ms = machine.clock.wall_ms();
        {
            const FalseClock clock(wrong);
            machine.enrol();
            machine.visit();
            REQUIRE(machine.once(0) == 0);
            machine.visit();
            REQUIRE(machine.once(0) == 0);
        }
        const int64_t mended_ms = machine.clock.wall_ms();
        machine.check_all(began_ms, mended_ms);
        // Somebody sets it right, or puts a new battery in.
        machine.visit();
        REQUIRE(machine.once(0) == 0);
        machine.check_all(began_ms, machine.clock.wall_ms());
    }
}

TEST_CASE("a clock that jumps by decades between two visits that wait changes nothing of it") {
    WrongMachine machine;
    const int64_t began_ms = machine.clock.wall_ms();
    machine.enrol();
    machine.visit();
    for (const char* wrong : {"+20y", "@1970-01-02 03:00:00", "+1d"}) {
        const FalseClock clock(wrong);
        machine.visit();
    }
    REQUIRE(machine.once(0) == 0);
    machine.check_all(began_ms, machine.clock.wall_ms());
}

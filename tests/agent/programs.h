#pragma once
// The real programs: a hub on a port of its own, kiosks' folders, and accanto-sync between them. For tests that are told the programs
// (ACCANTO_HUB_PROGRAM, ACCANTO_SYNC_PROGRAM).

#include "content/base/clock.h"
#include "content/base/file.h"
#include "tests/process.h"

#include <chrono>
#include <functional>
#include <memory>
#include <thread>

namespace accanto::test {

using tests::Process;
using namespace std::chrono_literals;
using Moment = std::chrono::steady_clock;

// False when it is not so within 90 s, which is long for what takes milliseconds on a machine of its own.
inline bool waits_for(const std::function<bool()>& so) {
    const auto until = Moment::now() + 90s;
    while (!so() && Moment::now() < until)
        std::this_thread::sleep_for(2ms);
    return so();
}

struct ProgramFolder {
    std::filesystem::path path;
    ProgramFolder() {
        char name[] = "/tmp/accanto-drain-XXXXXX";
        path = mkdtemp(name);
    }
    ~ProgramFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
};

struct Scene {
    ProgramFolder kiosk, hub;
    SystemClock clock;
    std::string address;

    std::unique_ptr<Process> start_hub(const std::vector<std::string>& more = {}) {
        // The first start takes any free port; later ones must have the same, or the kiosk would not find its hub.
        std::filesystem::remove(hub.path / "address");
        std::vector<std::string> arguments{"serve", "--data", hub.path.string(), "--listen", address.empty() ? "127.0.0.1:0" : address};
        arguments.insert(arguments.end(), more.begin(), more.end());
        auto process = std::make_unique<Process>(ACCANTO_HUB_PROGRAM, std::move(arguments), hub.path / "log");
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
    std::vector<std::string> sync(std::vector<std::string> arguments) { return sync(kiosk, std::move(arguments)); }
    static std::vector<std::string> sync(const ProgramFolder& at, std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--state", at.path.string()});
        return arguments;
    }
    void enrol() { enrol(kiosk); }
    void enrol(const ProgramFolder& at) {
        Process made(ACCANTO_SYNC_PROGRAM, sync(at, {"enrol", "--hub", "http://" + address, "--code", code()}), at.path / "log");
        REQUIRE_MESSAGE(made.wait() == 0, read_file(at.path / "log").value_or(""));
    }
    int once(int wait_s) { return once(kiosk, wait_s); }
    static int once(const ProgramFolder& at, int wait_s) {
        return Process(ACCANTO_SYNC_PROGRAM, sync(at, {"once", "--wait-s", std::to_string(wait_s)}), at.path / "log").wait();
    }
};

} // namespace accanto::test

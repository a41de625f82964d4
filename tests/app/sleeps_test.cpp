// At rest the kiosk draws nothing and does not wake.

#include "tests/app/kiosk_run.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

using namespace accanto::tests;

namespace {

struct Work {
    int64_t cpu_ns = 0, sleeps = 0;
};

// Of all threads of the process.
Work work_of(pid_t pid) {
    Work out;
    for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(pid) + "/task")) {
        int64_t ran = 0;
        std::ifstream(task.path() / "schedstat") >> ran;
        out.cpu_ns += ran;
        std::ifstream status(task.path() / "status");
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("voluntary_ctxt_switches:"))
                out.sleeps += std::stoll(line.substr(24));
    }
    return out;
}

void rests(const std::string& visit) {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    // The fade is over, the clock is far from every deadline of the screen.
    options.visit = visit + "wait 1500ms\nrest 5s\n";
    Kiosk kiosk(options);
    REQUIRE(kiosk.wait_for("rests"));
    usleep(300'000);
    Work before = work_of(kiosk.pid());
    usleep(4'200'000);
    Work after = work_of(kiosk.pid());
    std::string told = kiosk.wait_for("rested 5s: ").value_or("");
    int frames = -1, wake_ups = -1;
    REQUIRE(sscanf(told.c_str(), "%d frames, %d wake-ups", &frames, &wake_ups) == 2);
    CHECK(frames == 0);
    CHECK(wake_ups == 0);
    CHECK(after.sleeps - before.sleeps <= 2);
    CHECK(after.cpu_ns - before.cpu_ns < 5'000'000);
    CHECK(kiosk.finish() == 0);
}

} // namespace

TEST_CASE("on Home, with nobody touching, no frame is drawn and no thread wakes for five seconds") {
    rests("see @language.en within 20s\ntap @language.en\nsee @home.learn\n");
}

TEST_CASE("in a practice with the keyboard open, nothing moves by itself") {
    rests("see @language.en within 20s\ntap @language.en\ntap @home.learn\ntap @learn.email\ntap @lesson.create-email\ntap @lesson.next\ntap @option.address\n"
          "tap @lesson.next\ntap @device.mail\ntap @lesson.next\ntap @device.create\ntap @lesson.next\ntap @device.first_name\ntype \"Zoe\"\n");
}

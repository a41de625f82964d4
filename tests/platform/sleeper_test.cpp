#include "kiosk/platform/sleeper.h"

#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <ctime>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

using namespace accanto::platform;
using Steady = std::chrono::steady_clock;

namespace {

int64_t ms_since(Steady::time_point start) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - start).count();
}

int64_t cpu_us() {
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return int64_t(used.tv_sec) * 1'000'000 + used.tv_nsec / 1000;
}

} // namespace

TEST_CASE("a sleep lasts its time and costs nothing") {
    Sleeper sleeper;
    const auto start = Steady::now();
    const int64_t before = cpu_us();
    const Awakening awakening = sleeper.sleep(150);
    CHECK(cpu_us() - before < 5000);
    CHECK(ms_since(start) >= 150);
    CHECK_FALSE((awakening.woken || awakening.quit || awakening.input));
}

TEST_CASE("wake ends an endless sleep from another thread, once") {
    Sleeper sleeper;
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        sleeper.wake();
        sleeper.wake();
    });
    CHECK(sleeper.sleep(-1).woken);
    other.join();
    sleeper.sleep(0); // the second wake may have come after the first was heard
    CHECK_FALSE(sleeper.sleep(0).woken);
}

TEST_CASE("a wake before the sleep is not lost") {
    Sleeper sleeper;
    sleeper.wake();
    CHECK(sleeper.sleep(-1).woken);
}

TEST_CASE("SIGTERM and SIGINT end a sleep as a wish to quit") {
    for (const int signal : {SIGTERM, SIGINT}) {
        Sleeper sleeper;
        std::raise(signal);
        CHECK(sleeper.sleep(-1).quit);
        CHECK_FALSE(sleeper.sleep(0).quit);
    }
}

TEST_CASE("a readable watched descriptor ends a sleep, a closed one is forgotten") {
    Sleeper sleeper;
    int ends[2];
    REQUIRE(pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0);
    sleeper.watch(ends[0]);
    CHECK_FALSE(sleeper.sleep(0).woken);
    REQUIRE(write(ends[1], "x", 1) == 1);
    CHECK(sleeper.sleep(-1).woken);
    char byte;
    REQUIRE(read(ends[0], &byte, 1) == 1);
    CHECK_FALSE(sleeper.sleep(0).woken);
    close(ends[0]);
    close(ends[1]);
    sleeper.sleep(0);
    const auto start = Steady::now();
    sleeper.sleep(50);
    CHECK(ms_since(start) >= 50);
}

TEST_CASE("where input comes from wakes for input, for as long as nobody has read it") {
    Sleeper sleeper;
    int ends[2];
    REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
    sleeper.watch_input(ends[0]);
    REQUIRE(write(ends[1], "x", 1) == 1);
    const Awakening awakening = sleeper.sleep(-1);
    CHECK(awakening.input);
    CHECK_FALSE(awakening.woken);
    CHECK(sleeper.sleep(-1).input);
    close(ends[0]);
    close(ends[1]);
}

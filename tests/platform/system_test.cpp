#include "kiosk/platform/service.h"
#include "kiosk/platform/system.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

using namespace accanto::platform;

TEST_CASE("a private process leaves no core file") {
    keep_private();
    rlimit limit{1, 1};
    getrlimit(RLIMIT_CORE, &limit);
    CHECK(limit.rlim_cur == 0);
    CHECK(limit.rlim_max == 0);
}

TEST_CASE("without systemd nobody wants to hear of us") {
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    notify_ready();
    notify_watchdog();
    notify_stopping();
    CHECK_FALSE(watchdog_ms().has_value());
}

TEST_CASE("the watchdog's time is what systemd says") {
    setenv("WATCHDOG_USEC", "20000000", 1);
    setenv("WATCHDOG_PID", std::to_string(getpid()).c_str(), 1);
    CHECK(watchdog_ms() == 20'000);
    unsetenv("WATCHDOG_USEC");
    unsetenv("WATCHDOG_PID");
}

#include "kiosk/platform/service.h"

#include <systemd/sd-daemon.h>

namespace accanto::platform {

void notify_ready() {
    ::sd_notify(0, "READY=1");
}

void notify_watchdog() {
    ::sd_notify(0, "WATCHDOG=1");
}

void notify_stopping() {
    ::sd_notify(0, "STOPPING=1");
}

std::optional<int64_t> watchdog_ms() {
    uint64_t microseconds = 0;
    if (::sd_watchdog_enabled(0, &microseconds) <= 0)
        return std::nullopt;
    return int64_t(microseconds / 1000);
}

} // namespace accanto::platform

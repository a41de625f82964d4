#pragma once
// Word to systemd (sd_notify). Without systemd every call does nothing.

#include <cstdint>
#include <optional>

namespace accanto::platform {

// The first frame is on the screen.
void notify_ready();
// Alive. At least once in each watchdog_ms().
void notify_watchdog();
// Going down on purpose.
void notify_stopping();

// How often systemd wants to hear of us (WatchdogSec); nothing when it doesn't.
std::optional<int64_t> watchdog_ms();

} // namespace accanto::platform

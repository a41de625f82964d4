#pragma once
// The agent as a program: one pass over the outbox, or for ever.

#include "content/base/clock.h"
#include "content/base/settings.h"

#include <filesystem>

namespace accanto::agent {

// How a pass ended; also the exit status of `accanto-sync once`.
enum class Ending { drained = 0, failed = 1, not_enrolled = 2, hub_away = 3, stopped = 4 };

// Sends until the hub has everything, or something is in the way. `patience_s`: how long to keep trying while the hub is away.
// The settings' hub, where there is one, is where the hub lives now; its key stays the one of the enrolment.
Ending drain(const Settings& settings, const Clock& clock, int patience_s);

// Sleeps until the store changes, a network comes (LinkWatch), a deadline or a signal; SIGHUP means "look again", also after it had stopped. Returns at SIGTERM
// or SIGINT, having finished the request under way. Signals must be blocked before (block_signals).
void block_signals();
void run(const Settings& settings, const Clock& clock);

// Turns this kiosk's key now (key_turn.h), and lets the hub hear the new one. Throws Error that says why not.
Ending rotate_key(const Settings& settings, const Clock& clock);

// Prints how things stand, in plain words and, with `json`, for programs. 0 when all is well, else the Ending.
Ending status(const Settings& settings, const Clock& clock, bool json);

} // namespace accanto::agent

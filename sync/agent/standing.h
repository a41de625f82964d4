#pragma once
// How things stand with the hub, kept as a row of the store for the technician's screen and `accanto-sync status`.

#include "kiosk/store/store.h"

namespace accanto::agent {

struct Standing {
    std::string state = "never";   // "never", "ok", "away" (backing off), "stopped"
    std::string reason;            // of away and stopped
    int64_t since_ms = 0;          // wall time of the last change of state
    int64_t contact_ms = 0;        // wall time of the hub's last genuine answer to a push
};
Standing read_standing(store::Store& store);

// Writes when the state changed or the last contact is ten minutes older than what is kept: every write wakes the kiosk.
void note(store::Store& store, const std::string& state, const std::string& reason);

} // namespace accanto::agent

#pragma once
// How things stand with the hub and with the point's host, kept as a row of the store each: written by accanto-sync, read by the
// kiosk, the doctor and `accanto-sync status`.

#include "kiosk/store/store.h"

namespace accanto::store {

enum class Peer { hub, host };

struct Standing {
    std::string state = "never";   // "never", "ok", "away" (backing off), "stopped"
    std::string reason;            // of away and stopped
    int64_t since_ms = 0;          // wall time of the last change of state
    int64_t contact_ms = 0;        // wall time of the last genuine answer
};
Standing read_standing(Store& store, Peer peer);

// Writes when the state changed or the last contact is ten minutes older than what is kept: every write wakes the kiosk.
// True when the state is another than before.
bool note(Store& store, Peer peer, const std::string& state, const std::string& reason);

} // namespace accanto::store

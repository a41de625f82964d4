#pragma once
// Who looks after the kiosk itself: one PIN for each kiosk, and a trace of every sign-in and of every action in the outbox
// (events.md, "Technicians"), so that the network's audit holds them.

#include "kiosk/store/store.h"

#include <optional>
#include <string>
#include <string_view>

namespace accanto::point {

bool has_technician_pin(store::Store& store);
std::optional<std::string> technician_hash(store::Store& store);   // of the PIN
// Kept as argon2id (pin.h). Also ends a lock. Throws std::invalid_argument with a sentence for what is no PIN.
void set_technician_pin(store::Store& store, const std::string& pin);

enum class TechnicianDoor { open, wrong, locked, no_pin };
struct TechnicianTry {
    TechnicianDoor door = TechnicianDoor::wrong;
    int64_t locked_ms = 0; // what is left of the lock
};
// 5 wrong tries lock for 15 minutes, whatever restarts. Tries are counted before the PIN is looked at, so that a power cut
// gives none back.
TechnicianTry try_technician_pin(store::Store& store, const std::string& pin);
// Ends a lock: for the command on the machine itself.
void unlock_technician(store::Store& store);
// What is left of the lock now; 0: none.
int64_t technician_locked_ms(store::Store& store);

// For the way without the PIN (content/base/recovery.h): the challenge that is open, 8 digits, else a new one. One is good for a
// day and until it was answered.
std::string recovery_challenge(store::Store& store);
// `fits`: what the caller found the answer to be. It counts as a try of the PIN does. After `open` the challenge is used up, and
// the PIN is to be set anew.
TechnicianTry try_recovery(store::Store& store, bool fits);

// One line of the audit: what was done ("signed_in", "printer_test", ...) and what came of it (a word, or ""). Own transaction.
void note_technician(store::Store& store, std::string_view what, std::string_view result = {});

} // namespace accanto::point

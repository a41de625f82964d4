#pragma once
// What the technician's door needs while the store cannot be opened: kept in files beside it, and once more
// in the run folder (safe_places()), so that either may be gone. What counts in them is decided by
// kiosk/point/spare_door.h.

#include "kiosk/store/safe_numbers.h"

#include <string>
#include <vector>

namespace accanto::store {

struct SpareDoor {
    std::string hash; // of the PIN, as argon2id writes it; empty: none is known
    int wrong = 0;    // tries since the door was last opened
    int64_t locked_wall = 0, locked_mono = 0;
    std::string locked_boot; // empty: not locked
};

// The hash where it can be read, and of the tries the place that has seen the most. Never throws.
SpareDoor spare_door(const SafePlaces& places);
// To every place that takes it. Throws Error (errno) when none does.
void keep_spare_door(const SafePlaces& places, const SpareDoor& door);

// One line of the audit that the store could not take, as one line of JSON. Throws Error (errno) when no
// place takes it.
void add_spare_note(const SafePlaces& places, const std::string& line);
// All that were added, the oldest first.
std::vector<std::string> spare_notes(const SafePlaces& places);
void forget_spare_notes(const SafePlaces& places); // never throws: what stays is known by its id

} // namespace accanto::store

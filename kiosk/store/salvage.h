#pragma once
// What can still be read of a store that was moved aside.

#include "content/base/clock.h"
#include "kiosk/store/database.h"

namespace accanto::store {

struct Salvaged {
    int64_t events = 0, tickets = 0, bookings = 0;
    // Events that were there and could not be brought over: their hash did not fit, or nothing to check it by
    // was left.
    int64_t doubtful = 0;
    bool whole = true; // no part of the tables was unreadable
};

// Brings into `store`, whose new epoch has begun, what only `aside` knows:
// - each event that the hub has not acknowledged and whose hash fits, again and in the new epoch, under its
// own id, by
//   which a hub that has it after all knows it;
// - the tickets of today as they last were, with what happened to them;
// - the bookings, and the schedule they are of.
// Reads from both ends of each table, as far as SQLite can, and says in the log what it found. What cannot be
// read is no error. Throws StoreError when the disk is full, because there is more to be had with room.
Salvaged salvage(Database& store, const std::filesystem::path& aside, const Clock& clock);

} // namespace accanto::store

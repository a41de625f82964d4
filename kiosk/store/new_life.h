#pragma once
// For a kiosk whose numbers another device has used: a copied disk, an old image that was put back.

#include "kiosk/store/store.h"

namespace accanto::store {

// Begins the epoch after all that are known of. What was not sent goes on in it, in order and under its own ids, by which
// a hub that has it after all knows it; what is parked stays where it is. Returns how many events went on. Own transaction.
int64_t begin_new_life(Store& store);

// What was parked on suspicion alone in epochs before this one, which a hub may have closed, goes on in this one, under its
// own ids. Returns how many. Own transaction.
int64_t bring_suspects_over(Store& store);

// The hub has closed `epoch`, an earlier one than this, and expects `seq` of it: what it does not hold, and
// what still waits, goes on in this epoch, under its own ids. Returns how many. Own transaction.
int64_t bring_closed_over(Store& store, int64_t epoch, int64_t seq);

} // namespace accanto::store

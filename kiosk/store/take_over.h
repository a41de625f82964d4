#pragma once
// That this kiosk took another's place (sync/README.md, "Another device in a kiosk's place"): the other gave
// numbers under the same letter, perhaps today, and nobody here knows how many.

#include "kiosk/store/store.h"

namespace accanto::store {

// Whose place it took, by its id. The first time it is told, an event goes to the hub. Own transaction.
void note_take_over(Store& store, const std::string& kiosk);

// Wall time of note_take_over(); nothing on a kiosk that replaced none.
std::optional<int64_t> took_over_ms(Store& store);

} // namespace accanto::store

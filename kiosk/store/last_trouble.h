#pragma once
// What is wrong with the store, for whoever looks after it from afar: it travels with each push (sync/README.md, Accanto-Health).

#include "kiosk/store/store.h"

namespace accanto::store {

// "ok", or the worst of:
// - "suspect": damage was found; the next start mends it or goes back to a copy
// - "disk_full": the room that is left is kept for tickets
// - "emptied", "restored": it was lost in one of the last seven nights, and began empty or from a copy
// - "mended": in one of them an index did not fit its table
// Cheap: a row and two looks at the folder. Within read() or on its own. Throws StoreError.
std::string trouble_to_tell(Store& store);

// That it happened now: "emptied", "restored" or "mended". Disks that did it once do it again, so it is told for seven nights, for
// somebody to look.
void keep_trouble(Database& database, std::string_view what);

// A night has passed: counted, because a clock may be set in between. Within transaction().
void age_trouble(Store& store);

} // namespace accanto::store

#pragma once
// Bookings that were made at the kiosk whose place this one took (sync/README.md, "Bookings of the kiosk
// before"): found by their codes, moved, cancelled and checked in here as its own.

#include "content/base/settings.h"
#include "kiosk/store/store.h"

namespace accanto::point {

// Takes over what is open, each once, and tells the hub which seats are this kiosk's now. What was changed
// here since it was taken over stays as it is, whatever the hub says. On the store's thread. One transaction.
void inherit_bookings(store::Store& store, const Settings& settings);

} // namespace accanto::point

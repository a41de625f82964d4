#pragma once
// Carries out what the hub wants to be different here (kiosk/store/hub_orders.h).

#include "content/base/settings.h"
#include "kiosk/store/store.h"

namespace accanto::point {

// All that is open, each once: what cannot be done is told to the hub with its reason, and stays undone until
// another is wished. `own`: the settings without what the network decided before, on top of which its next
// decision will stand. True when settings were taken, which count with the next start. On the store's thread.
// Throws StoreError, Error.
bool carry_out_hub_orders(store::Store& store, const Settings& settings, const Settings& own);

} // namespace accanto::point

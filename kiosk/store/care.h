#pragma once
// What a store needs once a night, at a time when nobody waits for it (design/sync.md, "The local store").

#include "kiosk/store/store.h"

#include <atomic>
#include <functional>

namespace accanto::store {

enum class Care {
    done,
    not_due,     // done this night already, or another program is at it
    interrupted, // to be begun anew
    damage,      // the store is marked suspect: whoever opens it next mends it
};

// What the rooms above want done once a night. Within the transaction that ends the care.
using Housekeeping = std::function<void(Store&)>;

// Checks the store (once a week), copies it, lets go of what the hub has held for 7 days and of what is sealed and
// could not be sent for 90. `night` names the
// night, such as a date; what was done is kept in the store, so that several programs do it once. Takes
// seconds, in which writers may have to wait. Ends soon after `stop` became true and the store was
// interrupted. Throws StoreError.
Care take_care(Store& store, const std::string& night, const std::atomic<bool>& stop,
               const Housekeeping& housekeeping = {});

} // namespace accanto::store

#pragma once
// That this kiosk took another's place (sync/README.md, "Another device in a kiosk's place"): the other gave
// numbers under the same letter, perhaps today, and nobody here knows how many.

#include "kiosk/store/store.h"

#include <vector>

namespace accanto::store {

// Whose place it took, by its id. The first time it is told, an event goes to the hub. Own transaction.
void note_take_over(Store& store, const std::string& kiosk);

// Wall time of note_take_over(); nothing on a kiosk that replaced none.
std::optional<int64_t> took_over_ms(Store& store);

// A booking that was made there, to be taken over (kiosk/point/inherit.h).
struct InheritedBooking {
    std::string id, course; // course: its id; empty: an appointment
    std::string said;       // JSON: how it stands, as the hub says it (sync/README.md)
    std::string taken;      // the same, as it was taken over last; empty: it was not yet
};

// Keeps all that the hub says now; of others it says nothing any more. Writes nothing when nothing is new.
// Own transaction.
void keep_inherited(Store& store, const std::vector<InheritedBooking>& said);

// Those that were not taken over so, or not told of in this epoch: a store that came back from a copy takes
// them over again. A sign-up waits until its course is known. In the order in which they were made. Within
// read() or transaction().
std::vector<InheritedBooking> open_inherited(Store& store);
// Within transaction(), with its event.
void inherited_taken(Store& store, const InheritedBooking& booking);
// That somebody left a number with it is erased from what is kept of it here. Within transaction().
void inherited_erased(Store& store, const std::string& id);

} // namespace accanto::store

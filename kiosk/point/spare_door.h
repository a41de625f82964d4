#pragma once
// The technician's door while the store cannot be opened: the same PIN, the same five tries, and a trace that
// comes into the audit when the store is whole. Calls touch the disk and take as long as a PIN does: never on
// the drawing thread.

#include "kiosk/point/technician.h"
#include "kiosk/store/safe_numbers.h"

namespace accanto::point {

// As try_technician_pin(). no_pin: on this machine none can be read. Throws Error when the try cannot be
// counted: then it is not made.
TechnicianTry try_spare_door(const store::SafePlaces& places, const Clock& clock, const std::string& pin);

// As note_technician().
void note_at_spare_door(const store::SafePlaces& places, const Clock& clock, std::string_view what,
                        std::string_view result = {});

// With a store that is open again, and at each start: keeps the PIN for the next time, and tells what was
// noted, once.
void settle_spare_door(store::Store& store, const store::SafePlaces& places);

} // namespace accanto::point

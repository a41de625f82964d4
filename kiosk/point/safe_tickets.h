#pragma once
// Numbers that were given while the store could not be opened (kiosk/store/safe_numbers.h) become tickets.

#include "content/base/settings.h"
#include "kiosk/store/safe_numbers.h"
#include "kiosk/store/store.h"

namespace accanto::point {

// The topic of who was asked for none.
inline constexpr const char* topic_not_asked = "any";

// Each that is not a ticket yet becomes one, under its id, with the moment in which it was given: it waits
// behind who is here already; what is left of an earlier day is closed as the day's end closes. Once each,
// whoever calls this how often. Returns how many came in. Throws StoreError.
int bring_safe_numbers(store::Store& store, const Settings& settings, const store::SafePlaces& places);

// Given and not a ticket yet; `store` null: it does not open, and nobody knows more than the twelve hours
// that a number is good for.
std::vector<store::SafeNumber> waiting_safe_numbers(store::Store* store, const store::SafePlaces& places,
                                                    const Clock& clock);

} // namespace accanto::point

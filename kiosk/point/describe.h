#pragma once
// What a point is, for the network's figures: whose, of which kind, where, and what it offers when.

#include "content/base/settings.h"
#include "kiosk/store/store.h"

namespace accanto::point {

// Tells the network when the settings say something else than the last time; nothing while they say nothing
// at all. One transaction. Returns whether it told.
bool describe_point(store::Store& store, const Settings& settings);

} // namespace accanto::point

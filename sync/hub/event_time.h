#pragma once
// When an event really happened, from what the kiosk could know and what the hub can (design/sync.md, "The local store").

#include "sync/hub/storage/storage.h"
#include "sync/wire/event.h"

namespace accanto::hub {

struct TimeBasis {
    int64_t received_ms = 0;
    std::map<std::string, int64_t> anchors;   // boot -> hub time minus monotonic time; the sending boot's among them
    Predecessor before;                       // of those before this one in the stream the one with the greatest id
};

// The same boot, or an earlier one that ever synced: exact. Else the wall clock, where it was trusted or at least
// plausible; else only what the order of the stream says: after its predecessor, before it was received. What a kiosk brings
// over into another epoch may be older than what stands before it, and has the smaller id: of that nothing is said.
Happened when(const wire::Event& event, const TimeBasis& basis);

} // namespace accanto::hub

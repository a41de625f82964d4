#include "sync/hub/event_time.h"

#include <algorithm>

namespace accanto::hub {

namespace {

// No kiosk ran before this software was written: a clock that says so starts at 1970, and knows nothing.
constexpr int64_t written_ms = 1'767'225'600'000;   // 2026-01-01 UTC

} // namespace

Happened when(const wire::Event& event, const TimeBasis& basis) {
    if (auto anchor = basis.anchors.find(event.boot); anchor != basis.anchors.end()) {
        int64_t at = std::min(anchor->second + event.mono_ms, basis.received_ms);
        return {at, at};
    }
    // Nothing happens after it was told; a wall clock that says so was not as good as it believed.
    if (event.clock != wire::ClockQuality::unknown && event.wall_ms >= written_ms && event.wall_ms <= basis.received_ms)
        return {event.wall_ms, event.wall_ms};
    const int64_t not_before_ms = basis.before.id < event.id ? basis.before.from_ms : 0;
    return {std::min(not_before_ms, basis.received_ms), basis.received_ms};
}

} // namespace accanto::hub

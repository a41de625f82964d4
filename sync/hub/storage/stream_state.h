#pragma once
// What a stream is known to be when a push of it is worked in: the same for every store. For the .cpp files of this folder.

#include "sync/hub/storage/storage.h"

namespace accanto::hub {

struct StreamState {
    bool is_new = true;
    int64_t newest_epoch = 0;                                     // of this kiosk
    int64_t through = 0;
    std::optional<std::string> chain = std::string(32, '\0');     // after `through`, as far as it is known; where every epoch's begins
};

constexpr const char* broken_chain = "the hash chain does not continue the one that was sent before";

// The kiosk says what its hash chain is after this batch. Where we can follow it, it must be true.
inline bool breaks_chain(const Push& push, const StreamState& stream) {
    if (push.head.chain.empty() || !stream.chain || !push.head.absent.empty() || push.head.through <= stream.through)
        return false;
    std::string chain = *stream.chain;
    for (const Incoming& event : push.events)
        if (event.seq > stream.through)
            chain = std::string(view(sha256(chain, event.bytes)));
    return chain != push.head.chain;
}

} // namespace accanto::hub

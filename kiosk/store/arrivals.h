#pragma once
// Which content is on its way from the hub, kept as a row of the store: written by accanto-sync, read by the technician's screen and
// `accanto sync status`.

#include "kiosk/store/store.h"

#include <vector>

namespace accanto::store {

struct Arrival {
    std::string pack;
    int version = 0;
    int64_t bytes = 0, have = 0;
    std::string state;    // "coming", or "set_aside": not now, for `reason`
    std::string reason;   // a sentence in English, for the technician and the log
    bool operator==(const Arrival&) const = default;
};

std::vector<Arrival> read_arrivals(Store& store);
// Writes when something else than the bytes is new, or those of an arrival have grown by a twentieth: every write wakes the kiosk.
// Own transaction.
void note_arrivals(Store& store, const std::vector<Arrival>& arrivals);

} // namespace accanto::store

#pragma once
// What the technician's screen asks of accanto-sync, and what it answers. The screen has no network code, so both are rows of
// the store (design/house.md, "Between the programs").

#include "kiosk/store/store.h"

#include <vector>

namespace accanto::store {

enum class Wish { sync_now, look_at_network };

// Own transaction.
void ask(Store& store, Wish wish);
// Another number with each time it was asked; 0: never.
int64_t times_asked(Store& store, Wish wish);

// One step of the way to the hub; each needs those before it.
struct NetworkStep {
    std::string step;   // "link", "address", "dns", "tls", "hub"
    bool good = false;
    std::string reason; // what the system said, in English, for the log; "" when good
};
struct NetworkReport {
    int64_t asked = 0; // times_asked() of the wish that it answers
    int64_t at_ms = 0; // wall time
    std::vector<NetworkStep> steps; // up to the first that is not good; none: there is no hub to reach
};
void keep_report(Store& store, const NetworkReport& report); // own transaction
std::optional<NetworkReport> network_report(Store& store);

} // namespace accanto::store

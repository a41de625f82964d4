#pragma once
// What the technician's screen asks of accanto-sync, and what it answers. The screen has no network code, so both are rows of
// the store (design/house.md, "Between the programs").

#include "kiosk/store/store.h"

#include <vector>

namespace accanto::store {

enum class Wish { sync_now, look_at_network, enrol };

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
// A technician has typed the one-time code of a hub. It stays here until it was tried.
struct EnrolWish {
    std::string hub, code;   // "https://hub.example.org"
};
int64_t ask_to_enrol(Store& store, const EnrolWish& wish);   // gives times_asked(); own transaction
std::optional<EnrolWish> enrol_wish(Store& store);           // nothing: it was answered
struct EnrolAnswer {
    int64_t asked = 0;            // times_asked() of the wish that it answers
    std::string word;             // "taken", or why not: "code", "expired", "used", "other_point", "replaced", "many", "away", "address", "not_hub", "failed"
    std::string point, hub_key;   // of "taken": the point's id, and what the hub's key looks like
};
// The code is forgotten with it; own transaction.
void keep_enrol_answer(Store& store, const EnrolAnswer& answer);
std::optional<EnrolAnswer> enrol_answer(Store& store);

void keep_report(Store& store, const NetworkReport& report); // own transaction
std::optional<NetworkReport> network_report(Store& store);

} // namespace accanto::store

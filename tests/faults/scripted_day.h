#pragma once
// A short day at a point, and what must be true of the store afterwards whatever happened in between.

#include "content/base/settings.h"
#include "kiosk/point/queue.h"
#include "tests/temporary_folder.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace accanto::tests {

// What people were shown: written down only after the call came back.
struct Ledger {
    std::map<std::string, std::string> shown; // confirmation -> label
    std::set<std::string> done;               // labels whose service was recorded
    std::map<std::string, std::string> booked; // confirmation -> code
    std::set<std::string> moved;               // codes, to the second time
    int64_t acknowledged = 0;                 // the hub's word
    std::set<std::string> held_by_hub; // confirmations whose events are acknowledged: these may be given up
};

// Opens the store, takes tickets, calls, serves, acknowledges. Throws what the store throws, at any point.
void live_through(const std::filesystem::path& folder, ManualClock& clock, Ledger& ledger);

// Everything that does not hold of the store, in words; empty when all is well. Opens it as a program would.
std::vector<std::string> broken_promises(const std::filesystem::path& folder, ManualClock& clock,
                                         const Ledger& ledger);

// The request a confirmation makes, the same each time.
point::TicketRequest confirmation(const std::string& key);
Settings point_settings();

} // namespace accanto::tests

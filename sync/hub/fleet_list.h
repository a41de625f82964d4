#pragma once
// The list of the kiosks that are to be set up, as a coordinator keeps it in a spreadsheet.

#include "sync/wire/provisioning.h"

#include <istream>
#include <string>
#include <vector>

namespace accanto::hub {

constexpr size_t most_kiosks_of_a_list = 10'000;

struct FleetList {
    std::vector<wire::Provisioning> kiosks;   // of the lines without a fault; hub, key, code and time are still to come
    std::vector<std::string> faults;          // each a sentence that begins with its line
};

// CSV with a line of headings: point and letter, and what is wanted of point_name, time_zone, kiosk_name, in any order, between
// commas or semicolons. A letter stands once at a point: two kiosks of one letter would give the same numbers.
FleetList read_fleet_list(std::istream& in);

// "lecce-centro-B": of this kiosk's file.
std::string name_of(const wire::Provisioning& kiosk);

} // namespace accanto::hub

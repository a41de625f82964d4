#pragma once
// How things stand at the kiosk with the desk, as it last said. For the files of this room.

#include "kiosk/point/people.h"

#include <nlohmann/json_fwd.hpp>

namespace accanto::point {

// Nothing on a kiosk that has the desk itself, and when nothing was heard for so long that it may be wrong:
// people who wait are told the truth or nothing.
struct HostWord {
    bool closed = false; // by staff
    std::string reason, message; // as in ClosedByStaff
    std::vector<Present> present; // without their names
};
constexpr int64_t host_word_holds_ms = int64_t(4) * 3600 * 1000;
std::optional<HostWord> host_word(store::Store& store); // within read() or transaction()

// `said`: "point" of an answer, or null when it is as before. Writes only what changed: every write wakes the
// kiosk. Within transaction().
void keep_host_word(store::Store& store, const nlohmann::ordered_json& said);
bool is_host_word_fresh(store::Store& store); // keep_host_word(null) would write nothing
std::optional<int64_t> host_heard_ms_ago(store::Store& store);
void forget_host_word(store::Store& store); // within transaction()

} // namespace accanto::point

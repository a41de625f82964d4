#pragma once
// What a newer version of the programs must pass (deploy/lockdown/update): that it may come now, that it can
// live with this store, and that the kiosk is as well afterwards as before.

#include "kiosk/doctor/checks.h"

namespace accanto::doctor {

// Why it may not be installed at this moment, as a sentence; "" when it may: the point is closed and stays so
// for an hour, nobody is at the screen, and nobody's number is called. A point without opening hours is taken
// as closed from one to five at night.
std::string why_not_now(store::Store& store, const Settings& settings);

// Run by the newer programs: the store is copied, and the copy is migrated, checked and used. Nothing of the
// kiosk's own is changed.
struct Trial {
    std::string why;        // it is no good; "": it is
    bool not_tried = false; // for a reason that is not the version's: a full disk, a store that is busy
};
Trial try_store(const Surroundings& s);

// How the kiosk is, to compare with later.
struct Standing {
    int64_t at_ms = 0;
    bool reached_hub = false; // within the last half hour
    std::vector<Finding> findings;
};
Standing standing(const Surroundings& s);
std::string to_json(const Standing& standing);
std::optional<Standing> standing_from(std::string_view json);

// What works no more that worked before; "" when there is nothing. Only what the programs can be at fault
// for: a disk, a clock and a roll of paper run out by themselves.
std::string what_is_worse(const Standing& before, const Standing& now);
// The hub was reached before and is not reached now. Not worse by itself: staff who leave turn the router
// off.
bool hub_is_missing(const Standing& before, const Standing& now);

// What deploy/lockdown/update last said of itself.
Finding check_update(const Surroundings& s);

} // namespace accanto::doctor

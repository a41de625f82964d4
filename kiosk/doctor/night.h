#pragma once
// The synthetic visit of each night (deploy/systemd/accanto-night.timer): what a citizen will do tomorrow is done once, and
// what came of it waits for the staff in the morning, at the desk, on the technician's screen and at the hub.

#include "kiosk/doctor/checks.h"

namespace accanto::doctor {

struct Night {
    int64_t at_ms = 0;              // wall time
    std::vector<Finding> findings;
    Light light() const { return worst(findings); }
};

// A step of a lesson, and a wrong answer in it.
Finding rehearse_lesson(const Surroundings& s);
// A number is taken, called, and taken back as void, all of it committed: in a copy of the store, which is then removed. So no
// number is used up, and nobody ever sees, counts or sends that ticket. `store` is the kiosk's own and only read.
Finding rehearse_ticket(const Surroundings& s, store::Store& store);

// The whole night: the rehearsals, and the checks of what a visit needs. What a kiosk does not have to have at night (a
// technician's lock-down, the hub's answer) is the doctor's affair. A minute at most.
std::vector<Finding> synthetic_visit(const Surroundings& s);

// Keeps what came of it, in one transaction of its own: all of it for last_night(), and as plain values what the kiosk's health
// tells the hub ("night_light", "night_at_ms", and in "night_checks" the names of those that are not green).
void keep_night(store::Store& store, const Night& night);
// The last one; nothing when there was none yet.
std::optional<Night> last_night(store::Store& store);
// Older than this it says nothing of today: the timer does not run.
constexpr int64_t night_is_good_ms = 36 * 3'600'000LL;

} // namespace accanto::doctor

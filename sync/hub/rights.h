#pragma once
// Which role may do what: the one table that every request is held against.

#include "sync/hub/storage/people.h"
#include "sync/wire/signature.h"

namespace accanto::hub {

enum class Right {
    look,    // figures, points, reports, files of figures
    raw,     // every event as a file, and what was left sealed
    fleet,   // codes for kiosks, taking them out of service
    publish, // content for kiosks
    arrange, // settings and the schedule of points
    erase,   // what somebody left
    govern,  // people: for who belongs to an organisation, those of it
    network, // organisations, the log
    machine, // measuring the hub, bringing the stick of any kiosk
};
bool may(Role role, Right right);
// Whether somebody who belongs to an organisation may have it at all, for the points and people of that alone.
// What is signed, counted or kept for the whole network is nobody's part of it (sync/README.md, "People").
bool is_within_organisations(Right right);
bool is_within_organisations(Role role);

// Whoever asks: somebody with an account, or whoever holds the hub's key.
struct Visitor {
    std::string name = std::string(by_key);
    Role role = Role::administrator;
    std::string organisation; // only its points are shown; empty: all
    bool must_change = false; // the password is one that somebody else knows

    static constexpr std::string_view by_key = "*key"; // no name of a person
    bool has_account() const { return name != by_key; }
    bool may(Right right) const {
        return hub::may(role, right) && (organisation.empty() || is_within_organisations(right));
    }
};

// What a request takes. Nothing: whoever asks may (kiosks, whose requests are signed; signing in; the style
// sheet), or there is no such place.
std::optional<Right> right_for(const wire::Message& request);
// Any account, but no role: changing one's own password.
bool is_for_accounts(const wire::Message& request);

} // namespace accanto::hub

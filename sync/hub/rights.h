#pragma once
// Which role may do what: the one table that every request is held against.

#include "sync/hub/storage/people.h"
#include "sync/wire/signature.h"

namespace accanto::hub {

enum class Right {
    look,    // figures, points, reports, files of figures
    raw,     // every event as a file, and what was left sealed
    fleet,   // codes for kiosks, taking them out of service, bringing sticks, measuring the hub
    publish, // content for kiosks
    arrange, // settings and the schedule of points
    erase,   // what somebody left
    govern,  // people, organisations, the log
};
bool may(Role role, Right right);

// Whoever asks: somebody with an account, or whoever holds the hub's key.
struct Visitor {
    std::string name = std::string(by_key);
    Role role = Role::administrator;
    std::string organisation; // only its points are shown; empty: all
    bool must_change = false; // the password is one that somebody else knows

    static constexpr std::string_view by_key = "*key"; // no name of a person
    bool has_account() const { return name != by_key; }
    bool may(Right right) const { return hub::may(role, right); }
};

// What a request takes. Nothing: whoever asks may (kiosks, whose requests are signed; signing in; the style
// sheet), or there is no such place.
std::optional<Right> right_for(const wire::Message& request);
// Any account, but no role: changing one's own password.
bool is_for_accounts(const wire::Message& request);

} // namespace accanto::hub

#pragma once
// The kiosk with the desk, for the other kiosks of its point, its guests (sync/README.md, "Several kiosks at
// one point"). Bodies in, bodies out: who carries and signs them is somebody else's affair. Every call that
// writes commits before it returns.

#include "content/base/settings.h"
#include "kiosk/store/store.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::point {

// What the guest of this letter tells of its tickets and of bookings. Tickets stand in the line from the moment they were taken,
// and who gave a number back has left, unless the desk already serves them. The answer says how each stands
// now. Told twice it changes nothing. Nothing when the body cannot be understood.
std::optional<std::string> hear_guest(store::Store& store, const Settings& settings,
                                      const std::string& letter, std::string_view body);

// What a guest asks for, which says how far it has read: all that changed since, of every ticket and booking
// of the point, and how things stand here (mentors, opening, cleaning, papers). `any`: there is something the guest
// does not know.
struct HostNews {
    std::string body;
    bool any = false;
};
std::optional<HostNews> host_news(store::Store& store, const Settings& settings, const std::string& letter,
                                  std::string_view body);

// A guest asked: it is there, and its printer is as it says. Writes little: at most once a minute, and when the printer's
// state changes. True when it did.
bool note_guest(store::Store& store, const std::string& letter, std::string_view body);

// How each kiosk of [guests] is, by letter.
struct GuestStanding {
    std::string letter;
    std::optional<int64_t> heard_ms; // wall time here, to about a minute; nothing: never
    bool silent = false;             // for longer than it would be if it could be heard
    std::string printer = "unknown"; // PrinterStanding::state, as it last said
};
std::vector<GuestStanding> guests_of(store::Store& store, const Settings& settings); // within read() or transaction()

// How long the guest wants to wait for news, at most `most` milliseconds.
int64_t patience_of(std::string_view body, int64_t most);

} // namespace accanto::point

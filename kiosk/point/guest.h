#pragma once
// A kiosk without the desk: its tickets are called at another kiosk of the point, its host (sync/README.md,
// "Several kiosks at one point"). It gives numbers, shows the one line and calls people, all from its own
// store; these calls bring the store and the host together. Bodies in, bodies out: who carries and signs them
// is somebody else's affair. Every call that writes commits before it returns.

#include "content/base/settings.h"
#include "kiosk/store/store.h"

#include <optional>
#include <string>
#include <string_view>

namespace accanto::point {

// Once, when the program that talks to the host starts: who waits here already waits for the host's desk from
// now on.
void begin_as_guest(store::Store& store, const Settings& settings);
// This kiosk has no host (any more): nothing it said holds.
void forget_host(store::Store& store);

// Tickets and bookings the host does not know as they are here: POST /v1/point/tickets. "" when there are none.
std::string tell_host(store::Store& store);
// Its answer: how these stand at the host. False when it cannot be understood.
bool hear_receipt(store::Store& store, const Settings& settings, std::string_view body);

// What the host is asked, POST /v1/point/news: all after what was heard, waiting so long for something to
// come.
std::string ask_host(store::Store& store, int64_t wait_ms);
// Its answer, taken over as a whole: the tickets of the point, who is here, opening, cleaning, papers.
enum class Heard { not_understood, nothing_new, news, more }; // more: ask again at once
Heard hear_news(store::Store& store, const Settings& settings, std::string_view body);

struct GuestState {
    int64_t untold = 0, refused = 0;     // tickets
    std::optional<int64_t> heard_ms_ago; // to about a minute; nothing: never, or no clock tells
};
GuestState guest_state(store::Store& store);

} // namespace accanto::point

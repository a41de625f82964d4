#pragma once
// What a page shows at one moment, as JSON with every sentence ready: pages only put texts in their places.

#include "content/base/settings.h"
#include "kiosk/desk/sessions.h"
#include "kiosk/desk/speaker.h"
#include "kiosk/desk/texts.h"
#include "kiosk/point/queue.h"
#include "kiosk/store/store.h"

#include <string>

namespace accanto::desk {

// The mentor's page. Reads on one consistent view of the store. Throws what the store throws.
std::string desk_snapshot(store::Store& store, const Settings& settings, const Texts& texts,
                          const std::string& language, const Session& session);

// The public display: numbers, desks and first names, nothing that says anything about a person who waits.
// `digest` tells an open page that the program was renewed.
std::string display_snapshot(store::Store& store, const Settings& settings, const Texts& texts,
                             const Speaker& speaker, const std::string& language, const std::string& digest);

// A call as the kiosk says it too.
Spoken call_words(const Texts& texts, const std::string& language, const point::Ticket& ticket);

// How long a call lasts before the next one of the same number is allowed (design/queue.md).
constexpr int64_t call_pause_ms = 5 * 60 * 1000;
constexpr int most_calls = 3;

} // namespace accanto::desk

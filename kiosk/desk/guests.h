#pragma once
// What the other kiosks of the point ask, which have no desk of their own (sync/README.md, "Several kiosks at
// one point").

#include "content/base/settings.h"
#include "kiosk/desk/feed.h"
#include "kiosk/desk/http.h"
#include "kiosk/desk/keeper.h"
#include "sync/wire/exchange.h"
#include "sync/wire/problem.h"

#include <map>
#include <optional>

namespace accanto::desk {

// Any thread.
class Guests {
public:
    // Without guests in the settings nobody is answered. Makes the key of this kiosk when there is none.
    // Throws Error when it cannot be read or written.
    Guests(const Settings& settings, const Clock& clock, StoreKeeper& keeper, Feed& feed);

    static bool is_for_guests(const Request& request);
    // A question for news is answered when there is some, after 10 s at the latest, or when the feed is
    // closed. Throws what the store throws.
    Reply answer(const Request& request);

private:
    Reply tickets(const wire::Message& request, const std::string& letter, const std::string& body);
    Reply news(const wire::Message& request, const std::string& letter, const std::string& body);
    Reply signed_reply(const wire::Message& request, int status, std::string body,
                       std::string_view type) const;
    Reply refused(const wire::Message& request, wire::ProblemKind kind, int status,
                  const std::string& detail) const;

    const Settings& m_settings;
    const Clock& m_clock;
    StoreKeeper& m_keeper;
    Feed& m_feed;
    std::map<std::string, wire::PublicKey> m_keys; // by letter
    std::optional<wire::SecretKey> m_key;
};

} // namespace accanto::desk

#pragma once
// Keeps this kiosk and the one with the desk together, for ever, beside the conversation with the hub: neither waits for the
// other.

#include "content/base/clock.h"
#include "content/base/settings.h"

#include <memory>

namespace accanto::agent {

class HostLink {
public:
    // Starts two threads: one tells as soon as the store has something to tell, one listens. Each has a store handle and a
    // connection of its own, and begins anew with fresh ones after whatever failed.
    HostLink(const Settings& settings, const Clock& clock);
    // Ends them within about a second.
    ~HostLink();
    HostLink(const HostLink&) = delete;

    // The network may be back: try at once. Any thread.
    void look_again();

private:
    class HostWorker;
    class Teller;
    class Listener;
    std::unique_ptr<Teller> m_teller;
    std::unique_ptr<Listener> m_listener;
};

// Everything, once, for at most so long: tells and listens until there is nothing new. "" when it went well, else the reason.
std::string meet_host(const Settings& settings, const Clock& clock, int patience_s);

} // namespace accanto::agent

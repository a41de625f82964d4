#pragma once
// One question and answer with the kiosk that has the desk, where this one has none (sync/README.md, "Several kiosks at one
// point"). What is said is the point's affair (kiosk/point/guest.h); here it is signed, carried and believed.

#include "content/base/clock.h"
#include "content/base/settings.h"
#include "kiosk/store/store.h"
#include "sync/agent/transport.h"
#include "sync/wire/keys.h"

namespace accanto::agent {

class HostTalk {
public:
    // The settings name a host. All outlive this. Throws Error when its address or key cannot be used.
    HostTalk(store::Store& store, const Settings& settings, Transport& transport, const wire::SecretKey& key, const Clock& clock);

    struct Outcome {
        enum class What {
            nothing,   // there was nothing to tell, or no news
            done,      // and there may be more
            away       // no answer, or none of the host's
        } what = What::away;
        std::string reason;   // of away, for the technician: "network: ..."
    };
    // Both throw what the store throws, and nothing for what the network does.
    Outcome tell();
    Outcome listen(int64_t wait_ms);   // the host answers when there is news, at the latest after this

private:
    // The host's answer, or why there is none.
    struct Heard {
        std::optional<std::string> body;
        std::string reason;
    };
    Heard ask(const std::string& path, const std::string& body);

    store::Store& m_store;
    const Settings& m_settings;
    Transport& m_transport;
    const wire::SecretKey& m_key;
    const Clock& m_clock;
    HubAddress m_host;
    wire::PublicKey m_host_key;
};

// Where the host of these settings is. Throws Error when it cannot be.
HubAddress host_address(const Settings& settings);

} // namespace accanto::agent

#pragma once
// The way to the hub, looked at step by step: for a technician who stands at the point with a cable in the hand.

#include "content/base/settings.h"
#include "kiosk/store/wishes.h"
#include "sync/agent/identity.h"
#include "sync/agent/transport.h"

namespace accanto::agent {

// What a machine of tests says in place of the system.
struct ProbeEyes {
    std::filesystem::path net = "/sys/class/net";
    std::filesystem::path proc_net = "/proc/net";                      // asking the kernel by a socket would need one kind more of them
    std::function<std::string(const std::string& host)> resolve;       // "" when it has a name, else why not
    std::function<std::unique_ptr<Transport>(const HubAddress&)> open; // the connection of the last two steps
};
ProbeEyes system_eyes();

// link: something is plugged in or joined. address: this machine has one. dns: the hub's name is known (always good for a
// number). tls: the hub's server answers under a certificate that is believed. hub: the answer is signed by the hub this kiosk
// is enrolled at; before that, the hub says that it is well. Stops behind the first step that is not good. Seconds: not on a
// thread that somebody waits for. A hub on this very machine needs neither link nor address.
std::vector<store::NetworkStep> look_at_network(const HubAddress& hub, const std::optional<Identity>& identity, const Clock& clock, const ProbeEyes& eyes);

} // namespace accanto::agent

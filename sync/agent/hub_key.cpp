#include "sync/agent/hub_key.h"

#include "sync/wire/exchange.h"
#include "sync/wire/key_change.h"

#include <spdlog/spdlog.h>

namespace accanto::agent {

bool follow_hub_key(const std::filesystem::path& state, const Identity& identity, Transport& transport) {
    // Another thread or program may have followed already.
    if (const auto kept = load_identity(state); kept && kept->hub_key != identity.hub_key)
        return true;
    wire::Message request;
    request.method = "GET";
    request.path = "/v1/keys";
    request.scheme = identity.hub.scheme;
    request.authority = identity.hub.authority;
    Reply reply = transport.send(request, "");
    const auto changes = reply.status == 200 ? wire::parse_key_changes(reply.body) : std::nullopt;
    if (!changes)
        return false;
    const PublicKey newest = newest_key(wire::hub_keys, identity.hub_key, *changes);
    reply.message.request = &request;
    reply.message.status = reply.status;
    if (newest == identity.hub_key || !wire::is_genuine(reply.message, reply.body, "hub", newest))
        return false;
    pin_hub_key(state, identity, newest);
    spdlog::info("the hub signs with another key, and the one before vouches for it: {}", newest.fingerprint());
    return true;
}

} // namespace accanto::agent

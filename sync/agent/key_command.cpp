#include "content/base/error.h"
#include "sync/agent/key_turn.h"
#include "sync/agent/pull_link.h"
#include "sync/agent/service.h"

#include <fmt/format.h>

namespace accanto::agent {

Ending rotate_key(const Settings& settings, const Clock& clock) {
    const auto identity = identity_of(settings);
    if (!identity)
        return Ending::not_enrolled;
    const auto store = store::Store::open(settings.state, clock);
    const auto outbox = store_outbox(*store);
    const auto transport = curl_transport(identity->hub);
    HubTalk talk(*transport, *identity, clock, *outbox);
    if (const std::string why = turn_key(settings.state, *identity, talk); !why.empty())
        throw Error("the key is not turned: " + why, 0);
    const auto turned = identity_of(settings);
    const Answered answered = HubTalk(*transport, *turned, clock, *outbox).ask("/v1/state");
    fmt::print("this kiosk signs with a new key: {}\n{}\n", turned->key.public_key().fingerprint(),
               answered.genuine && answered.reply.status == 200 ? "the hub has heard it, and the old one is worth nothing any more"
                                                                : "the hub knows both until it hears the new one");
    return Ending::drained;
}

} // namespace accanto::agent

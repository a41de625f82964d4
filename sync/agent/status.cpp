#include "content/base/error.h"
#include "kiosk/store/outbox.h"
#include "sync/agent/identity.h"
#include "sync/agent/service.h"
#include "sync/agent/standing.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace accanto::agent {

namespace {

std::string plain(const std::optional<Identity>& identity, const store::OutboxState& outbox, const Standing& standing, int64_t now_ms) {
    std::string out;
    if (identity)
        out += fmt::format("kiosk     {}\npoint     {}\nhub       {} (key {})\n", identity->kiosk, identity->point, identity->hub.url(),
                           identity->hub_key.fingerprint());
    else
        out += "hub       none: this kiosk is not enrolled, everything waits here\n";
    out += fmt::format("waiting   {} events\nset aside {}\nlast      {}/{}\n", outbox.pending, outbox.parked, outbox.epoch, outbox.next_seq - 1);
    if (outbox.oldest_pending_ms)
        out += fmt::format("oldest    {} s\n", std::max<int64_t>(0, (now_ms - *outbox.oldest_pending_ms) / 1000));
    out += fmt::format("state     {}{}{}\n", standing.state, standing.reason.empty() ? "" : ": ", standing.reason);
    if (standing.contact_ms > 0)
        out += fmt::format("contact   {}\n", rfc3339(standing.contact_ms));
    return out;
}

std::string as_json(const std::optional<Identity>& identity, const store::OutboxState& outbox, const Standing& standing) {
    nlohmann::ordered_json out;
    out["enrolled"] = identity.has_value();
    if (identity) {
        out["kiosk"] = identity->kiosk;
        out["point"] = identity->point;
        out["hub"] = identity->hub.url();
    }
    out["pending"] = outbox.pending;
    out["parked"] = outbox.parked;
    out["epoch"] = outbox.epoch;
    out["last_seq"] = outbox.next_seq - 1;
    out["acknowledged_through"] = outbox.acknowledged_through;
    out["state"] = standing.state;
    out["reason"] = standing.reason;
    out["contact_ms"] = standing.contact_ms;
    return out.dump() + "\n";
}

} // namespace

Ending status(const std::filesystem::path& state, const Clock& clock, bool json) {
    auto identity = load_identity(state);
    auto kept = store::Store::open(state, clock, store::OpenMode::read_only);
    auto outbox = store::outbox_state(*kept);
    Standing standing = read_standing(*kept);
    fmt::print("{}", json ? as_json(identity, outbox, standing) : plain(identity, outbox, standing, clock.wall_ms()));
    if (!identity)
        return Ending::not_enrolled;
    if (standing.state == "stopped")
        return Ending::stopped;
    return outbox.pending > 0 && standing.state == "away" ? Ending::hub_away : Ending::drained;
}

} // namespace accanto::agent

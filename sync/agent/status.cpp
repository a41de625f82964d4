#include "content/base/error.h"
#include "kiosk/point/guest.h"
#include "kiosk/store/outbox.h"
#include "kiosk/store/standing.h"
#include "sync/agent/identity.h"
#include "sync/agent/service.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace accanto::agent {

namespace {

// The kiosk with the desk, where it is another one.
std::string plain_host(const Settings& settings, const point::GuestState& guest, const store::Standing& standing) {
    std::string out = fmt::format("desk      {}: {}{}{}\n", settings.host.address, standing.state, standing.reason.empty() ? "" : ": ",
                                  standing.reason);
    out += fmt::format("tickets   {} to be told", guest.untold);
    out += guest.refused > 0 ? fmt::format(", {} refused: have two kiosks the same letter?\n", guest.refused) : "\n";
    if (guest.heard_ms_ago)
        out += fmt::format("heard     {} s ago\n", *guest.heard_ms_ago / 1000);
    return out;
}

nlohmann::ordered_json json_of_host(const Settings& settings, const point::GuestState& guest, const store::Standing& standing) {
    return {{"address", settings.host.address}, {"state", standing.state},    {"reason", standing.reason},
            {"untold", guest.untold},           {"refused", guest.refused}};
}

std::string plain(const std::optional<Identity>& identity, const store::OutboxState& outbox, const store::Standing& standing, int64_t now_ms) {
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

nlohmann::ordered_json as_json(const std::optional<Identity>& identity, const store::OutboxState& outbox, const store::Standing& standing) {
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
    return out;
}

} // namespace

Ending status(const Settings& settings, const Clock& clock, bool json) {
    auto identity = load_identity(settings.state);
    auto kept = store::Store::open(settings.state, clock, store::OpenMode::read_only);
    auto outbox = store::outbox_state(*kept);
    store::Standing standing = store::read_standing(*kept, store::Peer::hub);
    const point::GuestState guest = point::guest_state(*kept);
    const store::Standing host = store::read_standing(*kept, store::Peer::host);
    if (json) {
        nlohmann::ordered_json all = as_json(identity, outbox, standing);
        if (settings.has_host())
            all["desk"] = json_of_host(settings, guest, host);
        fmt::print("{}\n", all.dump());
    } else {
        fmt::print("{}{}", plain(identity, outbox, standing, clock.wall_ms()), settings.has_host() ? plain_host(settings, guest, host) : "");
    }
    if (!identity)
        return Ending::not_enrolled;
    if (standing.state == "stopped")
        return Ending::stopped;
    return outbox.pending > 0 && standing.state == "away" ? Ending::hub_away : Ending::drained;
}

} // namespace accanto::agent

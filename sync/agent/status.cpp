#include "content/base/error.h"
#include "content/library/packs.h"
#include "kiosk/point/guest.h"
#include "kiosk/store/arrivals.h"
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

// How far the hub is behind, and how fast it comes nearer.
struct Progress {
    store::OutboxState outbox;
    store::Sent sent;
    store::Standing standing;
    int64_t now_ms = 0;

    std::optional<int64_t> oldest_s() const {
        return outbox.oldest_pending_ms ? std::optional(std::max<int64_t>(0, (now_ms - *outbox.oldest_pending_ms) / 1000)) : std::nullopt;
    }
    // Each event the hub took was an answer of it too; the standing is written more seldom.
    std::optional<int64_t> contact_ms() const {
        const int64_t last = std::max(standing.contact_ms, sent.last_ms.value_or(0));
        return last > 0 ? std::optional(last) : std::nullopt;
    }
    double per_second() const {
        return sent.in_a_minute > 0 ? double(sent.in_a_minute) / (double(std::max<int64_t>(1000, now_ms - *sent.first_of_minute_ms)) / 1000.0) : 0.0;
    }
    // Until everything is there, at this rate.
    std::optional<int64_t> left_s() const {
        return per_second() > 0 && outbox.pending > 0 ? std::optional(int64_t(double(outbox.pending) / per_second()) + 1) : std::nullopt;
    }
};

std::string in_words(int64_t seconds) {
    if (seconds < 120)
        return fmt::format("{} s", seconds);
    if (seconds < 2 * 3600)
        return fmt::format("{} minutes", seconds / 60);
    return seconds < 2 * 86'400 ? fmt::format("{} hours", seconds / 3600) : fmt::format("{} days", seconds / 86'400);
}

std::string plain(const std::optional<Identity>& identity, const Progress& progress) {
    const store::OutboxState& outbox = progress.outbox;
    std::string out;
    if (identity)
        out += fmt::format("kiosk     {}\npoint     {}\nhub       {} (key {})\n", identity->kiosk, identity->point, identity->hub.url(),
                           identity->hub_key.fingerprint());
    else
        out += "hub       none: this kiosk is not enrolled, everything waits here\n";
    out += fmt::format("waiting   {} events", outbox.pending);
    if (const auto age = progress.oldest_s())
        out += fmt::format(", the oldest for {}", in_words(*age));
    out += fmt::format("\nsent      {} in the last 24 hours", progress.sent.in_a_day);
    if (progress.sent.in_a_minute > 0)
        out += fmt::format(", {:.0f} a second in the last minute", progress.per_second());
    if (const auto left = progress.left_s())
        out += fmt::format("; all of it in about {}", in_words(*left));
    out += fmt::format("\nset aside {}{}\nlast      {}/{}\n", outbox.parked,
                       outbox.parked > 0 ? ": kept here, the hub cannot take them (the log says why)" : "", outbox.epoch, outbox.next_seq - 1);
    out += fmt::format("state     {}{}{}\n", progress.standing.state, progress.standing.reason.empty() ? "" : ": ", progress.standing.reason);
    if (const auto contact = progress.contact_ms())
        out += fmt::format("contact   {}, {} ago\n", rfc3339(*contact), in_words(std::max<int64_t>(0, (progress.now_ms - *contact) / 1000)));
    return out;
}

nlohmann::ordered_json or_null(const std::optional<int64_t>& number) { return number ? nlohmann::ordered_json(*number) : nlohmann::ordered_json(); }

nlohmann::ordered_json as_json(const std::optional<Identity>& identity, const Progress& progress) {
    const store::OutboxState& outbox = progress.outbox;
    nlohmann::ordered_json out;
    out["enrolled"] = identity.has_value();
    if (identity) {
        out["kiosk"] = identity->kiosk;
        out["point"] = identity->point;
        out["hub"] = identity->hub.url();
    }
    out["pending"] = outbox.pending;
    out["oldest_pending_s"] = or_null(progress.oldest_s());
    out["sent_last_day"] = progress.sent.in_a_day;
    out["sent_last_minute"] = progress.sent.in_a_minute;
    out["per_second"] = progress.per_second();
    out["left_s"] = or_null(progress.left_s());
    out["parked"] = outbox.parked;
    out["epoch"] = outbox.epoch;
    out["last_seq"] = outbox.next_seq - 1;
    out["acknowledged_through"] = outbox.acknowledged_through;
    out["state"] = progress.standing.state;
    out["reason"] = progress.standing.reason;
    out["contact_ms"] = progress.contact_ms().value_or(0);
    return out;
}

// What the hub's wish brought here, what of it is on its way, and what is set aside.
struct Contents {
    std::vector<content::InstalledPack> here;
    std::vector<store::Arrival> coming;
};

std::string plain_contents(const Contents& contents) {
    std::string out;
    const auto line = [&](const std::string& text) { out += (out.empty() ? "content   " : "          ") + text + "\n"; };
    for (const content::InstalledPack& pack : contents.here)
        line(fmt::format("{} {} is shown", pack.id, pack.record.current));
    for (const store::Arrival& one : contents.coming) {
        const double of = double(std::max<int64_t>(1, one.bytes));
        if (one.state == "coming")
            line(fmt::format("{} {} is coming: {:.0f} % of {:.1f} MB", one.pack, one.version, 100 * double(one.have) / of, of / 1e6));
        else
            line(fmt::format("{} {} is set aside: {}", one.pack, one.version, one.reason));
    }
    return out;
}

nlohmann::ordered_json json_of_contents(const Contents& contents) {
    auto out = nlohmann::ordered_json::array();
    for (const content::InstalledPack& pack : contents.here)
        out.push_back({{"pack", pack.id}, {"version", pack.record.current}, {"state", "shown"}});
    for (const store::Arrival& one : contents.coming)
        out.push_back({{"pack", one.pack}, {"version", one.version}, {"state", one.state}, {"bytes", one.bytes}, {"have", one.have}, {"reason", one.reason}});
    return out;
}

} // namespace

Ending status(const Settings& settings, const Clock& clock, bool json) {
    auto identity = load_identity(settings.state);
    auto kept = store::Store::open(settings.state, clock, store::OpenMode::read_only);
    const Progress progress{store::outbox_state(*kept), store::recently_sent(*kept), store::read_standing(*kept, store::Peer::hub), clock.wall_ms()};
    const point::GuestState guest = point::guest_state(*kept);
    const Contents contents{content::installed_packs(content::installed_content(settings.state)).packs, store::read_arrivals(*kept)};
    const store::Standing host = store::read_standing(*kept, store::Peer::host);
    if (json) {
        nlohmann::ordered_json all = as_json(identity, progress);
        all["content"] = json_of_contents(contents);
        if (settings.has_host())
            all["desk"] = json_of_host(settings, guest, host);
        fmt::print("{}\n", all.dump());
    } else {
        fmt::print("{}{}{}", plain(identity, progress), plain_contents(contents), settings.has_host() ? plain_host(settings, guest, host) : "");
    }
    if (!identity)
        return Ending::not_enrolled;
    if (progress.standing.state == "stopped")
        return Ending::stopped;
    return progress.outbox.pending > 0 && progress.standing.state == "away" ? Ending::hub_away : Ending::drained;
}

} // namespace accanto::agent

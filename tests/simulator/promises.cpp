#include "tests/simulator/promises.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace accanto::simulator {

namespace {

// So late may a request be that the hub still takes (hub::clock_tolerance_s), and so much too young what it tells.
constexpr int64_t clock_slack_ms = hub::clock_tolerance_s * 1000 + 1000;

struct AtHub {
    std::map<std::string, int> tickets;                                       // how often
    std::map<std::string, hub::Happened> happened;                            // by ticket
    std::map<std::string, std::vector<std::string>> order;                    // by kiosk: its tickets as they stand
    std::map<std::pair<std::string, int64_t>, int64_t> highest;               // by kiosk and epoch: seq
    std::map<std::string, std::map<std::string, int64_t>> dispositions;       // by kiosk
    int64_t visits = 0;
};

AtHub look(Life& life, hub::Storage& storage) {
    AtHub out;
    storage.each_event([&](const hub::StoredEvent& event) {
        int64_t& highest = out.highest[{event.kiosk, event.epoch}];
        if (event.seq != ++highest)
            life.broken.push_back(fmt::format("{}/{} follows {} at the hub", event.epoch, event.seq, highest - 1));
        highest = event.seq;
        ++out.dispositions[event.kiosk][event.disposition];
        if (event.disposition != "stored")
            return true;
        out.visits += event.type == "org.accanto.visit.started.v1";
        if (event.type == "org.accanto.ticket.taken.v1") {
            const std::string ticket = nlohmann::json::parse(event.bytes)["data"]["ticket"];
            ++out.tickets[ticket];
            out.happened[ticket] = event.happened;
            out.order[event.kiosk].push_back(ticket);
        }
        return true;
    });
    return out;
}

void check_ledger(Life& life, const AtHub& hub, const std::vector<Shown>& ledger) {
    std::set<std::pair<std::string, std::string>> labels;
    for (const Shown& shown : ledger) {
        const auto found = hub.tickets.find(shown.ticket);
        const int times = found == hub.tickets.end() ? 0 : found->second;
        if (times > 1 || (times == 0 && !shown.lost))
            life.broken.push_back(fmt::format("{} of {}, shown at {}, is {} times at the hub", shown.label, shown.day, shown.machine, times));
        if (shown.machine != "twin" && !labels.insert({shown.day, shown.label}).second)
            life.broken.push_back(fmt::format("{} was given twice on {}", shown.label, shown.day));
        if (times == 0)
            continue;
        // Two devices under one name: what the one has told says nothing of when the other's things happened.
        const bool is_copied = life.faults.contains("kiosk: disk cloned");
        const hub::Happened& when = hub.happened.at(shown.ticket);
        if ((shown.true_ms < when.from_ms - clock_slack_ms && !is_copied) || shown.true_ms > when.to_ms + clock_slack_ms)
            life.broken.push_back(fmt::format("{} happened at {}, the hub says {} to {}", shown.label, rfc3339(shown.true_ms),
                                              rfc3339(when.from_ms), rfc3339(when.to_ms)));
    }
}

// In the order of the ledger, by machine: a copied disk tells its own story under the same name.
void check_order(Life& life, const AtHub& hub, const std::vector<Shown>& ledger) {
    std::map<std::string, std::pair<std::string, size_t>> place;
    for (size_t i = 0; i < ledger.size(); ++i)
        place[ledger[i].ticket] = {ledger[i].machine, i};
    for (const auto& [kiosk, tickets] : hub.order) {
        std::map<std::string, size_t> last;
        for (const std::string& ticket : tickets) {
            const auto found = place.find(ticket);
            if (found == place.end())
                continue;   // taken, but the power went before it was shown
            const auto& [machine, at] = found->second;
            if (ledger[at].was_suspect)
                continue;
            if (last.contains(machine) && at < last[machine])
                life.broken.push_back(fmt::format("{} stands behind one that was shown later", ledger[at].label));
            last[machine] = at;
        }
    }
}

void check_counts(Life& life, hub::Storage& storage, AtHub& hub) {
    int64_t visits = 0, tickets = 0;
    for (const auto& row : storage.figures({"1960-01-01", "2100-01-01", {}, {}, {}})) {
        visits += row.what == "visit" ? row.count : 0;
        tickets += row.what == "ticket" ? row.count : 0;
    }
    if (visits != hub.visits)
        life.broken.push_back(fmt::format("{} visits are stored, {} counted", hub.visits, visits));
    if (tickets != int64_t(hub.tickets.size()))
        life.broken.push_back(fmt::format("{} tickets are stored, {} counted", hub.tickets.size(), tickets));
    for (const hub::KioskHealth& kiosk : storage.kiosks()) {
        auto& events = hub.dispositions[kiosk.kiosk.id];
        if (kiosk.stored != events["stored"] || kiosk.quarantined != events["quarantined"] || kiosk.refused != events["refused"])
            life.broken.push_back(fmt::format("{}: {} stored, {} quarantined, {} refused; counted {}, {}, {}", kiosk.kiosk.id,
                                              events["stored"], events["quarantined"], events["refused"], kiosk.stored,
                                              kiosk.quarantined, kiosk.refused));
    }
}

} // namespace

std::set<std::string> tickets_at(hub::Storage& storage) {
    std::set<std::string> out;
    storage.each_event({"", {"org.accanto.ticket.taken.v1"}}, [&](const hub::StoredEvent& event) {
        if (event.disposition == "stored")
            out.insert(nlohmann::json::parse(event.bytes)["data"]["ticket"]);
        return true;
    });
    return out;
}

void check_promises(Life& life, hub::Storage& storage, const std::vector<Shown>& ledger) {
    AtHub hub = look(life, storage);
    check_ledger(life, hub, ledger);
    check_order(life, hub, ledger);
    check_counts(life, storage, hub);
}

} // namespace accanto::simulator

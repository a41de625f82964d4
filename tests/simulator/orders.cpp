#include "tests/simulator/orders.h"

#include "content/base/file.h"
#include "sync/hub/desired_states.h"
#include "sync/hub/point_orders.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace accanto::simulator {

namespace {

using nlohmann::json;

void check_wishes(Life& life, hub::Storage& storage, const std::vector<SimulatedKiosk*>& kiosks) {
    hub::DesiredStates desired(storage);
    for (SimulatedKiosk* kiosk : kiosks) {
        const auto wish = wire::parse_desired(desired.document(*storage.kiosk(kiosk->id())));
        if (!wish) {
            life.broken.push_back("what the hub wishes cannot be read");
            continue;
        }
        const std::string settings = read_file(kiosk->folder() + "network.toml").value_or("");
        if (wish->settings && !settings.ends_with(wish->settings->text))
            life.broken.push_back(fmt::format("{} has other settings than the hub wishes", kiosk->name()));
        const int64_t lease =
            kiosk->store().db().integer("SELECT taken FROM hub_order WHERE what = 'schedule'").value_or(0);
        if (wish->schedule && lease != wish->schedule->version)
            life.broken.push_back(fmt::format("{} holds to lease {}, and the hub wishes {}", kiosk->name(),
                                              lease, wish->schedule->version));
        if (!wish->erasures.empty())
            life.broken.push_back(fmt::format("{} was asked to erase {} and did not say it did",
                                              kiosk->name(), wish->erasures.size()));
    }
    for (const hub::OrderStanding& one : hub::standing_of_orders(storage))
        if (one.wished != one.has)
            for (SimulatedKiosk* kiosk : kiosks)
                if (kiosk->id() == one.kiosk.id)
                    life.broken.push_back(fmt::format("the hub believes that {} has {} {}, and wishes {}",
                                                      kiosk->name(), one.what, one.has, one.wished));
}

void check_seats(Life& life, const std::vector<Sold>& sold) {
    std::map<int, int> by_time;
    for (const Sold& one : sold)
        if (++by_time[one.from_minute] > seats_at_a_time)
            life.broken.push_back(fmt::format("at {} more seats were sold than there are", one.from_minute));
}

void check_erased(Life& life, hub::Storage& storage, const std::vector<SimulatedKiosk*>& kiosks) {
    std::set<std::string> erased;
    for (const hub::Erasure& one : storage.orders().erasures())
        erased.insert(one.id);
    storage.each_event([&](const hub::StoredEvent& event) {
        const json tree = json::parse(event.bytes, nullptr, false);
        if (!tree.is_object() || !tree.contains("data") || !tree["data"].is_object() ||
            !erased.contains(tree["data"].value("booking", "")))
            return true;
        if (!tree["data"].value("code", "").empty() || !tree["data"].value("sealed", "").empty())
            life.broken.push_back(
                fmt::format("{}/{} at the hub still has what was erased", event.epoch, event.seq));
        return true;
    });
    for (SimulatedKiosk* kiosk : kiosks)
        for (const std::string& id : erased) {
            auto& db = kiosk->store().db();
            if (db.integer("SELECT count(*) FROM booking WHERE id = ? AND has_contact = 1", id) > 0)
                life.broken.push_back(fmt::format("{} still believes that a number was left", kiosk->name()));
            if (db.integer(
                    "SELECT count(*) FROM outbox WHERE type = 'org.accanto.contact.given.v1' AND "
                    "length(bytes) > 0 AND "
                    "state <> 'acknowledged' AND json_extract(CAST(bytes AS TEXT), '$.data.booking') = ?",
                    id) > 0)
                life.broken.push_back(fmt::format("{} still has words that were erased", kiosk->name()));
        }
}

// The storage tells of alarms only whether they keep bytes, so its file is looked into.
void check_alarms(Life& life, SimulatedHub& hub) {
    store::Database db(hub.folder() + "hub.db", store::OpenMode::read_only);
    for (const hub::Erasure& one : hub.storage().orders().erasures())
        if (db.integer("SELECT count(*) FROM alarms WHERE instr(bytes, CAST(?1 AS BLOB)) > 0 OR "
                       "(?2 <> '' AND instr(bytes, CAST(?2 AS BLOB)) > 0)",
                       one.id, one.visit) > 0)
            life.broken.push_back("an alarm still keeps what was erased");
}

} // namespace

std::string seats_for_sale() {
    return fmt::format(
        "format = 1\npoint = \"biblio\"\n[[appointments]]\nday = 2026-12-30\ntimes = [\"09:30\", \"10:30\"]\n"
        "minutes = 30\nseats = {}\n",
        seats_at_a_time);
}

void check_orders(Life& life, SimulatedHub& hub, const std::vector<SimulatedKiosk*>& kiosks,
                  const std::vector<Sold>& sold, bool counts) {
    check_wishes(life, hub.storage(), kiosks);
    if (counts)
        check_seats(life, sold);
    check_erased(life, hub.storage(), kiosks);
    check_alarms(life, hub);
}

} // namespace accanto::simulator

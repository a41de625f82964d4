#include "kiosk/doctor/update.h"

#include "content/base/file.h"
#include "kiosk/doctor/night.h"
#include "kiosk/point/people.h"
#include "kiosk/point/queue.h"
#include "kiosk/store/identity.h"
#include "kiosk/store/recovery.h"
#include "kiosk/store/standing.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <sstream>

namespace accanto::doctor {

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr int64_t visit_ms = 2 * 3'600'000, heard_ms = 30 * 60'000;
constexpr int night_from_minute = 60, night_to_minute = 5 * 60;

bool has_hours(const Settings& settings) {
    return std::any_of(settings.point.hours.begin(), settings.point.hours.end(),
                       [](const auto& day) { return !day.empty(); });
}

// By the timetable alone: who put "back soon" on the door comes back soon.
std::string why_not_by_the_clock(const Settings& settings, int64_t now) {
    const int minute = local_time(now, settings.point.time_zone).minute_of_day;
    if (!has_hours(settings))
        return minute >= night_from_minute && minute < night_to_minute
                   ? ""
                   : "the point has no opening hours: it waits for the night, from one to five";
    if (point::open_until(settings, now))
        return "the point is open";
    const auto next = point::next_opening(settings, now);
    if (next && next->days_ahead * 24 * 60 + next->from_minute - minute < 60)
        return "the point opens within an hour";
    return "";
}

// A visit that a crash ended has no end: after two hours it is over in any case.
bool somebody_is_here(store::Store& store) {
    const int64_t since = store.clock().wall_ms() - visit_ms;
    return store.db()
        .integer("SELECT 1 FROM outbox AS began WHERE type = 'org.accanto.visit.started.v1' AND wall_ms > ? "
                 "AND NOT EXISTS "
                 "(SELECT 1 FROM outbox AS ended WHERE ended.type = 'org.accanto.visit.ended.v1' AND "
                 "ended.wall_ms > ? AND "
                 "json_extract(CAST(ended.bytes AS TEXT), '$.data.visit') = json_extract(CAST(began.bytes AS "
                 "TEXT), '$.data.visit'))",
                 since, since)
        .has_value();
}

// A folder of this name in the state folder, with nothing of an earlier try in it; gone again however the
// trial ends.
class Scratch {
public:
    explicit Scratch(const fs::path& state) : m_folder(state / "trial") {
        fs::remove_all(m_folder);
        fs::create_directories(m_folder);
        fs::permissions(m_folder, fs::perms::owner_all);
    }
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    const fs::path& folder() const { return m_folder; }

private:
    fs::path m_folder;
};

struct Counted {
    int64_t waiting = 0, tickets = 0, bookings = 0, broken_rows = 0;
    bool operator==(const Counted&) const = default;
};

Counted count(store::Database& database) {
    Counted out;
    out.waiting = database.integer("SELECT count(*) FROM outbox WHERE state <> 'acknowledged'").value_or(0);
    out.tickets = database.integer("SELECT count(*) FROM ticket").value_or(0);
    out.bookings = database.integer("SELECT count(*) FROM booking").value_or(0);
    store::Query broken = database.query("PRAGMA foreign_key_check");
    while (broken.step())
        ++out.broken_rows;
    return out;
}

std::string try_copy(const Surroundings& s, const fs::path& folder, const Counted& before) {
    const auto copy = store::Store::open(folder, s.clock);
    store::integrity_check(copy->db());
    const Counted after = count(copy->db());
    if (!(after == before))
        return fmt::format("of {} records, {} numbers and {} bookings there are {}, {} and {} after the "
                           "change ({} rows point nowhere)",
                           before.waiting, before.tickets, before.bookings, after.waiting, after.tickets,
                           after.bookings, after.broken_rows);
    Settings settings = s.settings;
    settings.state = folder;
    const Finding ticket =
        rehearse_ticket({settings, s.clock, s.data, s.voice_helper, s.lock_down, s.machine}, *copy);
    return ticket.light == Light::green ? "" : "no number can be taken in it: " + ticket.detail;
}

} // namespace

std::string why_not_now(store::Store& store, const Settings& settings) {
    std::string why;
    store.read([&] {
        why = why_not_by_the_clock(settings, store.clock().wall_ms());
        if (why.empty() && somebody_is_here(store))
            why = "somebody is at the screen";
        if (why.empty() && !point::now_serving(store, settings).empty())
            why = "a number is called";
    });
    return why;
}

Trial try_store(const Surroundings& s) {
    const fs::path file = s.settings.state / "store.db";
    if (!fs::exists(file))
        return {"", false}; // the kiosk has none yet: every version makes its own
    try {
        const Scratch scratch(s.settings.state);
        Counted before;
        {
            // Not by Store::open, which would change it: this program is not installed yet.
            store::Database own(file, store::OpenMode::read_only);
            own.run("VACUUM INTO ?", (scratch.folder() / "store.db").string());
        }
        {
            store::Database copy(scratch.folder() / "store.db", store::OpenMode::read_only);
            before = count(copy);
        }
        if (const auto identity = store::read_identity(s.settings.state))
            store::write_identity(scratch.folder(), *identity);
        return {try_copy(s, scratch.folder(), before), false};
    } catch (const std::exception& e) {
        const store::StoreTrouble trouble = store::trouble_of(e);
        return {e.what(), trouble == store::StoreTrouble::disk_full || trouble == store::StoreTrouble::busy ||
                              trouble == store::StoreTrouble::not_writable};
    }
}

Standing standing(const Surroundings& s) {
    Standing out;
    out.at_ms = s.clock.wall_ms();
    out.findings = examine(s);
    try {
        const auto store = store::Store::open(s.settings.state, s.clock);
        const store::Standing hub = store::read_standing(*store, store::Peer::hub);
        out.reached_hub = hub.state == "ok" && out.at_ms - hub.contact_ms < heard_ms;
    } catch (const std::exception&) {
        out.reached_hub = false; // the findings say that the store does not open
    }
    return out;
}

std::string to_json(const Standing& standing) {
    const ordered_json tree = {{"at_ms", standing.at_ms},
                               {"reached_hub", standing.reached_hub},
                               {"findings", ordered_json::parse(to_json(standing.findings))}};
    return tree.dump();
}

std::optional<Standing> standing_from(std::string_view json) {
    const auto tree = ordered_json::parse(json, nullptr, false);
    if (!tree.is_object() || !tree.contains("findings") || !tree["findings"].is_array())
        return std::nullopt;
    auto findings = findings_from(tree["findings"].dump());
    const auto at = tree.find("at_ms"), reached = tree.find("reached_hub");
    if (!findings || at == tree.end() || !at->is_number_integer() || reached == tree.end() ||
        !reached->is_boolean())
        return std::nullopt;
    return Standing{at->get<int64_t>(), reached->get<bool>(), std::move(*findings)};
}

std::string what_is_worse(const Standing& before, const Standing& now) {
    std::map<std::string, Light> was;
    for (const Finding& one : before.findings)
        was[one.check] = std::max(was[one.check], one.light);
    for (const Finding& one : now.findings) {
        const bool by_itself =
            one.check == "disk" || one.check == "clock" || one.check == "printer" || one.check == "update";
        const auto known = was.find(one.check);
        // A check that was not there before is one of the newer program's: it says nothing about before.
        if (!by_itself && known != was.end() && one.light == Light::red && known->second != Light::red)
            return one.check + " worked before and does not work now" +
                   (one.detail.empty() ? "" : ": " + one.detail);
    }
    return "";
}

bool hub_is_missing(const Standing& before, const Standing& now) {
    return before.reached_hub && !now.reached_hub;
}

Finding check_update(const Surroundings& s) {
    std::map<std::string, std::string> said;
    try {
        std::istringstream in(read_file(s.machine / "var/lib/accanto-update/said").value_or(""));
        for (std::string line; std::getline(in, line);)
            if (const size_t equals = line.find('='); equals != std::string::npos)
                said[line.substr(0, equals)] = line.substr(equals + 1);
    } catch (const std::exception& e) {
        return {"update", Light::amber, "doctor.update_failed", {}, e.what()};
    }
    const content::Arguments version = {{"version", said["version"]}};
    const std::string& state = said["state"];
    if (state == "current" || state == "waiting" || state == "watching")
        return {"update", Light::green, "doctor.update_" + state, version, said["why"]};
    if (state == "refused" || state == "no_way_back")
        return {"update", Light::amber, "doctor.update_" + state, version, said["why"]};
    if (state == "unsigned")
        return {"update", Light::amber, "doctor.update_unsigned", {}, said["why"]};
    if (state == "failed")
        return {"update", Light::red, "doctor.update_failed", {}, said["why"]};
    return {"update", Light::green, "doctor.update_none", {}, {}};
}

} // namespace accanto::doctor

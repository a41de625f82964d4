// Who is here, and whether the point is open.

#include "kiosk/point/event.h"
#include "kiosk/point/host_word.h"
#include "kiosk/point/people.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace accanto::point {

using store::Query;
using store::Store;

namespace {

constexpr int64_t renewed_within_ms = 10 * 60 * 1000;
constexpr std::array presence_names = {"on", "pause", "off"};

// Without renewal, or after a restart of the machine, nobody is here until the desk says so again.
std::vector<Present> here_now(Store& store) {
    std::vector<Present> out;
    Query rows =
        store.db().query("SELECT m.id, m.name, p.desk, p.presence, p.renewed_mono FROM mentor_presence p "
                         "JOIN mentor m ON m.id = p.mentor WHERE p.presence <> 'off' AND p.renewed_boot = ? "
                         "ORDER BY p.desk, m.name",
                         store.clock().boot());
    while (rows.step())
        if (store.clock().mono_ms() - rows.integer(4) <= renewed_within_ms)
            out.push_back(
                {{rows.text(0), rows.text(1), false}, rows.text(2), presence_of(rows.text(3)).value()});
    if (std::optional<HostWord> host = host_word(store))
        out.insert(out.end(), host->present.begin(), host->present.end());
    return out;
}

int count_present(Store& store, Presence presence) {
    int count = 0;
    for (const Present& one : present(store))
        count += one.presence == presence;
    return count;
}

bool has_timetable(const Settings& settings) {
    for (const auto& day : settings.point.hours)
        if (!day.empty())
            return true;
    return false;
}

} // namespace

const char* to_text(Presence presence) {
    return presence_names.at(size_t(presence));
}

std::optional<Presence> presence_of(std::string_view text) {
    for (size_t i = 0; i < presence_names.size(); ++i)
        if (text == presence_names[i])
            return Presence(i);
    return std::nullopt;
}

void set_presence(Store& store, std::string_view mentor_id, const std::string& desk, Presence presence) {
    store.transaction([&] {
        Presence before = Presence::off;
        std::string desk_before = desk;
        for (const Present& one : here_now(store))
            if (one.mentor.id == mentor_id)
                before = one.presence, desk_before = one.desk;
        store.db().run("INSERT INTO mentor_presence (mentor, desk, presence, renewed_mono, renewed_boot) "
                       "VALUES (?, ?, ?, ?, ?) ON CONFLICT (mentor) DO UPDATE SET desk = excluded.desk, "
                       "presence = excluded.presence, renewed_mono = excluded.renewed_mono, "
                       "renewed_boot = excluded.renewed_boot",
                       mentor_id, desk, to_text(presence), store.clock().mono_ms(), store.clock().boot());
        if (before != presence || desk_before != desk)
            tell(store, "mentor.presence",
                 {{"mentor", mentor_id}, {"desk", desk}, {"presence", to_text(presence)}});
    });
}

std::vector<Present> present(Store& store) {
    std::vector<Present> out;
    store.read([&] { out = here_now(store); });
    return out;
}

int mentors_here(Store& store) {
    return count_present(store, Presence::on);
}
int mentors_on_break(Store& store) {
    return count_present(store, Presence::pause);
}

bool is_open(Store& store, const Settings& settings) {
    if (closed_by_staff(store, settings))
        return false;
    // No timetable given: open whenever the machine is on.
    return !has_timetable(settings) || open_until(settings, store.clock().wall_ms());
}

std::optional<ClosedByStaff> closed_by_staff(Store& store, const Settings& settings) {
    std::optional<ClosedByStaff> told;
    store.read([&] {
        told.reset();
        const std::optional<HostWord> host = host_word(store);
        if (host && host->closed)
            told = ClosedByStaff{host->reason, host->message};
        if (store.value("point_closed") != "1")
            return;
        ClosedByStaff now{store.value("point_reason").value_or(""),
                          store.value("point_message").value_or("")};
        const std::string today = local_date(store.clock().wall_ms(), settings.point.time_zone);
        if (now.reason != closing_reasons.back() || store.value("point_closed_day") == today)
            told = std::move(now);
    });
    return told;
}

void close_point(Store& store, const Settings& settings, std::string_view mentor_id,
                 const ClosedByStaff& told) {
    if (!told.reason.empty() &&
        std::find(closing_reasons.begin(), closing_reasons.end(), told.reason) == closing_reasons.end())
        throw std::invalid_argument("no reason to close is called " + told.reason);
    store.transaction([&] {
        const bool already = closed_by_staff(store, settings).has_value();
        store.set_value("point_closed", "1");
        store.set_value("point_reason", told.reason);
        store.set_value("point_message", told.message);
        store.set_value("point_closed_day", local_date(store.clock().wall_ms(), settings.point.time_zone));
        if (!already)
            tell(store, "point.closed", {{"by", mentor_id}, {"reason", told.reason}});
    });
}

void open_point(Store& store, std::string_view mentor_id) {
    store.transaction([&] {
        if (store.value("point_closed") != "1")
            return;
        store.set_value("point_closed", "0");
        store.set_value("point_reason", "");
        store.set_value("point_message", "");
        tell(store, "point.opened", {{"by", mentor_id}});
    });
}

std::optional<int> open_until(const Settings& settings, int64_t wall_ms) {
    const LocalTime now = local_time(wall_ms, settings.point.time_zone);
    for (const OpeningSpan& span : settings.point.hours[size_t(now.weekday - 1)])
        if (now.minute_of_day >= span.from_minute && now.minute_of_day < span.to_minute)
            return span.to_minute;
    return std::nullopt;
}

std::optional<NextOpening> next_opening(const Settings& settings, int64_t wall_ms) {
    const LocalTime now = local_time(wall_ms, settings.point.time_zone);
    for (int ahead = 0; ahead <= 7; ++ahead) {
        const int weekday = (now.weekday - 1 + ahead) % 7 + 1;
        std::optional<OpeningSpan> first;
        for (const OpeningSpan& span : settings.point.hours[size_t(weekday - 1)]) {
            bool over = ahead == 0 && span.from_minute <= now.minute_of_day;
            if (!over && (!first || span.from_minute < first->from_minute))
                first = span;
        }
        if (first)
            return NextOpening{weekday, first->from_minute, first->to_minute, ahead};
    }
    return std::nullopt;
}

} // namespace accanto::point

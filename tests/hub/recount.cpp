#include "tests/hub/recount.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace accanto::test {

namespace {

// Every stored event of a type, its data as `d`, its day as `day`.
std::string events(const Period& period, const std::string& type, const std::string& day) {
    return fmt::format("(SELECT * FROM (SELECT point, kiosk, type, to_ms, visit, json_extract(bytes, '$.data') AS d, {} AS day FROM events WHERE "
                       "disposition = 'stored' AND type = 'org.accanto.{}.v1') WHERE day BETWEEN '{}' AND '{}' {})",
                       day, type, period.from, period.to, period.only);
}

std::string counted(const std::string& from, const std::string& key) {
    return fmt::format("SELECT {} AS k, count(*) FROM {} GROUP BY k", key, from);
}

std::string field(const std::string& name) {
    return fmt::format("coalesce(json_extract(d, '$.{}'), '')", name);
}

// Every appointment by what became of it, on the day that was told of it last.
std::string appointments(const Period& period) {
    const std::string told = "SELECT point, substr(type, 25) AS what, to_ms, json_extract(bytes, '$.data.booking') AS b, json_extract(bytes, '$.data.day') AS day,"
                             " json_extract(bytes, '$.data') AS d FROM events WHERE disposition = 'stored' AND type LIKE 'org.accanto.appointment.%'";
    return fmt::format("WITH told AS ({}), last AS (SELECT point, b, day, d, max(to_ms) FROM told GROUP BY point, b),"
                       " fate AS (SELECT b, max(what = 'cancelled.v1') AS c, max(what = 'arrived.v1') AS a, max(CASE WHEN what = 'missed.v1' THEN to_ms ELSE 0 END) AS m,"
                       " max(CASE WHEN what IN ('booked.v1', 'moved.v1') THEN to_ms ELSE 0 END) AS p FROM told GROUP BY b)"
                       " SELECT CASE WHEN c THEN 'cancelled' WHEN a THEN 'kept' WHEN m > 0 AND m >= p THEN 'missed' ELSE 'booked' END AS k, count(*)"
                       " FROM last JOIN fate USING (b) WHERE day BETWEEN '{}' AND '{}' {} GROUP BY k",
                       told, period.from, period.to, period.only);
}

} // namespace

Recount ask(const std::filesystem::path& database, const std::string& sql) {
    const std::string command = fmt::format("sqlite3 -readonly '{}' \"{}\"", database.string(), sql);
    std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    REQUIRE(pipe);
    Recount out;
    char line[512];
    while (fgets(line, sizeof line, pipe.get())) {
        std::string text = line;
        const size_t bar = text.rfind('|');
        REQUIRE_MESSAGE(bar != std::string::npos, text);
        out[text.substr(0, bar)] += std::stoll(text.substr(bar + 1));
    }
    return out;
}

Recount recount(const std::filesystem::path& database, const std::string& what, const Period& period) {
    const std::string local = fmt::format("date(to_ms / 1000 + {} * 3600, 'unixepoch')", period.hours_ahead);
    const std::string service_day = "json_extract(bytes, '$.data.service_day')";
    auto of = [&](const char* type) { return events(period, type, local); };
    auto of_service = [&](const char* type) { return events(period, type, service_day); };
    // A later check tells the change; a first one is the baseline. One with a question left out is neither.
    auto checks = [&](bool first) {
        Period some = period;
        some.only += " AND coalesce(json_array_length(d, '$.skipped'), 0) = 0";
        some.only += fmt::format(" AND json_extract(d, '$.before') {} ''", first ? "=" : "<>");
        return events(some, "skills.checked", local);
    };
    auto first_calls = [&] {
        Period some = period;
        some.only += " AND json_extract(d, '$.calls') = 1 AND json_extract(d, '$.first')";
        return events(some, "ticket.called", service_day);
    };
    auto confidence = [&](const std::string& moment) {
        const std::string said = "json_extract(d, '$.confidence_" + moment + "')";
        return fmt::format("SELECT '{}_help/' || {} AS k, count(*) FROM {} WHERE {} > 0 GROUP BY k", moment, said,
                           of_service("service.recorded"), said);
    };
    // The visits of a period, each with what its other events tell.
    const std::string tickets = "(SELECT visit FROM events WHERE type = 'org.accanto.ticket.taken.v1')";
    const std::string success = "(SELECT min(s.to_ms) FROM events s WHERE s.visit = started.visit AND s.type = 'org.accanto.tutorial.step.v1' AND"
                                " json_extract(s.bytes, '$.data.result') = 'done' AND json_extract(s.bytes, '$.data.alone'))";
    const std::map<std::string, std::string> questions{
        {"visits", counted(of("visit.started"), field("language"))},
        {"visits_with_ticket", fmt::format("SELECT '', count(*) FROM {} WHERE visit IN {}", of("visit.started"), tickets)},
        {"first_success", fmt::format("SELECT ({0} - to_ms) / 60000 AS k, count(*) FROM {1} AS started WHERE {0} IS NOT NULL GROUP BY k", success, of("visit.started"))},
        {"tickets", counted(of_service("ticket.taken"), "''")},
        {"waits", counted(first_calls(), "cast(round(json_extract(d, '$.waited_s') / 10) AS int)")},
        {"hours", counted(first_calls(),
                          fmt::format("(strftime('%w', (to_ms - round(json_extract(d, '$.waited_s') * 1000)) / 1000 + {0} * 3600, 'unixepoch') + 6) % 7 * 24 +"
                                      " strftime('%H', (to_ms - round(json_extract(d, '$.waited_s') * 1000)) / 1000 + {0} * 3600, 'unixepoch')",
                                      period.hours_ahead))},
        {"missed", counted(of_service("ticket.missed"), "''")},
        {"left", fmt::format("SELECT '', (SELECT count(*) FROM {}) + (SELECT count(*) FROM {})", of_service("ticket.left"),
                             of_service("ticket.closed_at_day_end"))},
        {"help", counted(of_service("service.recorded"), field("help"))},
        {"outcomes", counted(of_service("service.recorded"), field("outcome"))},
        {"ages", counted(of_service("service.recorded"), field("age_band"))},
        {"genders", counted(of_service("service.recorded"), field("gender"))},
        {"appointments", appointments(period)},
        {"educations", counted(of_service("service.recorded"), field("education"))},
        {"occupations", counted(of_service("service.recorded"), field("occupation"))},
        {"citizenships", counted(of_service("service.recorded"), field("citizenship"))},
        {"confidence", confidence("before") + " UNION ALL " + confidence("after")},
        {"newcomers", counted(of_service("service.recorded"), "coalesce(json_extract(d, '$.repeat_visitor'), 'unknown')")},
        {"opened", counted(of("tutorial.opened"), field("tutorial"))},
        {"finished", counted(of("tutorial.finished"), field("tutorial"))},
        {"stopped", counted(of("tutorial.stopped"), "json_extract(d, '$.tutorial') || '/' || json_extract(d, '$.step')")},
        {"observed", fmt::format("SELECT value || '/' || json_extract(d, '$.observed') AS k, count(*) FROM {}, json_each(d, '$.competences') GROUP BY k",
                                 of("tutorial.practice"))},
        {"skills", counted(checks(true), field("overall"))},
        {"skill_areas", fmt::format("SELECT key || '/' || value AS k, count(*) FROM {}, json_each(d, '$.areas') WHERE value IS NOT NULL GROUP BY k", checks(true))},
        {"changes", counted(checks(false), "json_extract(d, '$.before_overall') || '>' || json_extract(d, '$.overall')")},
        {"faces", counted(of("feedback.given"), field("face"))},
        {"stars", counted(of("stars.given"), field("stars"))},
        {"services_by_point", counted(of_service("service.recorded"), "point")},
        {"visits_by_point", counted(of("visit.started"), "point")},
    };
    std::string sql = questions.at(what), escaped;
    for (char c : sql)
        escaped += c == '$' ? "\\$" : std::string(1, c);
    return ask(database, escaped);
}

} // namespace accanto::test

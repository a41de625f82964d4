#pragma once
// The sums that are kept beside the events, within the transaction of their push. For the .cpp files of this
// folder.

#include "sync/hub/storage/sqlite_bookings.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace accanto::hub {

// Gathers what the events of one kiosk add up to, and writes each sum once, however many events it came from.
class Rollup {
public:
    Rollup(SQLite::Database& db, std::string point, std::string kiosk);
    void add(const Incoming& stored);
    // Once, at the end.
    void write();

    struct Kind {
        std::string what, detail, language, topics;
        auto operator<=>(const Kind&) const = default;
    };

private:
    struct Visit {
        std::string day, language;
        std::optional<int64_t> started_ms, success_ms;
        bool ticket = false;
    };
    struct OfVisit {
        std::string visit;
        Figure figure;
    };

    void count(const Figure& figure);
    void settle_visits();
    void count_visit(const Visit& visit, int64_t times);
    std::optional<Visit> read_visit(SQLite::Statement& q, const std::string& id);
    void write_visit(SQLite::Statement& q, const std::string& id, const Visit& visit);
    void write_facts();
    int64_t place();

    SQLite::Database& m_db;
    const std::string m_point, m_kiosk;
    std::map<std::string, Visit> m_visits;
    std::vector<OfVisit> m_of_visit;
    BookingRollup m_bookings;
    std::map<int64_t, std::map<Kind, int64_t>> m_days; // 20261123 -> sums
    std::map<std::pair<std::string, std::string>, std::pair<int64_t, std::string>> m_facts;
};

// 20261123 of "2026-11-23", which must be a day.
int64_t day_number(const std::string& day);

} // namespace accanto::hub

#pragma once
// What pushes add up to (rollup.h), written within their transaction. For the .cpp files of this folder.

#include "sync/hub/storage/rollup.h"
#include "sync/hub/storage/sqlite_statements.h"

namespace accanto::hub {

// Of one writing connection, whose thread is the only one.
class SqliteSums {
public:
    explicit SqliteSums(Statements& statements) : m_statements(statements) {}

    // Settles what was gathered of a kiosk and writes it: once for each Rollup. The sums of the whole network are kept until
    // write_network(), because all that shares a transaction changes the same few rows of them.
    void add(const std::string& point, const std::string& kiosk, Rollup& rollup);

    // What was added since the last of these two stands, or was undone with its savepoint.
    void keep();
    void drop();
    // Before the commit.
    void write_network();

private:
    int64_t number_of(const Rollup::Kind& kind);
    int64_t look_up(const Rollup::Kind& kind);
    int64_t place_of(const std::string& point);
    void settle_visits(const std::string& point, const std::string& kiosk, Rollup& rollup);
    void settle_bookings(const std::string& point, Rollup& rollup);
    void write_facts(const std::string& point, const Rollup::Facts& facts);
    void write_figures(int64_t place, const Rollup::Sums& sums);
    void write_spreads(int64_t place, const Rollup::Sums& sums);
    void write_of_point(int64_t place, const Rollup::Sums& sums);

    Statements& m_statements;
    std::map<Rollup::Kind, int64_t> m_numbers;   // of kinds that are in the tables
    Rollup::Sums m_added, m_kept;
};

} // namespace accanto::hub

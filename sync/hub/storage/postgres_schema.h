#pragma once
// The tables in PostgreSQL, and their parts by month. For the .cpp files of this folder.

#include "sync/hub/storage/postgres_connection.h"

#include <mutex>
#include <set>
#include <string_view>

namespace accanto::hub {

// Names of the advisory locks of the hub within a database: the first of their two numbers.
enum class PostgresLock : int64_t { schema = 0x41636301, kinds, kiosk, slot, pack, audit };
// Until the end of the transaction; waits.
void lock_until_end(PostgresTransaction& transaction, PostgresLock lock, std::string_view of = "");

// Runs the missing migrations, all or none; other hubs that start meanwhile wait. Throws Error when the
// tables are of a newer hub.
void migrate(PostgresConnection& connection);

// The month a moment is in, by UTC: 202611.
int64_t month_of(int64_t wall_ms);
// The same of a span of figures (rollup.h), which is a day or a month.
inline int64_t month_of_span(int64_t span) {
    return span > 999'999 ? span / 100 : span;
}
// The month a name of version 7 (RFC 9562) was given in, which everybody who knows the name agrees on; 0 for
// other names.
int64_t month_of_name(std::string_view uuid);

// The parts that are there, as far as this process knows. A row whose month has none goes into the table's
// part for all others: nothing depends on a part but speed. Any thread.
class Partitions {
public:
    // Makes parts for the month after `now_ms`, and for those of `months` that are no nonsense: from 2026
    // until then. Waits for nobody longer than a second, and tries again at the next call what could not be
    // made now.
    void make(PostgresConnection& connection, const std::set<int64_t>& months, int64_t now_ms);

private:
    std::mutex m_mutex;
    std::set<int64_t> m_there;
    std::map<int64_t, int64_t> m_tried_ms;
};

} // namespace accanto::hub

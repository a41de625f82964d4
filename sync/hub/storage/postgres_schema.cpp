#include "sync/hub/storage/postgres_schema.h"

#include "content/base/clock.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <array>
#include <charconv>
#include <chrono>

namespace accanto::hub {

namespace {

// Migration n brings the version from n to n + 1. Never change one that was published; add the next. What is
// said of the tables of the embedded store (sqlite_schema.cpp) holds here too, but for two things. Every key
// has the point in it (all but that of tallies begin with it), and what grows with time is in parts by month: so a network can be spread over
// machines by its points, and a year be put aside. And nothing is one row for the whole network, for which
// all hubs would have to queue: such sums stand under "*0", "*1", ..., one for each writer
// (`slots`), and are added up when they are asked for.
constexpr std::array migrations{
    R"sql(
CREATE TABLE points (point text COLLATE "C" PRIMARY KEY, name text NOT NULL, zone text NOT NULL);
CREATE TABLE codes (
  point text COLLATE "C" NOT NULL, digest text COLLATE "C" NOT NULL, name text NOT NULL, expires_ms bigint NOT NULL,
  kiosk text COLLATE "C", PRIMARY KEY (point, digest));
CREATE INDEX codes_by_digest ON codes (digest);
-- That a kiosk stands at one point only is seen to by enrol(), under a lock of its name: a unique index would have to know all points.
CREATE TABLE kiosks (
  point text COLLATE "C" NOT NULL, kiosk text COLLATE "C" NOT NULL, name text NOT NULL,
  public_key bytea NOT NULL CHECK (length(public_key) = 32), revoked boolean NOT NULL DEFAULT false, enrolled_ms bigint NOT NULL,
  last_seen_ms bigint, health text, clock_off_ms bigint, stored bigint NOT NULL DEFAULT 0, quarantined bigint NOT NULL DEFAULT 0,
  refused bigint NOT NULL DEFAULT 0, absent bigint NOT NULL DEFAULT 0, PRIMARY KEY (point, kiosk)) WITH (fillfactor = 50);
CREATE INDEX kiosks_by_id ON kiosks (kiosk);
CREATE TABLE streams (
  point text COLLATE "C" NOT NULL, kiosk text COLLATE "C" NOT NULL, epoch bigint NOT NULL, through bigint NOT NULL, chain bytea,
  last_happened_ms bigint, PRIMARY KEY (point, kiosk, epoch)) WITH (fillfactor = 50);
CREATE TABLE boots (
  point text COLLATE "C" NOT NULL, kiosk text COLLATE "C" NOT NULL, boot text COLLATE "C" NOT NULL, offset_ms bigint NOT NULL,
  received_ms bigint NOT NULL, PRIMARY KEY (point, kiosk, boot)) WITH (fillfactor = 50);
-- The month is the one in an event's id, so that an id is looked for in one part only; of what has none, the month of its reception.
-- That no number is there twice in different months is seen to by `streams`.
CREATE TABLE events (
  point text COLLATE "C" NOT NULL, kiosk text COLLATE "C" NOT NULL, epoch bigint NOT NULL, seq bigint NOT NULL, month int NOT NULL,
  disposition text NOT NULL, id text COLLATE "C", type text COLLATE "C", problem text, received_ms bigint NOT NULL,
  from_ms bigint NOT NULL, to_ms bigint NOT NULL, digest bytea, bytes bytea, PRIMARY KEY (point, kiosk, epoch, seq, month)
) PARTITION BY LIST (month);
CREATE UNIQUE INDEX events_by_id ON events (point, kiosk, id, month);
CREATE INDEX events_by_type ON events (point, kiosk, type, epoch, seq);
CREATE TABLE alarms (
  point text COLLATE "C" NOT NULL, alarm bigint GENERATED ALWAYS AS IDENTITY, kiosk text COLLATE "C" NOT NULL, epoch bigint NOT NULL,
  seq bigint NOT NULL, at_ms bigint NOT NULL, kind text NOT NULL, detail text NOT NULL, bytes bytea, PRIMARY KEY (point, alarm));
CREATE INDEX alarms_by_kiosk ON alarms (point, kiosk);
CREATE TABLE facts (
  point text COLLATE "C" NOT NULL, what text COLLATE "C" NOT NULL, subject text COLLATE "C" NOT NULL, value text NOT NULL,
  at_ms bigint NOT NULL, PRIMARY KEY (point, what, subject));
CREATE TABLE visits (
  point text COLLATE "C" NOT NULL, kiosk text COLLATE "C" NOT NULL, visit text COLLATE "C" NOT NULL, month int NOT NULL,
  day text NOT NULL, language text NOT NULL, started_ms bigint, success_ms bigint, ticket boolean NOT NULL,
  PRIMARY KEY (point, kiosk, visit, month)) PARTITION BY LIST (month);
CREATE TABLE bookings (
  point text COLLATE "C" NOT NULL, booking text COLLATE "C" NOT NULL, month int NOT NULL, told_ms bigint NOT NULL, day text NOT NULL,
  topic text NOT NULL, language text NOT NULL, placed_ms bigint, missed_ms bigint, arrived boolean NOT NULL,
  cancelled boolean NOT NULL, PRIMARY KEY (point, booking, month)) PARTITION BY LIST (month);
-- Numbers are given in the order of commits and without a hole (postgres_kinds.cpp): who read so many has read all of them.
CREATE TABLE kinds (
  kind int PRIMARY KEY, what text COLLATE "C" NOT NULL, detail text COLLATE "C" NOT NULL, language text COLLATE "C" NOT NULL,
  topics text COLLATE "C" NOT NULL, UNIQUE (what, detail, language, topics));
CREATE TABLE slots (slot text COLLATE "C" PRIMARY KEY);
CREATE TABLE figures (
  point text COLLATE "C" NOT NULL, month int NOT NULL, span int NOT NULL, kind int NOT NULL, count bigint NOT NULL,
  PRIMARY KEY (point, span, kind, month)) PARTITION BY LIST (month);
CREATE TABLE tallies (
  point text COLLATE "C" NOT NULL, month int NOT NULL, span int NOT NULL, what text COLLATE "C" NOT NULL, count bigint NOT NULL,
  PRIMARY KEY (what, span, point, month)) PARTITION BY LIST (month);
CREATE TABLE spreads (
  point text COLLATE "C" NOT NULL, month int NOT NULL, span int NOT NULL, kind int NOT NULL, counts bytea NOT NULL,
  PRIMARY KEY (point, span, kind, month)) PARTITION BY LIST (month);
CREATE TABLE point_waits (
  point text COLLATE "C" NOT NULL, month int NOT NULL, span int NOT NULL, counts bytea NOT NULL,
  PRIMARY KEY (point, span, month)) PARTITION BY LIST (month);
CREATE TABLE events_other PARTITION OF events DEFAULT;
CREATE TABLE visits_other PARTITION OF visits DEFAULT;
CREATE TABLE bookings_other PARTITION OF bookings DEFAULT;
CREATE TABLE figures_other PARTITION OF figures DEFAULT;
CREATE TABLE tallies_other PARTITION OF tallies DEFAULT;
CREATE TABLE spreads_other PARTITION OF spreads DEFAULT;
CREATE TABLE point_waits_other PARTITION OF point_waits DEFAULT;
)sql",
    // Published content (publishing.h): little, and the same for all points. Packs are compressed already.
    R"sql(
CREATE TABLE pack_pieces (
  sha256 text COLLATE "C" NOT NULL, piece bigint NOT NULL, bytes bytea NOT NULL, PRIMARY KEY (sha256, piece));
ALTER TABLE pack_pieces ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE TABLE catalogues (
  sha256 text COLLATE "C" PRIMARY KEY, version bigint NOT NULL, bytes bigint NOT NULL,
  signature bytea NOT NULL CHECK (length(signature) = 64));
CREATE TABLE releases (
  pack text COLLATE "C" NOT NULL, version bigint NOT NULL, version_name text NOT NULL, title text NOT NULL,
  sha256 text COLLATE "C" NOT NULL, bytes bigint NOT NULL,
  catalogue text COLLATE "C" NOT NULL REFERENCES catalogues (sha256), published_ms bigint NOT NULL, everyone boolean NOT NULL,
  withdrawn boolean NOT NULL, PRIMARY KEY (pack, version));
CREATE TABLE release_points (
  pack text COLLATE "C" NOT NULL, version bigint NOT NULL, point text COLLATE "C" NOT NULL, PRIMARY KEY (pack, version, point),
  FOREIGN KEY (pack, version) REFERENCES releases (pack, version));
)sql",
    // Keys that kiosks change (key_changes.h).
    R"sql(
ALTER TABLE kiosks ADD COLUMN offered_key bytea CHECK (length(offered_key) = 32);
)sql",
    // People and what they did (people.h): little, and the same for all points.
    R"sql(
CREATE TABLE organisations (organisation text COLLATE "C" PRIMARY KEY, name text NOT NULL, kind text NOT NULL);
CREATE TABLE people (
  name text COLLATE "C" PRIMARY KEY, full_name text NOT NULL, role text NOT NULL, organisation text NOT NULL, password text NOT NULL,
  temporary boolean NOT NULL, active boolean NOT NULL);
CREATE TABLE audit (
  number bigint PRIMARY KEY, at_ms bigint NOT NULL, who text NOT NULL, what text NOT NULL, about text NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32));
)sql",
    // Kiosks that take another's place.
    R"sql(
ALTER TABLE codes ADD COLUMN replaces text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE kiosks ADD COLUMN replaces text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE kiosks ADD COLUMN replaced_by text COLLATE "C" NOT NULL DEFAULT '';
)sql",
    // Orders to points (orders.h).
    R"sql(
CREATE TABLE orders (
  point text COLLATE "C" NOT NULL, kiosk text COLLATE "C" NOT NULL, what text COLLATE "C" NOT NULL, version bigint NOT NULL,
  text text NOT NULL, made_ms bigint NOT NULL, PRIMARY KEY (point, kiosk, what));
CREATE TABLE erasures (
  point text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, visit text NOT NULL, asked_ms bigint NOT NULL,
  PRIMARY KEY (point, id));
ALTER TABLE events ADD COLUMN erased boolean NOT NULL DEFAULT false;
)sql",
    "DROP INDEX events_by_type; CREATE INDEX events_looked_for ON events (point, kiosk, type, epoch, seq) WHERE"
    " type NOT IN ('org.accanto.tutorial.step.v1', 'org.accanto.visit.started.v1', 'org.accanto.visit.ended.v1')",
    // The events themselves say it, with the id that tells whether it holds (event_time.h).
    "ALTER TABLE streams DROP COLUMN last_happened_ms",
    // Few, and asked for by every kiosk at its start.
    "CREATE INDEX events_absent ON events (point, kiosk, epoch, seq) WHERE disposition = 'absent'",
};

struct Part {
    const char* table;
    const char* options; // of what is added to again and again within its month, room in each page for the
                         // new versions
};
constexpr std::array parts{Part{"events", ""},
                           Part{"visits", ""},
                           Part{"bookings", ""},
                           Part{"figures", " WITH (fillfactor = 70)"},
                           Part{"tallies", " WITH (fillfactor = 70)"},
                           Part{"spreads", " WITH (fillfactor = 70)"},
                           Part{"point_waits", " WITH (fillfactor = 70)"}};
constexpr int64_t first_month = 202601; // no kiosk ran before
constexpr int64_t again_after_ms = 3'600'000;

int64_t month_after(int64_t month) {
    return month % 100 == 12 ? month + 89 : month + 1;
}

// Each table's in a transaction of its own: who waits for one table holds no other. False when somebody was
// in the way.
bool make_part(PostgresConnection& connection, const Part& part, int64_t month) {
    try {
        PostgresTransaction transaction(connection);
        transaction.run_script("SET LOCAL lock_timeout = '1s'");
        lock_until_end(transaction, PostgresLock::schema, "parts");
        transaction.run_script(
            fmt::format("CREATE TABLE IF NOT EXISTS {0}_{1} PARTITION OF {0} FOR VALUES IN ({1}){2}",
                        part.table, month, part.options));
        transaction.commit();
        return true;
    } catch (const PostgresError& e) {
        if (e.state() == "23514")
            return true; // rows of this month are among the others already: there they stay
        if (!e.is_transient())
            throw;
        return false;
    }
}

} // namespace

void lock_until_end(PostgresTransaction& transaction, PostgresLock lock, std::string_view of) {
    transaction.run("SELECT pg_advisory_xact_lock($1::bigint::int, hashtext($2::text))",
                    Arguments().number(int64_t(lock)).text(of));
}

void migrate(PostgresConnection& connection) {
    PostgresTransaction transaction(connection);
    transaction.run_script("SET LOCAL lock_timeout = 0");
    lock_until_end(transaction, PostgresLock::schema);
    transaction.run_script(
        "CREATE TABLE IF NOT EXISTS meta (name text COLLATE \"C\" PRIMARY KEY, value text NOT NULL)");
    const Rows rows = transaction.run("SELECT value::bigint FROM meta WHERE name = 'schema_version'");
    int64_t version = rows.empty() ? 0 : rows.number(0, 0);
    if (version > int64_t(migrations.size()))
        throw Error(
            fmt::format(
                "the hub's tables in PostgreSQL were written by a newer hub (version {}, this one knows {})",
                version, migrations.size()),
            0);
    for (; version < int64_t(migrations.size()); ++version)
        transaction.run_script(migrations[size_t(version)]);
    transaction.run("INSERT INTO meta (name, value) VALUES ('schema_version', $1::text) ON CONFLICT (name) "
                    "DO UPDATE SET value = excluded.value",
                    Arguments().text(std::to_string(version)));
    transaction.commit();
}

int64_t month_of(int64_t wall_ms) {
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(
        std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(wall_ms))));
    return int64_t(int(day.year())) * 100 + unsigned(day.month());
}

int64_t month_of_name(std::string_view uuid) {
    if (uuid.size() != 36 || uuid[8] != '-' || uuid[14] != '7')
        return 0;
    int64_t ms = 0;
    for (const std::string_view digits : {uuid.substr(0, 8), uuid.substr(9, 4)}) {
        uint64_t part = 0;
        if (std::from_chars(digits.data(), digits.data() + digits.size(), part, 16).ptr != digits.data() + digits.size())
            return 0;
        ms = ms << (digits.size() * 4) | int64_t(part);
    }
    constexpr int64_t year_2100_ms = 4'102'444'800'000;
    return ms < year_2100_ms ? month_of(ms) : 0;
}

void Partitions::make(PostgresConnection& connection, const std::set<int64_t>& months, int64_t now_ms) {
    std::lock_guard lock(m_mutex);
    const int64_t ahead = month_after(month_of(now_ms));
    std::set<int64_t> wanted = months;
    wanted.insert(ahead); // somebody may read the tables for hours when it begins: a copy is made
    for (int64_t month : wanted) {
        if (month < first_month || month > ahead || m_there.contains(month))
            continue;
        const auto tried = m_tried_ms.find(month);
        if (tried != m_tried_ms.end() && now_ms >= tried->second && now_ms < tried->second + again_after_ms)
            continue;
        m_tried_ms[month] = now_ms;
        bool all = true;
        for (const Part& part : parts)
            all = all && make_part(connection, part, month);
        if (all)
            m_there.insert(month);
        else
            spdlog::warn("the parts of month {} could not be made yet: somebody reads the tables for long",
                         month);
    }
}

} // namespace accanto::hub

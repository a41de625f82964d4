#include "sync/hub/storage/sqlite_schema.h"

#include "content/base/error.h"

#include <fmt/format.h>

#include <array>

namespace accanto::hub {

namespace {

// Migration n brings user_version from n to n + 1. Never change one that was published; add the next.
constexpr std::array migrations{
    R"sql(
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE points (
  point TEXT PRIMARY KEY, name TEXT NOT NULL, zone TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE codes (
  digest TEXT PRIMARY KEY, point TEXT NOT NULL, name TEXT NOT NULL, expires_ms INTEGER NOT NULL,
  kiosk TEXT) WITHOUT ROWID;
CREATE TABLE kiosks (
  point TEXT NOT NULL, kiosk TEXT NOT NULL, name TEXT NOT NULL, public_key BLOB NOT NULL CHECK (length(public_key) = 32),
  revoked INTEGER NOT NULL DEFAULT 0, enrolled_ms INTEGER NOT NULL,
  last_seen_ms INTEGER, health TEXT, clock_off_ms INTEGER,
  stored INTEGER NOT NULL DEFAULT 0, quarantined INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0,
  absent INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (point, kiosk)) WITHOUT ROWID;
CREATE UNIQUE INDEX kiosks_by_id ON kiosks (kiosk);
-- `chain` is the kiosk's hash chain after `through`, as far as we know it.
CREATE TABLE streams (
  point TEXT NOT NULL, kiosk TEXT NOT NULL, epoch INTEGER NOT NULL, through INTEGER NOT NULL,
  chain BLOB, last_happened_ms INTEGER,
  PRIMARY KEY (point, kiosk, epoch)) WITHOUT ROWID;
CREATE TABLE boots (
  point TEXT NOT NULL, kiosk TEXT NOT NULL, boot TEXT NOT NULL, offset_ms INTEGER NOT NULL, received_ms INTEGER NOT NULL,
  PRIMARY KEY (point, kiosk, boot)) WITHOUT ROWID;
-- One row for each seq up to the watermark: also for what was refused (no bytes) or declared absent (no digest).
CREATE TABLE events (
  point TEXT NOT NULL, kiosk TEXT NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL,
  disposition TEXT NOT NULL, id TEXT, type TEXT, problem TEXT,
  received_ms INTEGER NOT NULL, from_ms INTEGER NOT NULL, to_ms INTEGER NOT NULL,
  digest BLOB, bytes BLOB,
  PRIMARY KEY (point, kiosk, epoch, seq)) WITHOUT ROWID;
CREATE UNIQUE INDEX events_by_id ON events (point, kiosk, id) WHERE id IS NOT NULL;
CREATE TABLE figures (
  point TEXT NOT NULL, day TEXT NOT NULL, kiosk TEXT NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (point, day, kiosk, what, detail)) WITHOUT ROWID;
CREATE TABLE alarms (
  alarm INTEGER PRIMARY KEY, point TEXT NOT NULL, kiosk TEXT NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL,
  at_ms INTEGER NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL, bytes BLOB);
CREATE INDEX alarms_by_kiosk ON alarms (point, kiosk);
)sql",
    // Sums of figures for each day and each month, of each point and (place 0) of all. A kind is a number, so that a year of
    // a large network is a few hundred thousand short rows. `span` is 20261123 or 202611.
    R"sql(
DROP TABLE figures;
CREATE TABLE places (place INTEGER PRIMARY KEY, point TEXT NOT NULL UNIQUE);
CREATE TABLE kinds (
  kind INTEGER PRIMARY KEY, what TEXT NOT NULL, detail TEXT NOT NULL, language TEXT NOT NULL, topics TEXT NOT NULL,
  UNIQUE (what, detail, language, topics));
CREATE TABLE figures (
  place INTEGER NOT NULL, span INTEGER NOT NULL, kind INTEGER NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (place, span, kind)) WITHOUT ROWID;
CREATE TABLE tallies (
  what TEXT NOT NULL, span INTEGER NOT NULL, place INTEGER NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (what, span, place)) WITHOUT ROWID;
CREATE TABLE visits (
  point TEXT NOT NULL, kiosk TEXT NOT NULL, visit TEXT NOT NULL, day TEXT NOT NULL, language TEXT NOT NULL,
  started_ms INTEGER, success_ms INTEGER, ticket INTEGER NOT NULL,
  PRIMARY KEY (point, kiosk, visit)) WITHOUT ROWID;
CREATE TABLE facts (
  point TEXT NOT NULL, what TEXT NOT NULL, subject TEXT NOT NULL, value TEXT NOT NULL, at_ms INTEGER NOT NULL,
  PRIMARY KEY (point, what, subject)) WITHOUT ROWID;
CREATE INDEX events_by_type ON events (point, kiosk, type, epoch, seq);
)sql",
    // Spreads of numbers (sqlite_spreads.h), and those of the waits of each point once more, whatever their topic: a page of all
    // points reads nothing else of them.
    R"sql(
CREATE TABLE spreads (
  place INTEGER NOT NULL, span INTEGER NOT NULL, kind INTEGER NOT NULL, counts BLOB NOT NULL,
  PRIMARY KEY (place, span, kind)) WITHOUT ROWID;
CREATE TABLE point_waits (
  place INTEGER NOT NULL, span INTEGER NOT NULL, counts BLOB NOT NULL,
  PRIMARY KEY (place, span)) WITHOUT ROWID;
CREATE TABLE bookings (
  point TEXT NOT NULL, booking TEXT NOT NULL, told_ms INTEGER NOT NULL, day TEXT NOT NULL, topic TEXT NOT NULL,
  language TEXT NOT NULL, placed_ms INTEGER, missed_ms INTEGER, arrived INTEGER NOT NULL, cancelled INTEGER NOT NULL,
  PRIMARY KEY (point, booking)) WITHOUT ROWID;
)sql",
    // Published content (publishing.h).
    R"sql(
CREATE TABLE pack_pieces (
  sha256 TEXT NOT NULL, piece INTEGER NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (sha256, piece));
CREATE TABLE catalogues (
  sha256 TEXT PRIMARY KEY, version INTEGER NOT NULL, bytes INTEGER NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64)) WITHOUT ROWID;
CREATE TABLE releases (
  pack TEXT NOT NULL, version INTEGER NOT NULL, version_name TEXT NOT NULL, title TEXT NOT NULL, sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL, catalogue TEXT NOT NULL REFERENCES catalogues (sha256), published_ms INTEGER NOT NULL,
  everyone INTEGER NOT NULL, withdrawn INTEGER NOT NULL,
  PRIMARY KEY (pack, version)) WITHOUT ROWID;
CREATE TABLE release_points (
  pack TEXT NOT NULL, version INTEGER NOT NULL, point TEXT NOT NULL,
  PRIMARY KEY (pack, version, point), FOREIGN KEY (pack, version) REFERENCES releases (pack, version)) WITHOUT ROWID;
)sql",
    // Keys that kiosks change (key_changes.h).
    R"sql(
CREATE TABLE offered_keys (
  kiosk TEXT PRIMARY KEY, public_key BLOB NOT NULL CHECK (length(public_key) = 32)) WITHOUT ROWID;
)sql",
    // People and what they did (people.h).
    R"sql(
CREATE TABLE organisations (organisation TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE people (
  name TEXT PRIMARY KEY, full_name TEXT NOT NULL, role TEXT NOT NULL, organisation TEXT NOT NULL, password TEXT NOT NULL,
  temporary INTEGER NOT NULL, active INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE audit (
  number INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, about TEXT NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32));
)sql",
    // Kiosks that take another's place.
    R"sql(
ALTER TABLE codes ADD COLUMN replaces TEXT NOT NULL DEFAULT '';
ALTER TABLE kiosks ADD COLUMN replaces TEXT NOT NULL DEFAULT '';
ALTER TABLE kiosks ADD COLUMN replaced_by TEXT NOT NULL DEFAULT '';
)sql",
    // Orders to points (orders.h). An event of which something was erased has other bytes than its digest says.
    R"sql(
CREATE TABLE orders (
  point TEXT NOT NULL, kiosk TEXT NOT NULL, what TEXT NOT NULL, version INTEGER NOT NULL, text TEXT NOT NULL, made_ms INTEGER NOT NULL,
  PRIMARY KEY (point, kiosk, what)) WITHOUT ROWID;
CREATE TABLE erasures (
  point TEXT NOT NULL, id TEXT NOT NULL, visit TEXT NOT NULL, asked_ms INTEGER NOT NULL, PRIMARY KEY (point, id)) WITHOUT ROWID;
ALTER TABLE events ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
)sql",
    "DROP INDEX events_by_type; CREATE INDEX events_looked_for ON events (point, kiosk, type, epoch, seq) WHERE"
    " type NOT IN ('org.accanto.tutorial.step.v1', 'org.accanto.visit.started.v1', 'org.accanto.visit.ended.v1')",
    // The events themselves say it, with the id that tells whether it holds (event_time.h).
    "ALTER TABLE streams DROP COLUMN last_happened_ms",
    // Few, and asked for by every kiosk at its start.
    "CREATE INDEX events_absent ON events (point, kiosk, epoch, seq) WHERE disposition = 'absent'",
    // The same, in words that cost less (looked_for.h).
    "DROP INDEX events_looked_for; CREATE INDEX events_looked_for ON events (point, kiosk, type, epoch, seq) WHERE"
    " type <> 'org.accanto.tutorial.step.v1' AND type <> 'org.accanto.visit.started.v1'"
    " AND type <> 'org.accanto.visit.ended.v1'",
};

// Throws Error where the file is of a newer hub.
int version_of(SQLite::Database& db) {
    const int version = db.execAndGet("PRAGMA user_version");
    if (version > int(migrations.size()))
        throw Error(fmt::format("{} was written by a newer hub (version {}, this one knows {})", db.getFilename(), version,
                                migrations.size()),
                    0);
    return version;
}

} // namespace

void prepare_writer(SQLite::Database& db) {
    db.setBusyTimeout(5000);
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
            "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;"
            "PRAGMA wal_autocheckpoint = 4000");
}

void prepare_bulk_writer(SQLite::Database& db) {
    db.setBusyTimeout(5000);
    db.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
            "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -262144");
}

void prepare_reader(SQLite::Database& db) {
    db.setBusyTimeout(5000);
    db.exec("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0");
}

void require_current(SQLite::Database& db) {
    if (const int version = version_of(db); version < int(migrations.size()))
        throw Error(fmt::format("{} was written by an older hub (version {}, this one has {}), and looking changes nothing: start the hub"
                                " once, which brings it forward",
                                db.getFilename(), version, migrations.size()),
                    0);
}

void migrate(SQLite::Database& db) {
    int version = version_of(db);
    for (; version < int(migrations.size()); ++version) {
        SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
        db.exec(migrations[size_t(version)]);
        db.exec(fmt::format("PRAGMA user_version = {}", version + 1));
        transaction.commit();
    }
}

} // namespace accanto::hub

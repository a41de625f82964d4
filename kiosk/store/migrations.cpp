#include "kiosk/store/migrations.h"

#include "kiosk/store/records_schema.h"

#include <fmt/format.h>

#include <iterator>

namespace accanto::store {

namespace {

const char* const sql_of[] = {

    // 1: named values and the outbox
    R"(
PRAGMA application_id = 1094927182;  -- "ACCN"
CREATE TABLE named_value (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each epoch: where its sequence stands. Rows of the outbox go after a while, this does not.
CREATE TABLE outbox_head (
    epoch                INTEGER PRIMARY KEY CHECK (epoch >= 1),
    last_seq             INTEGER NOT NULL DEFAULT 0,
    chain                BLOB NOT NULL CHECK (length(chain) = 32),
    acknowledged_through INTEGER NOT NULL DEFAULT 0 CHECK (acknowledged_through <= last_seq)
) STRICT;

CREATE TABLE outbox (
    row     INTEGER PRIMARY KEY,
    epoch   INTEGER NOT NULL REFERENCES outbox_head (epoch),
    seq     INTEGER NOT NULL CHECK (seq >= 1),
    id      TEXT NOT NULL UNIQUE,
    type    TEXT NOT NULL,
    bytes   BLOB NOT NULL,
    chain   BLOB NOT NULL CHECK (length(chain) = 32),
    wall_ms INTEGER NOT NULL,
    state   TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'acknowledged', 'parked')),
    acknowledged_ms INTEGER,
    problem TEXT,
    UNIQUE (epoch, seq)
) STRICT;
CREATE INDEX outbox_pending ON outbox (epoch, seq) WHERE state = 'pending';
CREATE INDEX outbox_acknowledged ON outbox (acknowledged_ms) WHERE state = 'acknowledged';
)",

    // 2: the queue
    R"(
CREATE TABLE ticket (
    arrival         INTEGER PRIMARY KEY,                 -- ticket_change.change of the taking: order, whatever the clock says
    id              TEXT NOT NULL UNIQUE,
    idempotency_key TEXT NOT NULL UNIQUE,
    service_day     TEXT NOT NULL,
    number          INTEGER NOT NULL CHECK (number BETWEEN 1 AND 999),
    round           INTEGER NOT NULL DEFAULT 0,          -- times the numbers had run out that day
    label           TEXT NOT NULL,
    topic           TEXT NOT NULL,
    language        TEXT NOT NULL,
    visit           TEXT NOT NULL,
    sit             INTEGER NOT NULL DEFAULT 0,
    speak_slowly    INTEGER NOT NULL DEFAULT 0,
    hearing_loop    INTEGER NOT NULL DEFAULT 0,
    interpreter     INTEGER NOT NULL DEFAULT 0,
    class           TEXT NOT NULL CHECK (class IN ('booked', 'priority', 'normal')),
    state           TEXT NOT NULL CHECK (state IN ('waiting', 'called', 'serving', 'done', 'parked', 'missed', 'left',
                                                   'transferred', 'closed_at_day_end', 'void')),
    clock_suspect   INTEGER NOT NULL DEFAULT 0,
    stuck_tutorial  TEXT,
    stuck_step      INTEGER,
    stuck_steps     INTEGER,
    stuck_hints     INTEGER,
    stuck_alone     INTEGER,
    taken_ms        INTEGER NOT NULL,
    called_ms       INTEGER,
    serving_ms      INTEGER,
    closed_ms       INTEGER,
    calls           INTEGER NOT NULL DEFAULT 0,
    first_call      INTEGER,                             -- ticket_change.change of the first call
    last_call       INTEGER,                             -- and of the latest
    desk            TEXT NOT NULL DEFAULT '',
    mentor          TEXT NOT NULL DEFAULT '',
    UNIQUE (service_day, label, round)
) STRICT;
CREATE INDEX ticket_open ON ticket (state) WHERE state IN ('waiting', 'called', 'serving', 'parked', 'missed');
CREATE INDEX ticket_day ON ticket (service_day, state);
CREATE INDEX ticket_visit ON ticket (visit);
CREATE INDEX ticket_taken ON ticket (taken_ms) WHERE clock_suspect = 0;
-- A label names one person at a time, and a desk has one person at a time: beliefs the file itself keeps.
CREATE UNIQUE INDEX ticket_label_open ON ticket (service_day, label)
    WHERE state IN ('waiting', 'called', 'serving', 'parked', 'missed');
CREATE UNIQUE INDEX ticket_desk_busy ON ticket (desk) WHERE state IN ('called', 'serving');

-- Every change of every ticket, with both clocks, for as long as the ticket is kept.
CREATE TABLE ticket_change (
    change     INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket     TEXT NOT NULL REFERENCES ticket (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    from_state TEXT,
    to_state   TEXT NOT NULL,
    wall_ms    INTEGER NOT NULL,
    mono_ms    INTEGER NOT NULL,
    boot       TEXT NOT NULL,
    desk       TEXT NOT NULL DEFAULT '',
    mentor     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX ticket_change_ticket ON ticket_change (ticket, to_state);

CREATE TABLE service (
    id       TEXT PRIMARY KEY,
    ticket   TEXT NOT NULL REFERENCES ticket (id),
    topics   TEXT NOT NULL,      -- JSON list of codes
    help     TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    obstacle TEXT NOT NULL,
    note     TEXT NOT NULL,
    wall_ms  INTEGER NOT NULL
) STRICT;
CREATE INDEX service_ticket ON service (ticket);

-- The smoothed length of a service, for the wait estimate.
CREATE TABLE topic_service (
    topic  TEXT PRIMARY KEY,
    mean_s REAL NOT NULL,
    served INTEGER NOT NULL
) STRICT;
)",

    // 3: mentors
    R"(
CREATE TABLE mentor (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE COLLATE NOCASE,
    pin           TEXT NOT NULL,                 -- argon2id, as libsodium writes it
    wrong_tries   INTEGER NOT NULL DEFAULT 0,
    locked_ms     INTEGER,                       -- wall clock, clock since boot, and the boot
    locked_mono   INTEGER,
    locked_boot   TEXT
) STRICT;

CREATE TABLE mentor_presence (
    mentor       TEXT PRIMARY KEY REFERENCES mentor (id) ON DELETE CASCADE,
    desk         TEXT NOT NULL,
    presence     TEXT NOT NULL CHECK (presence IN ('on', 'pause', 'off')),
    renewed_mono INTEGER NOT NULL,
    renewed_boot TEXT NOT NULL
) STRICT;
)",

    // 4: where somebody stopped in a lesson, under four pictures
    R"(
CREATE TABLE kept_place (
    code     TEXT PRIMARY KEY,     -- the pictures in order
    pictures TEXT NOT NULL,        -- the same, sorted
    tutorial TEXT NOT NULL,
    step     INTEGER NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_place_pictures ON kept_place (pictures);
)",

    // 5: the whole life of a ticket: for whom it waits, whether its day is over, and papers a desk asks for again
    R"(
ALTER TABLE ticket ADD COLUMN to_desk TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN to_mentor TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN day_over INTEGER NOT NULL DEFAULT 0;
UPDATE ticket SET day_over = 1 WHERE service_day < (SELECT max(service_day) FROM ticket);
INSERT INTO named_value (key, value) SELECT 'service_day', service_day FROM ticket ORDER BY arrival DESC LIMIT 1;

CREATE INDEX ticket_today ON ticket (state) WHERE day_over = 0;
DROP INDEX ticket_open;
DROP INDEX ticket_label_open;
CREATE UNIQUE INDEX ticket_label_open ON ticket (service_day, label)
    WHERE state IN ('waiting', 'called', 'serving', 'parked', 'missed', 'transferred');

CREATE TABLE reprint (
    ticket     TEXT PRIMARY KEY REFERENCES ticket (id) ON DELETE CASCADE,
    asked_mono INTEGER NOT NULL,
    asked_boot TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)",

    // 6: what the schedule offers, and what was promised out of it
    R"(
-- A time with a mentor; its seats are leased to this kiosk. Its beginning is its name.
CREATE TABLE slot (
    day         TEXT NOT NULL,
    from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
    minutes     INTEGER NOT NULL,
    seats       INTEGER NOT NULL CHECK (seats >= 0),
    PRIMARY KEY (day, from_minute)
) STRICT, WITHOUT ROWID;

-- One that the newest schedule has no more stays, without seats, while somebody is signed up.
CREATE TABLE course (
    id          TEXT PRIMARY KEY,
    titles      TEXT NOT NULL,       -- JSON: language to title
    language    TEXT NOT NULL,
    place       TEXT NOT NULL,
    day         TEXT NOT NULL,
    from_minute INTEGER NOT NULL,
    minutes     INTEGER NOT NULL,
    level       TEXT NOT NULL,
    seats       INTEGER NOT NULL CHECK (seats >= 0),
    withdrawn   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE place (
    position     INTEGER PRIMARY KEY,
    name         TEXT NOT NULL,
    address      TEXT NOT NULL,
    phone        TEXT NOT NULL,
    hours        TEXT NOT NULL,      -- JSON: seven lists of [from, to] in minutes, Monday first
    services     TEXT NOT NULL,      -- JSON list of codes
    walk_minutes INTEGER NOT NULL,
    ways         TEXT NOT NULL       -- JSON: language to words
) STRICT;

-- An appointment, or a sign-up to a course. No name, no number of a telephone.
CREATE TABLE booking (
    row             INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order of the waiting list
    id              TEXT NOT NULL UNIQUE,
    idempotency_key TEXT NOT NULL UNIQUE,
    code            TEXT NOT NULL UNIQUE,
    course          TEXT REFERENCES course (id),        -- null: an appointment
    day             TEXT,                               -- of an appointment: as promised, whatever becomes of the slot
    from_minute     INTEGER,
    minutes         INTEGER,
    topic           TEXT NOT NULL,
    language        TEXT NOT NULL,
    visit           TEXT NOT NULL,
    for_other       INTEGER NOT NULL,
    has_contact     INTEGER NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('booked', 'waiting', 'arrived', 'cancelled')),
    ticket          TEXT,                               -- once arrived
    made_ms         INTEGER NOT NULL,
    CHECK ((course IS NULL) = (day IS NOT NULL AND from_minute IS NOT NULL AND minutes IS NOT NULL))
) STRICT;
CREATE INDEX booking_slot ON booking (day, from_minute) WHERE state IN ('booked', 'arrived');
CREATE INDEX booking_course ON booking (course) WHERE state IN ('booked', 'waiting');
)",

    // 7: several kiosks at one point
    R"(
ALTER TABLE ticket ADD COLUMN origin TEXT NOT NULL DEFAULT '';        -- letter of the kiosk that gave it; '': this one
-- The place in the point's one sequence of comings and first calls: the change after which it was, times 2^32, plus the
-- milliseconds since then where that happened at another kiosk.
ALTER TABLE ticket ADD COLUMN came INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN first_called INTEGER;
UPDATE ticket SET came = arrival << 32, first_called = first_call << 32;
-- Where another kiosk has the desk: its change up to which this row is as it is there; NULL: it does not know the ticket.
ALTER TABLE ticket ADD COLUMN host_change INTEGER;
ALTER TABLE ticket ADD COLUMN given_back INTEGER NOT NULL DEFAULT 0;  -- by its citizen at its kiosk; at the desk: heard of it
ALTER TABLE ticket ADD COLUMN untold TEXT NOT NULL DEFAULT '' CHECK (untold IN ('', 'yes', 'refused'));
CREATE INDEX ticket_untold ON ticket (arrival) WHERE untold <> '';
)",

    // 8: what is sealed leaves the outbox with its acknowledgement; a row without bytes keeps its place in the chain
    R"(
ALTER TABLE outbox ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;  -- 1, and 1 more for each night it waits; 0: nothing, or erased
UPDATE outbox SET sealed = 1 WHERE type = 'org.accanto.contact.given.v1';
UPDATE outbox SET sealed = 0, bytes = x'' WHERE sealed = 1 AND state = 'acknowledged';
CREATE INDEX outbox_sealed ON outbox (epoch, seq) WHERE sealed > 0;
)",

    // 9: the records of a service in full, mentors' credentials, and what citizens said of the help
    records_schema,

    // 10: under four pictures, also how far somebody has come on a path of lessons
    R"(
ALTER TABLE kept_place ADD COLUMN path TEXT NOT NULL DEFAULT '';       -- ids in order, "+" before those that are done; '': none
ALTER TABLE kept_place ADD COLUMN path_check TEXT NOT NULL DEFAULT ''; -- the skills check it came from
)",

    // 11: bookings of the whole point, those nobody came to, and how long they are kept
    R"(
CREATE TABLE booking_of_point (
    row             INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order of the waiting list
    id              TEXT NOT NULL UNIQUE,
    idempotency_key TEXT NOT NULL UNIQUE,
    code            TEXT NOT NULL UNIQUE,
    course          TEXT REFERENCES course (id),        -- null: an appointment
    day             TEXT,                               -- of an appointment: as promised, whatever becomes of the slot
    from_minute     INTEGER,
    minutes         INTEGER,
    topic           TEXT NOT NULL,
    language        TEXT NOT NULL,
    visit           TEXT NOT NULL,
    for_other       INTEGER NOT NULL,
    has_contact     INTEGER NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('booked', 'waiting', 'missed', 'arrived', 'cancelled')),
    ticket          TEXT,                               -- once arrived
    made_ms         INTEGER NOT NULL,
    lease           TEXT NOT NULL DEFAULT '',           -- letter of the kiosk whose seat it holds; '': this one
    version         INTEGER NOT NULL DEFAULT 0,         -- of the seat: the greater one is the later word
    changed         INTEGER NOT NULL DEFAULT 0,         -- the order of changes here
    untold          TEXT NOT NULL DEFAULT 'yes' CHECK (untold IN ('', 'yes', 'refused')),  -- to the kiosk with the desk
    nights_over     INTEGER NOT NULL DEFAULT 0,         -- since its day
    CHECK ((course IS NULL) = (day IS NOT NULL AND from_minute IS NOT NULL AND minutes IS NOT NULL))
) STRICT;
INSERT INTO booking_of_point (row, id, idempotency_key, code, course, day, from_minute, minutes, topic, language, visit,
                              for_other, has_contact, state, ticket, made_ms, changed)
    SELECT row, id, idempotency_key, code, course, day, from_minute, minutes, topic, language, visit,
           for_other, has_contact, state, ticket, made_ms, row FROM booking;
DROP TABLE booking;
ALTER TABLE booking_of_point RENAME TO booking;
CREATE INDEX booking_slot ON booking (day, from_minute) WHERE state IN ('booked', 'missed', 'arrived');
CREATE INDEX booking_course ON booking (course) WHERE state IN ('booked', 'waiting');
CREATE INDEX booking_changed ON booking (changed);
CREATE INDEX booking_untold ON booking (row) WHERE untold = 'yes';
)",

    // 12: what the hub wants to be different here
    R"(
CREATE TABLE hub_order (
    what    TEXT PRIMARY KEY CHECK (what IN ('settings', 'schedule')),
    version INTEGER NOT NULL,
    text    TEXT NOT NULL,
    taken   INTEGER NOT NULL DEFAULT 0     -- the version that was carried out, or found impossible
) STRICT, WITHOUT ROWID;
-- Kept for ever, so that what a restored store still had is erased again.
CREATE TABLE erasure (
    id    TEXT PRIMARY KEY,                -- of a booking or a ticket
    visit TEXT NOT NULL,
    done  INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
)",

    // 13: bookings of the kiosk whose place this one took
    R"(
CREATE TABLE inherited_booking (
    id     TEXT PRIMARY KEY,
    course TEXT NOT NULL,                  -- '': an appointment
    said   TEXT NOT NULL,                  -- JSON: how it stands, as the hub says now; '': it says nothing of it any more
    taken  TEXT NOT NULL DEFAULT '',       -- what of that was taken over last
    told   INTEGER NOT NULL DEFAULT 0      -- the epoch in which the hub was told so
) STRICT, WITHOUT ROWID;
)",
};

void run_one(Database& database, int64_t from) {
    database.script("BEGIN IMMEDIATE");
    try {
        // Another program may have run it while this one waited for the lock.
        if (schema_version(database) == from) {
            database.script(sql_of[from]);
            // A pragma takes no bound value; the number is ours.
            database.script(fmt::format("PRAGMA user_version = {}", from + 1).c_str());
        }
        database.script("COMMIT");
    } catch (...) {
        if (database.in_transaction())
            database.script("ROLLBACK");
        throw;
    }
}

} // namespace

std::span<const char* const> migrations() {
    return sql_of;
}

int64_t schema_version(Database& database) {
    return database.integer("PRAGMA user_version").value_or(0);
}

void migrate(Database& database) {
    const int64_t known = int64_t(std::size(sql_of));
    for (;;) {
        int64_t version = schema_version(database);
        if (version > known)
            throw StoreError(
                fmt::format("the store has schema {}, this program knows {}: install the newer program",
                            version, known),
                0, StoreTrouble::too_new);
        if (version == known)
            return;
        run_one(database, version);
    }
}

} // namespace accanto::store

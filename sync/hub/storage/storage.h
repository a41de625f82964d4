#pragma once
// What the hub keeps, whatever keeps it. The point is part of every key, so that a network can be spread over machines.
// Every call may come from any thread. Calls that write return when the change would survive a power cut; if it could
// not be made so, they throw Error and nothing has changed.

#include "content/base/bytes.h"
#include "sync/wire/ack.h"
#include "sync/wire/headers.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace accanto::hub {

class KeyChanges;   // key_changes.h
class Publishing;   // publishing.h
class People;       // people.h
class Orders;       // orders.h

// ---- the fleet

struct Point {
    std::string id, name;
    std::string zone;   // IANA; empty: the hub's own
};

struct Kiosk {
    std::string id;     // UUIDv7, which its store was born with
    std::string point;
    std::string name;
    wire::PublicKey key;
    bool revoked = false;
    int64_t enrolled_ms = 0;
    std::string replaces;      // the kiosk whose place it took; empty: of none
    std::string replaced_by;   // the kiosk that has taken its place, which took it out of service; empty: none
};

// Further back than so many events of an epoch no kiosk has any: it keeps them for seven days.
constexpr int64_t kept_by_kiosks = 10'000;

struct KioskHealth {
    Kiosk kiosk;
    std::optional<int64_t> last_seen_ms;
    std::optional<wire::Health> health;
    std::optional<int64_t> clock_off_ms;   // kiosk's wall clock minus ours at its last push
    int64_t stored = 0, quarantined = 0, refused = 0, absent = 0;
    int64_t alarms = 0;                    // since enrolment
};

struct EnrolmentCode {
    std::string digest;   // hexadecimal SHA-256 of the code: the code itself is never kept
    Point point;
    std::string name;     // of the kiosk to be
    int64_t made_ms = 0, expires_ms = 0;
    std::string replaces; // the kiosk whose place that one takes; empty: of none
};

// other_point: this kiosk is enrolled already, and not at the point the code is for. replaced: another took the place that the
// code is for before.
enum class EnrolRefusal { unknown_code, expired, used, other_point, replaced };

// ---- what a kiosk sends

// When something happened, as far as that can be known: one moment, or an honest interval.
struct Happened {
    int64_t from_ms = 0, to_ms = 0;
};

// An event that stands before another in its stream, and when it happened at the earliest. A kiosk's ids ascend as things happen
// (UUIDv7 with a floor), whatever its clock says.
struct Predecessor {
    std::string id;
    int64_t from_ms = 0;
};

// Counts that pages are made of, added up at ingest: "on this day, at this point, so many of this".
struct Figure {
    std::string day;      // local date at the point
    std::string what;     // "visit", "ticket", ...
    std::string detail;   // what kind of it
    int64_t count = 1;
    std::string language; // where the event tells it
    std::string topics;   // codes, sorted, with a blank between them, where the event tells them
    bool language_of_visit = false;   // the event tells its visit alone: the language is that visit's, as far as it is known
};

// What one event tells of its visit. Parts of one visit may come in any order and in several pushes; what they add up to
// (visits with a ticket, minutes to the first success) is counted on the day on which the visit started.
struct VisitPart {
    std::string visit;
    std::string day, language;                      // told by its start alone
    std::optional<int64_t> started_ms, success_ms;  // the earliest success counts
    bool ticket = false;
};

// What one event tells of an appointment. Parts of one may come in any order, and from any kiosk of its point; what they add
// up to is counted on the day of the appointment.
struct BookingPart {
    std::string booking;
    int64_t told_ms = 0;
    std::string day, topic;                         // as it stood then: what was told last counts
    std::string language;                           // told when it was booked, alone
    std::optional<int64_t> placed_ms, missed_ms;    // booked or moved to that day; nobody had come while it lasted
    bool arrived = false, cancelled = false;        // for ever; cancelled counts before arrived
};

// What is so until it is told otherwise, by point, `what` and `subject`: a point's own description, a mentor's credential.
struct Fact {
    std::string what, subject;
    std::string value;    // JSON
};

struct Incoming {
    int64_t seq = 0;
    std::string_view bytes;              // of the batch, which lives until push() returns
    Sha256 digest{};
    wire::Disposition disposition = wire::Disposition::stored;   // stored, quarantined or refused
    std::string problem;                 // for people, unless stored
    std::string id, type;                // empty when the event could not be read
    Happened happened;
    std::vector<Figure> figures;
    std::optional<VisitPart> visit;
    std::optional<BookingPart> booking;
    std::vector<Fact> facts;
};

struct Push {
    Kiosk kiosk;
    wire::BatchHead head;
    std::vector<Incoming> events;        // one for each seq of the head that is not absent, in order
    int64_t received_ms = 0;
    wire::ClockReading clock;
    wire::Health health;
    bool came_now = true;                // else clock and health are of when it was written, for a stick
};

struct PushResult {
    enum class What { accepted, gap, stale_epoch, clone } what = What::accepted;
    int64_t epoch = 0;                   // of the answer: for stale_epoch the one that is in force
    int64_t through = 0;                 // watermark after this push; the next one expected is through + 1
    std::vector<std::pair<int64_t, wire::Disposition>> dispositions;   // those that are not `stored`
};

// ---- what is read back

struct StoredEvent {
    std::string point, kiosk;
    int64_t epoch = 0, seq = 0;
    std::string type, disposition, bytes;
    int64_t received_ms = 0;
    Happened happened;
};

// Which events are asked for. What is empty does not limit.
struct EventFilter {
    std::string point;
    std::vector<std::string> types;   // in full: "org.accanto.service.recorded.v1"
};

// Up to so many days from the first to the last, sums that stay apart are told by days; beyond, by months where all of one is
// asked for.
constexpr int most_days_apart = 61;

// Which sums are asked for. Empty points: the whole network.
struct FigureFilter {
    std::string from_day, to_day;         // local dates, inclusive
    std::vector<std::string> points;
    std::vector<std::string> whats;       // empty: every kind
    std::vector<std::string> in_time;     // kinds whose sums stay apart by day or month (most_days_apart)
};
// How often each value was counted, smallest first.
using Spread = std::vector<std::pair<int64_t, int64_t>>;

struct FigureRow {
    std::string what, detail, language, topics;
    int64_t count = 0;
    std::string span;                     // "2026-11" or "2026-11-23" for kinds of FigureFilter::in_time
    Spread spread;                        // of figures whose detail is a number: all their details, and `detail` is empty
};
// The few sums that are kept for each point apart, so that a map of a large network is read at once.
struct TallyRow {
    std::string point;
    std::string what;                     // "visit", "ticket", "service", "newcomer"
    std::string span;                     // "2026-11" or "2026-11-23"
    int64_t count = 0;
};

struct FactRow {
    std::string point, what, subject, value;
    int64_t at_ms = 0;
};

struct Alarm {
    int64_t at_ms = 0;
    std::string point, kiosk, kind, detail;   // kind: "other_bytes", "chain"
    int64_t epoch = 0, seq = 0;
    bool keeps_bytes = false;                 // that came and were not stored
};

class Storage {
public:
    virtual ~Storage() = default;

    // Stores a batch and the state of its kiosk, once: what is there already is a duplicate.
    virtual PushResult push(const Push& push) = 0;
    // Share of the room for waiting pushes that is taken, 0 to 1.
    virtual double load() const = 0;
    // Bytes on the disk, by part: "database", "journal".
    virtual std::map<std::string, int64_t> sizes() = 0;

    // Says which hub this is kept for, by its key's fingerprint; `before` are those of the keys it had, which vouch for this one. Throws
    // Error when it is kept for another: what that one's kiosks sent would be acknowledged with a key they do not believe. When a hub
    // with a newer key has claimed it since, push() throws Error.
    virtual void claim(const std::string& fingerprint, const std::vector<std::string>& before) = 0;

    virtual void add_code(const EnrolmentCode& code) = 0;
    // Uses a code up for `key`; the same code with the same key gives the same kiosk again, because answers get lost. A kiosk
    // that is enrolled already gets the new key; its old one is worth nothing from then on. A kiosk that is replaced is taken out
    // of service in the same commit; a code that says so and comes from that very kiosk replaces nothing.
    virtual std::variant<Kiosk, EnrolRefusal> enrol(const std::string& code_digest, const std::string& kiosk, const wire::PublicKey& key,
                                                    int64_t now_ms) = 0;
    virtual void revoke(const std::string& kiosk) = 0;

    virtual std::optional<Kiosk> kiosk(const std::string& id) = 0;
    virtual std::vector<wire::Stream> streams(const Kiosk& kiosk) = 0;
    // What the kiosk declared absent and has not sent since, with its epoch, ascending: the newest, at most wire::max_absent_told, and
    // none that lies further back than a kiosk keeps events.
    virtual std::vector<std::pair<int64_t, int64_t>> absent(const Kiosk& kiosk) = 0;
    // Hub time minus monotonic time, for each boot of this kiosk that ever reached us.
    virtual std::map<std::string, int64_t> anchors(const Kiosk& kiosk) = 0;
    // The event that stands before this place: in this epoch, else in the newest of those before it.
    virtual std::optional<Predecessor> event_before(const Kiosk& kiosk, int64_t epoch, int64_t seq) = 0;

    virtual std::vector<Point> points() = 0;
    // Of one point, which every push asks for; empty where there is no such point.
    virtual std::string zone_of(const std::string& point) = 0;
    virtual std::vector<KioskHealth> kiosks() = 0;
    // Sums over days and points; kinds that were never counted are left out.
    virtual std::vector<FigureRow> figures(const FigureFilter& filter) = 0;
    // By point and span, over the days from..to (local dates, inclusive).
    virtual std::vector<TallyRow> tallies(const std::string& from_day, const std::string& to_day) = 0;
    // The waits of each point, as figure::wait counts them, over the days from..to.
    virtual std::map<std::string, Spread> point_waits(const std::string& from_day, const std::string& to_day) = 0;
    virtual std::vector<FactRow> facts() = 0;
    virtual std::vector<Alarm> alarms(int at_most) = 0;
    // Events in the order (point, kiosk, epoch, seq), until `take` answers false. One in memory at a time.
    virtual void each_event(const EventFilter& filter, const std::function<bool(const StoredEvent&)>& take) = 0;
    void each_event(const std::function<bool(const StoredEvent&)>& take) { each_event({}, take); }

    // What is published to kiosks; lives as long as this.
    virtual Publishing& publishing() = 0;
    // Keys that kiosks change; lives as long as this. An enrolment and a revocation end a change that is under way.
    virtual KeyChanges& key_changes() = 0;
    // Who may do what, and what they did; lives as long as this.
    virtual People& people() = 0;
    // What is to be different at the points; lives as long as this.
    virtual Orders& orders() = 0;

    // Works all events through `read` again when the figures are of an older version: what an older hub could not read
    // may now be read. `read` fills everything but the bytes, as ingest does.
    virtual void replay(int version, const std::function<void(const StoredEvent&, const Point&, Incoming&)>& read) = 0;
};

// A hook of the tests: called right before each commit; what it throws makes the commit fail.
using BeforeCommit = std::function<void()>;

// PostgreSQL, at a URL as libpq reads it: postgresql://user@host/name. Makes or brings forward the tables. Any number of hubs may have
// the same database open. Throws Error.
std::unique_ptr<Storage> open_postgres(const std::string& url, BeforeCommit before_commit = {});
// For looking only; makes nothing. Every call that writes throws Error.
std::unique_ptr<Storage> open_postgres_read_only(const std::string& url);

// Opens or creates the embedded store `folder`/hub.db. One writing connection on its own thread, commits grouped.
std::unique_ptr<Storage> open_sqlite(const std::filesystem::path& folder, BeforeCommit before_commit = {});
// For filling a new store that nobody relies on yet, several times quicker: a commit does not wait for the disk, so only
// close_bulk() makes what was pushed durable, and after a power cut or a kill the folder is to be thrown away.
std::unique_ptr<Storage> open_sqlite_bulk(const std::filesystem::path& folder);
void close_bulk(std::unique_ptr<Storage> storage, const std::filesystem::path& folder);
// What was found whole in a copy of the embedded store.
struct CheckedCopy {
    int64_t kiosks = 0, events = 0;
};
// Writes a consistent copy of `folder`/hub.db to `file`, which must not exist; a hub may be running. Throws Error.
void copy_sqlite(const std::filesystem::path& folder, const std::filesystem::path& file);
// Reads every row of a copy: the file itself, each event against its digest, each sequence for holes. Throws Error that says what
// is wrong.
CheckedCopy check_sqlite_copy(const std::filesystem::path& file);
// For looking only, beside a running hub. Every call that writes throws Error.
std::unique_ptr<Storage> open_sqlite_read_only(const std::filesystem::path& folder);

} // namespace accanto::hub

#include "sync/hub/storage/postgres_replay.h"

#include "sync/hub/storage/postgres_schema.h"
#include "sync/hub/storage/postgres_sums.h"

namespace accanto::hub {

namespace {

// Of one kiosk, before its sums are written: bounds the memory of a replay.
constexpr size_t gathered_events = 50'000;

struct Changed {
    StoredEvent event;
    Incoming now;
};

// An id that another event has by now stays that one's; such an event stays in quarantine.
void write_change(PostgresTransaction& transaction, const Changed& changed) {
    const StoredEvent& event = changed.event;
    const Incoming& now = changed.now;
    const int64_t month = now.id.empty() ? month_of(event.received_ms) : month_of_name(now.id);
    transaction.run("UPDATE events e SET disposition = $5::text, id = nullif($6::text, ''), type = "
                    "nullif($7::text, ''), problem = nullif($8::text, ''),"
                    " month = $9::bigint WHERE point = $1::text AND kiosk = $2::text AND epoch = $3::bigint "
                    "AND seq = $4::bigint AND NOT EXISTS"
                    " (SELECT 1 FROM events o WHERE o.point = $1::text AND o.kiosk = $2::text AND o.id = "
                    "nullif($6::text, '') AND o.month = $9::bigint"
                    " AND (o.epoch, o.seq) <> ($3::bigint, $4::bigint))",
                    Arguments()
                        .text(event.point)
                        .text(event.kiosk)
                        .number(event.epoch)
                        .number(event.seq)
                        .text(wire::to_text(now.disposition))
                        .text(now.id)
                        .text(now.type)
                        .text(now.problem)
                        .number(month));
}

// A kiosk's at a time.
class Replay {
public:
    Replay(PostgresTransaction& transaction, PostgresKinds& kinds, const ReadAgain& read)
        : m_transaction(transaction), m_kinds(kinds), m_read(read) {
        for (const Point& point : read_points(transaction))
            m_points[point.id] = point;
    }
    void add(const StoredEvent& event) {
        if (event.disposition != "stored" && event.disposition != "quarantined")
            return;
        if (event.point != m_gathered.point || event.kiosk != m_gathered.kiosk || m_count >= gathered_events)
            write();
        m_gathered.point = event.point;
        m_gathered.kiosk = event.kiosk;
        ++m_count;
        Incoming now;
        now.seq = event.seq;
        now.bytes = event.bytes;
        now.happened = event.happened;
        m_read(event, m_points[event.point], now);
        if (now.disposition == wire::Disposition::stored)
            m_gathered.rollup.add(now);
        now.bytes = {};
        if (wire::to_text(now.disposition) != event.disposition)
            m_changes.push_back({event, std::move(now)});
    }
    void finish() {
        write();
        for (const Changed& changed : m_changes)
            write_change(m_transaction, changed);
    }

private:
    // Nobody else writes while this lasts, so any slot will do.
    void write() {
        if (m_count == 0)
            return;
        std::vector<PostgresSums::Gathered> one;
        one.push_back(std::move(m_gathered));
        PostgresSums sums(m_transaction, m_kinds, "*0");
        sums.add(one);
        sums.write();
        m_gathered = {};
        m_count = 0;
    }

    PostgresTransaction& m_transaction;
    PostgresKinds& m_kinds;
    const ReadAgain& m_read;
    std::map<std::string, Point> m_points;
    PostgresSums::Gathered m_gathered;
    size_t m_count = 0;
    std::vector<Changed> m_changes;
};

} // namespace

void replay_within(PostgresTransaction& transaction, PostgresKinds& kinds, int version,
                   const ReadAgain& read) {
    transaction.run_script("SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0");
    lock_until_end(transaction, PostgresLock::schema, "figures");
    const Rows known = transaction.run("SELECT value::bigint FROM meta WHERE name = 'figures_version'");
    if (!known.empty() && known.number(0, 0) >= version)
        return;
    // A push begins by locking its point: all wait here.
    transaction.run_script("LOCK TABLE points IN EXCLUSIVE MODE;"
                           "DELETE FROM figures; DELETE FROM spreads; DELETE FROM point_waits; DELETE FROM "
                           "tallies; DELETE FROM bookings;"
                           "DELETE FROM visits; DELETE FROM facts; INSERT INTO slots (slot) VALUES ('*0') ON "
                           "CONFLICT DO NOTHING");
    Replay replay(transaction, kinds, read);
    read_events(
        [&](const std::string& sql, const Arguments& arguments) { return transaction.run(sql, arguments); },
        {},
        [&](const StoredEvent& event) {
            replay.add(event);
            return true;
        });
    replay.finish();
    transaction.run_script("UPDATE kiosks SET stored = (SELECT count(*) FROM events e WHERE e.point = "
                           "kiosks.point AND e.kiosk = kiosks.kiosk"
                           " AND e.disposition = 'stored'), quarantined = (SELECT count(*) FROM events e "
                           "WHERE e.point = kiosks.point"
                           " AND e.kiosk = kiosks.kiosk AND e.disposition = 'quarantined')");
    transaction.run("INSERT INTO meta (name, value) VALUES ('figures_version', $1::text) ON CONFLICT (name) "
                    "DO UPDATE SET value = excluded.value",
                    Arguments().text(std::to_string(version)));
    transaction.commit();
}

} // namespace accanto::hub

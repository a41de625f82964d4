#include "sync/hub/storage/postgres_replay.h"

#include "sync/hub/storage/postgres_schema.h"
#include "sync/hub/storage/postgres_sums.h"

namespace accanto::hub {

namespace {

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

// Nobody else writes while this lasts, so any slot will do.
void write_sums(PostgresTransaction& transaction, PostgresKinds& kinds, const std::string& point,
                const std::string& kiosk, Rollup&& rollup) {
    std::vector<PostgresSums::Gathered> one;
    one.push_back({point, kiosk, std::move(rollup)});
    PostgresSums sums(transaction, kinds, "*0");
    sums.add(one);
    sums.write();
}

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
    Replay replay(read_points(transaction), read,
                  [&](const std::string& point, const std::string& kiosk, Rollup&& rollup) {
                      write_sums(transaction, kinds, point, kiosk, std::move(rollup));
                  });
    read_events(
        [&](const std::string& sql, const Arguments& arguments) { return transaction.run(sql, arguments); },
        {},
        [&](const StoredEvent& event) {
            replay.add(event);
            return true;
        });
    for (const Changed& changed : replay.finish())
        write_change(transaction, changed);
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

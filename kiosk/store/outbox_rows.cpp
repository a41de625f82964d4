#include "kiosk/store/outbox_rows.h"

#include "content/base/bytes.h"

#include <algorithm>

namespace accanto::store {

namespace {

constexpr int64_t kept_after_acknowledgement_ms = 7LL * 24 * 3600 * 1000;

} // namespace

OutboxHead outbox_head(Database& database, int64_t epoch) {
    Query head = database.query("SELECT last_seq, chain FROM main.outbox_head WHERE epoch = ?", epoch);
    const bool begun = head.step();
    ACCANTO_ASSERT(begun);
    return {head.integer(0), head.text(1)};
}

void add_outbox_row(Database& database, int64_t epoch, const OutboxHead& head, const NewOutboxRow& row) {
    const Sha256 chain = sha256(head.chain, row.bytes);
    const int64_t seq = head.last_seq + 1;
    database.run("UPDATE main.outbox_head SET last_seq = ?, chain = ? WHERE epoch = ?", seq,
                 Blob{view(chain)}, epoch);
    database.run(
        "INSERT INTO main.outbox (epoch, seq, id, type, bytes, chain, wall_ms, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        epoch, seq, row.id, row.type, Blob{row.bytes}, Blob{view(chain)}, row.wall_ms, row.sealed);
}

void hub_forgot(Database& database, int64_t epoch, int64_t seq) {
    const int64_t through =
        database.integer("SELECT acknowledged_through FROM outbox_head WHERE epoch = ?", epoch).value_or(0);
    if (seq > through)
        return;
    const int64_t kept = *database.integer(
        "SELECT count(*) FROM outbox WHERE epoch = ? AND seq BETWEEN ? AND ?", epoch, seq, through);
    database.run("UPDATE outbox_head SET acknowledged_through = ? WHERE epoch = ?",
                 std::max<int64_t>(0, seq - 1), epoch);
    if (kept == through - std::max<int64_t>(1, seq) + 1)
        return;
    database.run("UPDATE hub_order SET taken = 0");
    database.run("UPDATE erasure SET done = 0");
    database.run("UPDATE inherited_booking SET told = 0");
}

void erase_sealed(Database& database) {
    database.run("UPDATE outbox SET bytes = x'', sealed = 0 WHERE sealed > 0 AND state = 'acknowledged'");
}

void count_days_anew(Database& database, int64_t now_ms) {
    constexpr int64_t a_night_ms = 24LL * 3600 * 1000; // switched off: what has had its days meanwhile goes right away
    database.run("UPDATE outbox SET acknowledged_ms = ?1 WHERE state = 'acknowledged' AND (acknowledged_ms > ?1 OR acknowledged_ms < ?2)",
                 now_ms, now_ms - kept_after_acknowledgement_ms - a_night_ms);
}

int64_t prune_outbox(Database& database, int64_t now_ms, int64_t limit) {
    return database.run(
        "DELETE FROM outbox WHERE row IN (SELECT row FROM outbox WHERE state = 'acknowledged' "
        "AND acknowledged_ms < ? ORDER BY acknowledged_ms LIMIT ?)",
        now_ms - kept_after_acknowledgement_ms, limit);
}

} // namespace accanto::store

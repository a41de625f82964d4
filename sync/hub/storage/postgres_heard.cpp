#include "sync/hub/storage/postgres_heard.h"

#include <algorithm>

namespace accanto::hub {

namespace {

using Type = Column::Type;

// Counts, and how the kiosk is. What came on a stick tells how it was, and counts where nothing newer is
// known; its clock cannot be compared.
void write_kiosks(PostgresTransaction& transaction, const std::vector<Heard>& heard) {
    Column points(Type::text), kiosks(Type::text), stored(Type::number), quarantined(Type::number),
        refused(Type::number), absent(Type::number), seen(Type::number), healths(Type::text),
        clocks(Type::number), now(Type::flag);
    for (const Heard& from : heard) {
        const Push& push = *from.push;
        points.add(push.kiosk.point);
        kiosks.add(push.kiosk.id);
        stored.add(from.stored);
        quarantined.add(from.quarantined);
        refused.add(from.refused);
        absent.add(from.absent);
        seen.add(push.came_now ? push.received_ms : std::min(push.clock.wall_ms, push.received_ms));
        healths.add(wire::to_field(push.health));
        clocks.add(push.came_now ? std::optional(push.clock.wall_ms - push.received_ms) : std::nullopt);
        now.add_flag(push.came_now);
    }
    transaction.run(
        "UPDATE kiosks k SET stored = k.stored + n.stored, quarantined = k.quarantined + n.quarantined, "
        "refused = k.refused + n.refused,"
        " absent = k.absent + n.absent,"
        " last_seen_ms = CASE WHEN n.now OR coalesce(k.last_seen_ms, 0) < n.seen THEN n.seen ELSE "
        "k.last_seen_ms END,"
        " health = CASE WHEN n.now OR coalesce(k.last_seen_ms, 0) < n.seen THEN n.health ELSE k.health END,"
        " clock_off_ms = coalesce(n.clock, k.clock_off_ms)"
        " FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], "
        "$7::bigint[], $8::text[], $9::bigint[], $10::bool[])"
        " AS n (point, kiosk, stored, quarantined, refused, absent, seen, health, clock, now) WHERE k.point "
        "= n.point AND k.kiosk = n.kiosk",
        Arguments::taking(points, kiosks, stored, quarantined, refused, absent, seen, healths, clocks, now));
}

void write_boots(PostgresTransaction& transaction, const std::vector<Heard>& heard) {
    Column points(Type::text), kiosks(Type::text), boots(Type::text), offsets(Type::number),
        received(Type::number);
    for (const Heard& from : heard) {
        const Push& push = *from.push;
        if (!push.came_now)
            continue;
        points.add(push.kiosk.point);
        kiosks.add(push.kiosk.id);
        boots.add(push.clock.boot);
        offsets.add(push.received_ms - push.clock.mono_ms);
        received.add(push.received_ms);
    }
    if (points.size() > 0)
        transaction.run(
            "INSERT INTO boots (point, kiosk, boot, offset_ms, received_ms)"
            " SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])"
            " ON CONFLICT (point, kiosk, boot) DO UPDATE SET offset_ms = excluded.offset_ms, received_ms = "
            "excluded.received_ms",
            Arguments::taking(points, kiosks, boots, offsets, received));
}

} // namespace

void write_heard(PostgresTransaction& transaction, const std::vector<Heard>& heard) {
    if (heard.empty())
        return;
    write_kiosks(transaction, heard);
    write_boots(transaction, heard);
}

} // namespace accanto::hub

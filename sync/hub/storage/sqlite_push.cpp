#include "sync/hub/storage/sqlite_push.h"

#include "content/base/error.h"
#include "sync/hub/storage/stream_state.h"

#include <sqlite3.h>

#include <algorithm>

namespace accanto::hub {

namespace {

using wire::Disposition;

void bind_key(const Borrowed& statement, const Push& push) {
    statement->bindNoCopy(1, push.kiosk.point);
    statement->bindNoCopy(2, push.kiosk.id);
    if (statement->getBindParameterCount() > 2)
        statement->bind(3, push.head.epoch);
}

int64_t newest_epoch(Statements& statements, const Push& push) {
    const Borrowed q = statements("SELECT coalesce(max(epoch), 0) FROM streams WHERE point = ? AND kiosk = ?");
    bind_key(q, push);
    q->executeStep();
    return q->getColumn(0).getInt64();
}

StreamState read_stream(Statements& statements, const Push& push) {
    const Borrowed q = statements("SELECT through, chain FROM streams WHERE point = ? AND kiosk = ? AND epoch = ?");
    bind_key(q, push);
    StreamState out;
    if (!q->executeStep())
        return out;
    out.is_new = false;
    out.through = q->getColumn(0).getInt64();
    out.chain = q->getColumn(1).isNull() ? std::nullopt : std::optional(q->getColumn(1).getString());
    return out;
}

void raise_alarm(Statements& statements, const Push& push, int64_t seq, const char* kind, const char* detail, std::string_view bytes) {
    const Borrowed q = statements("INSERT INTO alarms (point, kiosk, epoch, seq, at_ms, kind, detail, bytes) VALUES (?,?,?,?,?,?,?,?)");
    bind_key(q, push);
    q->bind(4, seq);
    q->bind(5, push.received_ms);
    q->bind(6, kind);
    q->bind(7, detail);
    q->bind(8, bytes.data(), int(bytes.size()));
    q->exec();
}

// Of what is below the watermark: the bytes we have must be the bytes that come. Answers the first seq whose are not.
std::optional<int64_t> find_other_bytes(Statements& statements, const Push& push, int64_t watermark) {
    const Borrowed q = statements("SELECT digest FROM events WHERE point = ? AND kiosk = ? AND epoch = ? AND seq = ?");
    for (const Incoming& event : push.events) {
        if (event.seq > watermark)
            break;
        bind_key(q, push);
        q->bind(4, event.seq);
        if (q->executeStep() && !q->getColumn(0).isNull() && q->getColumn(0).getString() != view(event.digest))
            return event.seq;
        q->reset();
    }
    return std::nullopt;
}

// Writes events and holes of one push, keeping count.
class EventWriter {
public:
    EventWriter(SqliteSession& session, const Push& push)
        : m_db(*session.connection), m_sums(session.sums), m_push(push),
          m_insert(session.statements("INSERT INTO events (point, kiosk, epoch, seq, disposition, id, type, problem, received_ms, from_ms, to_ms,"
                                      " digest, bytes) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (point, kiosk, epoch, seq) DO UPDATE SET"
                                      " disposition = excluded.disposition, id = excluded.id, type = excluded.type, problem = excluded.problem,"
                                      " received_ms = excluded.received_ms, from_ms = excluded.from_ms, to_ms = excluded.to_ms,"
                                      " digest = excluded.digest, bytes = excluded.bytes WHERE events.disposition = 'absent'")),
          m_present(session.statements("SELECT disposition FROM events WHERE point = ? AND kiosk = ? AND epoch = ? AND seq = ?")) {}

    // What became of it. Below the watermark only an event that was declared absent before can still be new.
    Disposition add(const Incoming& event, int64_t watermark) {
        if (event.seq <= watermark && !is_absent(event.seq))
            return Disposition::duplicate;
        Disposition disposition = event.disposition;
        if (!insert(event.seq, wire::to_text(disposition), event.id, event)) {
            disposition = Disposition::duplicate;   // its id must not be claimed again
            insert(event.seq, wire::to_text(disposition), "", event);
        }
        if (disposition == Disposition::stored)
            m_rollup.add(event);
        stored += disposition == Disposition::stored;
        quarantined += disposition == Disposition::quarantined;
        refused += disposition == Disposition::refused;
        return disposition;
    }
    void add_figures() { m_sums.add(m_push.kiosk.point, m_push.kiosk.id, m_rollup); }
    void add_absent(int64_t seq) {
        insert(seq, "absent", "", Incoming{});
        ++absent;
    }

    int64_t stored = 0, quarantined = 0, refused = 0, absent = 0;

private:
    bool is_absent(int64_t seq) {
        m_present->reset();
        bind_key(m_present, m_push);
        m_present->bind(4, seq);
        return m_present->executeStep() && m_present->getColumn(0).getString() == "absent";
    }
    // False when the id stands under another number: rare, and looked for by the index alone.
    bool insert(int64_t seq, const char* disposition, const std::string& id, const Incoming& event) {
        m_insert->tryReset();   // which tells once more what the last one ended with
        m_insert->clearBindings();
        m_insert->bindNoCopy(1, m_push.kiosk.point);
        m_insert->bindNoCopy(2, m_push.kiosk.id);
        m_insert->bind(3, m_push.head.epoch);
        m_insert->bind(4, seq);
        m_insert->bindNoCopy(5, disposition);
        if (!id.empty())
            m_insert->bindNoCopy(6, id);
        if (!event.type.empty())
            m_insert->bindNoCopy(7, event.type);
        if (!event.problem.empty())
            m_insert->bindNoCopy(8, event.problem);
        m_insert->bind(9, m_push.received_ms);
        m_insert->bind(10, event.happened.from_ms);
        m_insert->bind(11, event.happened.to_ms);
        if (event.bytes.data())
            m_insert->bindNoCopy(12, event.digest.data(), int(event.digest.size()));
        if (event.bytes.data() && event.disposition != Disposition::refused)
            m_insert->bindNoCopy(13, event.bytes.data(), int(event.bytes.size()));
        const int ended = m_insert->tryExecuteStep();
        if (ended != SQLITE_DONE && m_db.getExtendedErrorCode() != SQLITE_CONSTRAINT_UNIQUE)
            throw SQLite::Exception(m_db.getHandle(), ended);
        return ended == SQLITE_DONE;
    }

    SQLite::Database& m_db;
    SqliteSums& m_sums;
    const Push& m_push;
    Rollup m_rollup;
    const Borrowed m_insert, m_present;
};

void write_stream(Statements& statements, const Push& push, int64_t through) {
    const Borrowed q = statements("INSERT INTO streams (point, kiosk, epoch, through, chain) VALUES (?,?,?,?,?)"
                                  " ON CONFLICT DO UPDATE SET through = excluded.through,"
                                  " chain = CASE WHEN excluded.through > through THEN excluded.chain ELSE chain END");
    bind_key(q, push);
    q->bind(4, through);
    if (!push.head.chain.empty())
        q->bind(5, push.head.chain.data(), int(push.head.chain.size()));
    q->exec();
}

void write_counts(Statements& statements, const Push& push, const EventWriter& counts) {
    const Borrowed q = statements("UPDATE kiosks SET stored = stored + ?3, quarantined = quarantined + ?4, refused = refused + ?5,"
                                  " absent = absent + ?6 WHERE point = ?1 AND kiosk = ?2");
    q->bind(1, push.kiosk.point);
    q->bind(2, push.kiosk.id);
    q->bind(3, counts.stored);
    q->bind(4, counts.quarantined);
    q->bind(5, counts.refused);
    q->bind(6, counts.absent);
    q->exec();
}

// How the kiosk is. What came on a stick tells how it was, and counts where nothing newer is known; its clock cannot be compared.
void write_health(Statements& statements, const Push& push) {
    const Borrowed q = statements("UPDATE kiosks SET last_seen_ms = ?3, health = ?4, clock_off_ms = coalesce(?5, clock_off_ms)"
                                  " WHERE point = ?1 AND kiosk = ?2 AND (?6 OR coalesce(last_seen_ms, 0) < ?3)");
    q->bind(1, push.kiosk.point);
    q->bind(2, push.kiosk.id);
    q->bind(3, push.came_now ? push.received_ms : std::min(push.clock.wall_ms, push.received_ms));
    q->bind(4, wire::to_field(push.health));
    if (push.came_now)
        q->bind(5, push.clock.wall_ms - push.received_ms);
    q->bind(6, push.came_now ? 1 : 0);
    q->exec();
    if (!push.came_now)
        return;
    const Borrowed boot = statements("INSERT INTO boots (point, kiosk, boot, offset_ms, received_ms) VALUES (?,?,?,?,?)"
                                  " ON CONFLICT DO UPDATE SET offset_ms = excluded.offset_ms, received_ms = excluded.received_ms");
    boot->bind(1, push.kiosk.point);
    boot->bind(2, push.kiosk.id);
    boot->bind(3, push.clock.boot);
    boot->bind(4, push.received_ms - push.clock.mono_ms);
    boot->bind(5, push.received_ms);
    boot->exec();
}

} // namespace

PushResult push_within(SqliteSession& session, const Push& push) {
    using What = PushResult::What;
    Statements& statements = session.statements;
    if (int64_t newest = newest_epoch(statements, push); push.head.epoch < newest)
        return {What::stale_epoch, newest, 0, {}};
    const StreamState stream = read_stream(statements, push);
    PushResult out{What::accepted, push.head.epoch, stream.through, {}};
    if (push.head.from > stream.through + 1) {
        out.what = What::gap;
        return out;
    }
    if (auto seq = find_other_bytes(statements, push, stream.through)) {
        for (const Incoming& event : push.events)
            if (event.seq == *seq)
                raise_alarm(statements, push, *seq, "other_bytes", "two devices send under this name, or a disk was copied", event.bytes);
        write_health(statements, push);
        out.what = What::clone;
        return out;
    }
    EventWriter writer(session, push);
    for (int64_t seq : push.head.absent)
        if (seq > stream.through)
            writer.add_absent(seq);
    for (const Incoming& event : push.events)
        if (Disposition d = writer.add(event, stream.through); d != Disposition::stored)
            out.dispositions.emplace_back(event.seq, d);
    writer.add_figures();
    if (breaks_chain(push, stream))
        raise_alarm(statements, push, push.head.through, "chain", broken_chain, {});
    out.through = std::max(stream.through, push.head.through);
    if (stream.is_new || out.through > stream.through || !push.events.empty())
        write_stream(statements, push, out.through);
    write_counts(statements, push, writer);
    write_health(statements, push);
    return out;
}

} // namespace accanto::hub

#include "sync/hub/storage/postgres_events.h"

#include "sync/hub/storage/postgres_schema.h"
#include "sync/hub/storage/rollup.h"

namespace accanto::hub {

namespace {

constexpr std::string_view unique_violation = "23505";

} // namespace

std::map<int64_t, ThereAlready> read_there(PostgresTransaction& transaction, const Push& push, int64_t from,
                                           int64_t through) {
    const Rows rows = transaction.run("SELECT seq, disposition, digest FROM events"
                                      " WHERE point = $1::text AND kiosk = $2::text AND epoch = $3::bigint "
                                      "AND seq BETWEEN $4::bigint AND $5::bigint",
                                      Arguments()
                                          .text(push.kiosk.point)
                                          .text(push.kiosk.id)
                                          .number(push.head.epoch)
                                          .number(from)
                                          .number(through));
    std::map<int64_t, ThereAlready> out;
    for (size_t row = 0; row < rows.size(); ++row)
        out[rows.number(row, 0)] = {rows.text(row, 1), rows.bytes(row, 2)};
    return out;
}

void NewEvents::add_row(const Push& push, const Incoming& event, std::string_view disposition,
                        std::string_view id) {
    m_points.add(push.kiosk.point);
    m_kiosks.add(push.kiosk.id);
    m_epochs.add(push.head.epoch);
    m_seqs.add(event.seq);
    m_months.add(id.empty() ? month_of(push.received_ms) : month_of_name(id));
    m_dispositions.add(disposition);
    m_ids.add_unless_empty(id);
    m_types.add_unless_empty(event.type);
    m_problems.add_unless_empty(event.problem);
    m_received.add(push.received_ms);
    m_from.add(event.happened.from_ms);
    m_to.add(event.happened.to_ms);
    if (event.bytes.data())
        m_digests.add(view(event.digest));
    else
        m_digests.add_nothing();
    if (event.bytes.data() && event.disposition != wire::Disposition::refused)
        m_bytes.add(event.bytes);
    else
        m_bytes.add_nothing();
}

void NewEvents::add_absent(const Push& push, int64_t seq) {
    Incoming nothing;
    nothing.seq = seq;
    add_row(push, nothing, "absent", "");
}

// That an id is there already is rare, and looking for each before it goes in doubles the work: it is looked
// for when PostgreSQL has refused all of them.
bool NewEvents::write(PostgresTransaction& transaction) {
    static const std::string insert =
        "INSERT INTO events (point, kiosk, epoch, seq, month, disposition, id, type, problem, received_ms, "
        "from_ms, to_ms, digest, bytes)"
        " SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], "
        "$7::text[], $8::text[],"
        " $9::text[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bytea[], $14::bytea[])";
    const size_t count = m_seqs.size();
    const Arguments rows =
        Arguments::taking(m_points, m_kiosks, m_epochs, m_seqs, m_months, m_dispositions, m_ids, m_types,
                          m_problems, m_received, m_from, m_to, m_digests, m_bytes);
    transaction.run_script("SAVEPOINT events");
    try {
        transaction.run(insert, rows);
        transaction.run_script("RELEASE events");
        return true;
    } catch (const PostgresError& e) {
        if (e.state() != unique_violation)
            throw;
    }
    transaction.run_script("ROLLBACK TO events");
    return transaction.run(insert + " ON CONFLICT DO NOTHING", rows).changed() == count;
}

void forget_absent(PostgresTransaction& transaction, const Push& push, const std::vector<int64_t>& seqs) {
    transaction.run(
        "DELETE FROM events WHERE point = $1::text AND kiosk = $2::text AND epoch = $3::bigint AND seq = ANY "
        "($4::bigint[]) AND disposition = 'absent'",
        Arguments().text(push.kiosk.point).text(push.kiosk.id).number(push.head.epoch).numbers(seqs));
}

std::set<int64_t> months_of(const Push& push) {
    std::set<int64_t> out{month_of(push.received_ms)};
    for (const Incoming& event : push.events) {
        out.insert(month_of_name(event.id));
        if (event.visit)
            out.insert(month_of_name(event.visit->visit));
        if (event.booking)
            out.insert(month_of_name(event.booking->booking));
        for (const Figure& figure : event.figures)
            out.insert(day_number(figure.day) / 100);
    }
    return out;
}

} // namespace accanto::hub

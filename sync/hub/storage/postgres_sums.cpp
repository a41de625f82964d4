#include "sync/hub/storage/postgres_sums.h"

#include "sync/hub/storage/postgres_schema.h"
#include "sync/hub/storage/spreads.h"

namespace accanto::hub {

namespace {

using Type = Column::Type;

// Adds to rows of blobs, which are there or not: `read` gives, of the keys that are there, their number from
// 1 and the blob; `write` takes the same keys and the blobs to be.
void add_to_blobs(PostgresTransaction& transaction, const std::string& read, const std::string& write,
                  const std::function<Arguments()>& keys, const std::vector<const Rollup::Values*>& more) {
    if (more.empty())
        return;
    const Rows rows = transaction.run(read, keys());
    std::map<int64_t, Spread> there;
    for (size_t row = 0; row < rows.size(); ++row)
        there[rows.number(row, 0)] = spread_of_signed(rows.bytes(row, 1));
    Column blobs(Type::bytes);
    int64_t number = 0;
    for (const Rollup::Values* values : more)
        blobs.add(to_signed_blob(sum_of(there[++number], Spread(values->begin(), values->end()))));
    transaction.run(write, keys().column(std::move(blobs)));
}

} // namespace

void PostgresSums::add(std::vector<Gathered>& of_kiosks) {
    read_visits(of_kiosks);
    read_bookings(of_kiosks);
    std::set<Rollup::Kind> kinds;
    for (Gathered& one : of_kiosks) {
        settle(one);
        kinds.merge(one.rollup.kinds());
    }
    m_kinds.learn(kinds);
    for (const Gathered& one : of_kiosks)
        add_sums(one.point, one.rollup);
}

void PostgresSums::add_sums(const std::string& point, const Rollup& rollup) {
    const Rollup::Sums sums =
        rollup.sums([this](const Rollup::Kind& kind) { return m_kinds.number_of(kind); });
    for (const std::string& at : {point, m_slot}) {
        for (const auto& [key, count] : sums.figures)
            m_figures[{at, key.first, key.second}] += count;
        for (const auto& [key, values] : sums.spreads)
            for (const auto& [value, count] : values)
                m_spreads[{at, key.first, key.second}][value] += count;
    }
    for (const auto& [key, count] : sums.tallies)
        m_tallies[{key.first, key.second, point}] += count;
    for (const auto& [span, values] : sums.waits)
        for (const auto& [value, count] : values)
            m_waits[{point, span}][value] += count;
}

void PostgresSums::write() {
    write_visits();
    write_bookings();
    write_facts();
    write_counts();
    write_spreads();
    write_waits();
}

void PostgresSums::write_counts() {
    if (m_figures.empty())
        return;
    Column points(Type::text), months(Type::number), spans(Type::number), kinds(Type::number),
        counts(Type::number);
    for (const auto& [key, count] : m_figures) {
        points.add(std::get<0>(key));
        months.add(month_of_span(std::get<1>(key)));
        spans.add(std::get<1>(key));
        kinds.add(std::get<2>(key));
        counts.add(count);
    }
    m_transaction.run(
        "INSERT INTO figures AS f (point, month, span, kind, count)"
        " SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])"
        " ON CONFLICT (point, span, kind, month) DO UPDATE SET count = f.count + excluded.count",
        Arguments::taking(points, months, spans, kinds, counts));
    Column of_points(Type::text), of_months(Type::number), of_spans(Type::number), whats(Type::text),
        tallies(Type::number);
    for (const auto& [key, count] : m_tallies) {
        of_points.add(std::get<2>(key));
        of_months.add(month_of_span(std::get<1>(key)));
        of_spans.add(std::get<1>(key));
        whats.add(std::get<0>(key));
        tallies.add(count);
    }
    if (whats.size() > 0)
        m_transaction.run(
            "INSERT INTO tallies AS t (point, month, span, what, count)"
            " SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[])"
            " ON CONFLICT (what, span, point, month) DO UPDATE SET count = t.count + excluded.count",
            Arguments::taking(of_points, of_months, of_spans, whats, tallies));
}

void PostgresSums::write_spreads() {
    std::vector<const Rollup::Values*> more;
    for (const auto& [key, values] : m_spreads)
        more.push_back(&values);
    const auto keys = [&] {
        Column points(Type::text), months(Type::number), spans(Type::number), kinds(Type::number);
        for (const auto& [key, values] : m_spreads) {
            points.add(std::get<0>(key));
            months.add(month_of_span(std::get<1>(key)));
            spans.add(std::get<1>(key));
            kinds.add(std::get<2>(key));
        }
        return Arguments::taking(points, months, spans, kinds);
    };
    add_to_blobs(m_transaction,
                 "SELECT k.n, s.counts FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) "
                 "WITH ORDINALITY AS k (point, month, span, kind, n)"
                 " JOIN spreads s ON s.point = k.point AND s.month = k.month::int AND s.span = k.span::int "
                 "AND s.kind = k.kind::int",
                 "INSERT INTO spreads (point, month, span, kind, counts)"
                 " SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bytea[])"
                 " ON CONFLICT (point, span, kind, month) DO UPDATE SET counts = excluded.counts",
                 keys, more);
}

void PostgresSums::write_waits() {
    std::vector<const Rollup::Values*> more;
    for (const auto& [key, values] : m_waits)
        more.push_back(&values);
    const auto keys = [&] {
        Column points(Type::text), months(Type::number), spans(Type::number);
        for (const auto& [key, values] : m_waits) {
            points.add(key.first);
            months.add(month_of_span(key.second));
            spans.add(key.second);
        }
        return Arguments::taking(points, months, spans);
    };
    add_to_blobs(
        m_transaction,
        "SELECT k.n, w.counts FROM unnest($1::text[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS k "
        "(point, month, span, n)"
        " JOIN point_waits w ON w.point = k.point AND w.month = k.month::int AND w.span = k.span::int",
        "INSERT INTO point_waits (point, month, span, counts) SELECT * FROM unnest($1::text[], $2::bigint[], "
        "$3::bigint[], $4::bytea[])"
        " ON CONFLICT (point, span, month) DO UPDATE SET counts = excluded.counts",
        keys, more);
}

} // namespace accanto::hub

#include "sync/hub/storage/postgres_reads.h"
#include "sync/hub/storage/postgres_schema.h"
#include "sync/hub/storage/spreads.h"

namespace accanto::hub {

namespace {

// Under which points sums stand: those of the whole network under each writer's own.
std::vector<std::string> places_of(PostgresTransaction& transaction, const std::vector<std::string>& points) {
    if (!points.empty())
        return points;
    const Rows rows = transaction.run("SELECT slot FROM slots");
    std::vector<std::string> out;
    for (size_t row = 0; row < rows.size(); ++row)
        out.push_back(rows.text(row, 0));
    return out;
}

// $1, $2: its first and last span; $3, $4: their months, which name the parts that are read.
Arguments in(const SpanRange& range) {
    return Arguments()
        .number(range.from)
        .number(range.to)
        .number(month_of_span(range.from))
        .number(month_of_span(range.to));
}

} // namespace

std::vector<FigureRow> read_figures(PostgresTransaction& transaction, PostgresKinds& kinds,
                                    const FigureFilter& filter) {
    FigureSums sums(kinds.all(transaction), filter);
    const std::vector<std::string> places = places_of(transaction, filter.points);
    for (const SpanRange& range : ranges_of(filter)) {
        const Rows counts =
            transaction.run("SELECT span, kind, sum(count)::bigint FROM figures WHERE point = ANY "
                            "($5::text[]) AND span BETWEEN $1::bigint AND $2::bigint"
                            " AND month BETWEEN $3::bigint AND $4::bigint GROUP BY span, kind",
                            in(range).texts(places));
        for (size_t row = 0; row < counts.size(); ++row)
            sums.add(counts.number(row, 0), counts.number(row, 1), counts.number(row, 2));
        const Rows spreads = transaction.run("SELECT kind, counts FROM spreads WHERE point = ANY "
                                             "($5::text[]) AND span BETWEEN $1::bigint AND $2::bigint"
                                             " AND month BETWEEN $3::bigint AND $4::bigint",
                                             in(range).texts(places));
        for (size_t row = 0; row < spreads.size(); ++row)
            if (const int64_t kind = spreads.number(row, 0); sums.is_asked(kind))
                sums.add(kind, spread_of_signed(spreads.bytes(row, 1)));
    }
    return sums.rows();
}

std::vector<FigureRow> PostgresReads::figures(const FigureFilter& filter) {
    return m_pool.with([&](PostgresConnection& connection) {
        PostgresTransaction transaction(connection);
        transaction.run_script(
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"); // kinds and sums of the same
                                                                           // moment
        return read_figures(transaction, m_kinds, filter);
    });
}

std::vector<TallyRow> PostgresReads::tallies(const std::string& from_day, const std::string& to_day) {
    std::vector<TallyRow> out;
    for (const SpanRange& range : ranges_of(from_day, to_day)) {
        const Rows rows = ask("SELECT point, what, span, count FROM tallies WHERE what = ANY (ARRAY['visit', "
                              "'ticket', 'service', 'newcomer'])"
                              " AND span BETWEEN $1::bigint AND $2::bigint AND month BETWEEN $3::bigint AND "
                              "$4::bigint ORDER BY what, span, point",
                              in(range));
        for (size_t row = 0; row < rows.size(); ++row)
            out.push_back(
                {rows.text(row, 0), rows.text(row, 1), span_text(rows.number(row, 2)), rows.number(row, 3)});
    }
    return out;
}

std::map<std::string, Spread> PostgresReads::point_waits(const std::string& from_day,
                                                         const std::string& to_day) {
    std::map<std::string, Spread> out;
    for (const SpanRange& range : ranges_of(from_day, to_day)) {
        const Rows rows = ask("SELECT point, counts FROM point_waits WHERE span BETWEEN $1::bigint AND "
                              "$2::bigint AND month BETWEEN $3::bigint AND $4::bigint",
                              in(range));
        for (size_t row = 0; row < rows.size(); ++row) {
            Spread& of = out[rows.text(row, 0)];
            of = sum_of(of, spread_of_signed(rows.bytes(row, 1)));
        }
    }
    return out;
}

} // namespace accanto::hub

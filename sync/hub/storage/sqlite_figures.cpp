#include "sync/hub/storage/sqlite_figures.h"

#include "sync/hub/storage/spreads.h"

#include <algorithm>

namespace accanto::hub {

namespace {

std::vector<int64_t> places_of(SQLite::Database& db, const std::vector<std::string>& points) {
    if (points.empty())
        return {0};
    std::vector<int64_t> out;
    SQLite::Statement q(db, "SELECT place FROM places WHERE point = ?");
    for (const std::string& point : points) {
        q.reset();
        q.bind(1, point);
        if (q.executeStep())
            out.push_back(q.getColumn(0).getInt64());
    }
    return out;
}

Spread spread_in(const SQLite::Statement& row, int column) {
    const auto blob = row.getColumn(column);
    return spread_of({static_cast<const char*>(blob.getBlob()), size_t(blob.getBytes())});
}

// Of a statement whose parameters are a place and the first and last day of a range.
template <typename Row>
void each_row(SQLite::Statement& q, const std::vector<SpanRange>& ranges, const std::vector<int64_t>& places, Row&& row) {
    for (const SpanRange& range : ranges)
        for (int64_t place : places) {
            q.reset();
            q.bind(1, place);
            q.bind(2, range.from);
            q.bind(3, range.to);
            while (q.executeStep())
                row();
        }
}

} // namespace

FigureSums::Kinds Kinds::all(SQLite::Database& db) {
    std::lock_guard lock(m_mutex);
    SQLite::Statement q(db, "SELECT kind, what, detail, language, topics FROM kinds WHERE kind >= ?");
    q.bind(1, int64_t(m_known->size()));
    std::shared_ptr<std::vector<Rollup::Kind>> more;
    while (q.executeStep()) {
        if (!more)
            more = std::make_shared<std::vector<Rollup::Kind>>(*m_known);
        more->resize(std::max(more->size(), size_t(q.getColumn(0).getInt64()) + 1));
        (*more)[size_t(q.getColumn(0).getInt64())] = {q.getColumn(1).getString(), q.getColumn(2).getString(),
                                                      q.getColumn(3).getString(), q.getColumn(4).getString()};
    }
    if (more)
        m_known = std::move(more);
    return m_known;
}

std::vector<FigureRow> read_figures(SQLite::Database& db, Kinds& kinds, const FigureFilter& filter) {
    SQLite::Transaction one_moment(db); // kinds and sums of the same commit
    FigureSums sums(kinds.all(db), filter);
    const std::vector<SpanRange> ranges = ranges_of(filter);
    const std::vector<int64_t> places = places_of(db, filter.points);
    SQLite::Statement counts(db, "SELECT span, kind, count FROM figures WHERE place = ? AND span BETWEEN ? AND ?");
    each_row(counts, ranges, places, [&] {
        sums.add(counts.getColumn(0).getInt64(), counts.getColumn(1).getInt64(), counts.getColumn(2).getInt64());
    });
    SQLite::Statement spreads(db, "SELECT kind, counts FROM spreads WHERE place = ? AND span BETWEEN ? AND ?");
    each_row(spreads, ranges, places, [&] {
        if (const int64_t kind = spreads.getColumn(0).getInt64(); sums.is_asked(kind))
            sums.add(kind, spread_in(spreads, 1));
    });
    return sums.rows();
}

std::vector<TallyRow> read_tallies(SQLite::Database& db, const std::string& from_day,
                                   const std::string& to_day) {
    std::vector<TallyRow> out;
    SQLite::Statement q(
        db,
        "SELECT point, what, span, sum(count) FROM tallies JOIN places USING (place) WHERE what IN"
        " ('visit', 'ticket', 'service', 'newcomer') AND span BETWEEN ? AND ? GROUP BY what, span, place");
    for (const SpanRange& range : ranges_of(from_day, to_day)) {
        q.reset();
        q.bind(1, range.from);
        q.bind(2, range.to);
        while (q.executeStep())
            out.push_back({q.getColumn(0).getString(), q.getColumn(1).getString(),
                           span_text(q.getColumn(2).getInt64()), q.getColumn(3).getInt64()});
    }
    return out;
}

std::map<std::string, Spread> read_point_waits(SQLite::Database& db, const std::string& from_day,
                                               const std::string& to_day) {
    std::map<std::string, Spread> out;
    SQLite::Statement q(db, "SELECT point, counts FROM point_waits JOIN places USING (place) WHERE place = ? AND span BETWEEN ? AND ?");
    std::vector<int64_t> places;
    for (SQLite::Statement all(db, "SELECT place FROM places"); all.executeStep();)
        places.push_back(all.getColumn(0).getInt64());
    each_row(q, ranges_of(from_day, to_day), places, [&] {
        Spread& of = out[q.getColumn(0).getString()];
        of = sum_of(of, spread_in(q, 1));
    });
    return out;
}

} // namespace accanto::hub

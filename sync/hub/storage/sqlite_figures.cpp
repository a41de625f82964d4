#include "sync/hub/storage/sqlite_figures.h"

#include "content/base/clock.h"
#include "sync/hub/storage/sqlite_spreads.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::hub {

namespace {

struct Range {
    int64_t from = 0, to = 0; // both days, or both months
};

std::string day_after(const std::string& day, int days) {
    return days_after(day, days).value_or(day);
}
bool begins_month(const std::string& day) {
    return day.ends_with("-01");
}

// The days from..to as few rows: whole months where there are any, and the days before and after them.
std::vector<Range> ranges_of(const std::string& from, const std::string& to) {
    std::vector<Range> out;
    if (!days_between(from, to) || *days_between(from, to) < 0)
        return out;
    std::string first = from, last = to; // of the whole months
    while (!begins_month(first) && first <= to)
        first = day_after(first, 1);
    while (!begins_month(day_after(last, 1)) && last >= first)
        last = day_after(last, -1);
    if (first > to || last < first)
        return {{day_number(from), day_number(to)}};
    if (from < first)
        out.push_back({day_number(from), day_number(day_after(first, -1))});
    out.push_back({day_number(first) / 100, day_number(last) / 100});
    if (last < to)
        out.push_back({day_number(day_after(last, 1)), day_number(to)});
    return out;
}

std::string span_text(int64_t span) {
    return span > 999'999 ? fmt::format("{:04}-{:02}-{:02}", span / 10000, span / 100 % 100, span % 100)
                          : fmt::format("{:04}-{:02}", span / 100, span % 100);
}

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

bool holds(const std::vector<std::string>& list, const std::string& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

Spread spread_in(const SQLite::Statement& row, int column) {
    const auto blob = row.getColumn(column);
    return spread_of({static_cast<const char*>(blob.getBlob()), size_t(blob.getBytes())});
}

int64_t sum_of_counts(const Spread& spread) {
    int64_t out = 0;
    for (const auto& [value, count] : spread)
        out += count;
    return out;
}

// Of a statement whose parameters are a place and the first and last day of a range.
template <class Row> void each_row(SQLite::Statement& q, const std::vector<Range>& ranges, const std::vector<int64_t>& places, Row row) {
    for (const Range& range : ranges)
        for (int64_t place : places) {
            q.reset();
            q.bind(1, place);
            q.bind(2, range.from);
            q.bind(3, range.to);
            while (q.executeStep())
                row();
        }
}

// Of the kinds that are asked for, over all ranges and places.
std::map<size_t, Spread> read_spreads(SQLite::Database& db, const std::vector<Range>& ranges, const std::vector<int64_t>& places,
                                      const std::vector<char>& asked) {
    std::map<size_t, Spread> out;
    SQLite::Statement q(db, "SELECT kind, counts FROM spreads WHERE place = ? AND span BETWEEN ? AND ?");
    each_row(q, ranges, places, [&] {
        if (const size_t kind = size_t(q.getColumn(0).getInt64()); asked[kind])
            out[kind] = sum_of(out[kind], spread_in(q, 1));
    });
    return out;
}

} // namespace

std::shared_ptr<const std::vector<Kinds::Kind>> Kinds::all(SQLite::Database& db) {
    std::lock_guard lock(m_mutex);
    SQLite::Statement q(db, "SELECT kind, what, detail, language, topics FROM kinds WHERE kind >= ?");
    q.bind(1, int64_t(m_known->size()));
    std::shared_ptr<std::vector<Kind>> more;
    while (q.executeStep()) {
        if (!more)
            more = std::make_shared<std::vector<Kind>>(*m_known);
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
    const auto known = kinds.all(db);
    std::vector<int64_t> sums(known->size());
    std::vector<char> apart(known->size()), asked(known->size());
    for (size_t kind = 0; kind < known->size(); ++kind) {
        asked[kind] = filter.whats.empty() || holds(filter.whats, (*known)[kind].what);
        apart[kind] = asked[kind] && holds(filter.in_time, (*known)[kind].what);
    }
    std::map<std::pair<int64_t, size_t>, int64_t> in_time;
    SQLite::Statement q(db, "SELECT span, kind, count FROM figures WHERE place = ? AND span BETWEEN ? AND ?");
    // What goes on in time is drawn by days where these are few enough to be drawn.
    const bool by_days = !filter.in_time.empty() && days_between(filter.from_day, filter.to_day).value_or(most_days_apart + 1) <= most_days_apart;
    const std::vector<Range> ranges = by_days ? std::vector<Range>{{day_number(filter.from_day), day_number(filter.to_day)}}
                                              : ranges_of(filter.from_day, filter.to_day);
    const std::vector<int64_t> places = places_of(db, filter.points);
    each_row(q, ranges, places, [&] {
        const size_t kind = size_t(q.getColumn(1).getInt64());
        if (apart[kind])
            in_time[{q.getColumn(0).getInt64(), kind}] += q.getColumn(2).getInt64();
        else if (asked[kind])
            sums[kind] += q.getColumn(2).getInt64();
    });
    std::vector<FigureRow> out;
    auto add = [&](size_t number, int64_t count, std::string span) {
        const Kinds::Kind& kind = (*known)[number];
        if (count != 0)
            out.push_back({kind.what, kind.detail, kind.language, kind.topics, count, std::move(span), {}});
    };
    for (size_t kind = 0; kind < sums.size(); ++kind)
        add(kind, sums[kind], "");
    for (const auto& [key, count] : in_time)
        add(key.second, count, span_text(key.first));
    for (auto& [number, spread] : read_spreads(db, ranges, places, asked)) {
        const Kinds::Kind& kind = (*known)[number];
        if (const int64_t count = sum_of_counts(spread); count != 0)
            out.push_back({kind.what, "", kind.language, kind.topics, count, "", std::move(spread)});
    }
    return out;
}

std::vector<TallyRow> read_tallies(SQLite::Database& db, const std::string& from_day,
                                   const std::string& to_day) {
    std::vector<TallyRow> out;
    SQLite::Statement q(
        db,
        "SELECT point, what, span, sum(count) FROM tallies JOIN places USING (place) WHERE what IN"
        " ('visit', 'ticket', 'service', 'newcomer') AND span BETWEEN ? AND ? GROUP BY what, span, place");
    for (const Range& range : ranges_of(from_day, to_day)) {
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

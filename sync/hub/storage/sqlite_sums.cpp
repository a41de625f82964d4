#include "sync/hub/storage/sqlite_sums.h"

#include "sync/hub/storage/spreads.h"

#include <type_traits>
#include <utility>

namespace accanto::hub {

namespace {

// More kinds than a network ever counts; so many are forgotten and looked up again.
constexpr size_t most_numbers = 50'000;

// Runs a statement for one row.
template <typename... Values>
void run(const Borrowed& statement, const Values&... values) {
    int column = 0;
    (statement->bind(++column, values), ...);
    statement->exec();
    statement->reset();
}

// One row of a table of blobs, which is there or not.
void add_spread(const Borrowed& read, const Borrowed& write, std::initializer_list<int64_t> key, const Rollup::Values& values) {
    int column = 0;
    for (int64_t part : key) {
        read->bind(++column, part);
        write->bind(column, part);
    }
    Spread all(values.begin(), values.end());
    if (read->executeStep()) {
        const auto blob = read->getColumn(0);
        all = sum_of(spread_of({static_cast<const char*>(blob.getBlob()), size_t(blob.getBytes())}), all);
    }
    read->reset();
    const std::string blob = to_blob(all);
    write->bind(column + 1, blob.data(), int(blob.size()));
    write->exec();
    write->reset();
}

std::optional<int64_t> moment(const Borrowed& q, int column) {
    return q->getColumn(column).isNull() ? std::nullopt : std::optional(q->getColumn(column).getInt64());
}

void bind_moment(const Borrowed& q, int index, const std::optional<int64_t>& value) {
    if (value)
        q->bind(index, *value);
}

template <typename Key, typename Value>
void add_up(std::map<Key, Value>& to, const std::map<Key, Value>& from) {
    for (const auto& [key, value] : from)
        if constexpr (std::is_same_v<Value, int64_t>)
            to[key] += value;
        else
            add_up(to[key], value);
}

} // namespace

int64_t SqliteSums::look_up(const Rollup::Kind& kind) {
    for (const char* sql : {"SELECT kind FROM kinds WHERE what = ?1 AND detail = ?2 AND language = ?3 AND topics = ?4",
                            "INSERT INTO kinds (what, detail, language, topics) VALUES (?1,?2,?3,?4) RETURNING kind"}) {
        const Borrowed q = m_statements(sql);
        q->bind(1, kind.what);
        q->bind(2, kind.detail);
        q->bind(3, kind.language);
        q->bind(4, kind.topics);
        if (q->executeStep())
            return q->getColumn(0).getInt64();
    }
    ACCANTO_ASSERT(!"a row that was added comes back");
    return 0;
}

// Numbers of kinds are given when one is counted for the first time.
int64_t SqliteSums::number_of(const Rollup::Kind& kind) {
    if (const auto known = m_numbers.find(kind); known != m_numbers.end())
        return known->second;
    if (m_numbers.size() >= most_numbers)
        m_numbers.clear();
    return m_numbers[kind] = look_up(kind);
}

int64_t SqliteSums::place_of(const std::string& point) {
    run(m_statements("INSERT OR IGNORE INTO places (point) VALUES (?)"), point);
    const Borrowed q = m_statements("SELECT place FROM places WHERE point = ?");
    q->bind(1, point);
    q->executeStep();
    return q->getColumn(0).getInt64();
}

void SqliteSums::settle_visits(const std::string& point, const std::string& kiosk, Rollup& rollup) {
    const Borrowed known = m_statements("SELECT day, language, started_ms, success_ms, ticket FROM visits WHERE"
                                       " point = ? AND kiosk = ? AND visit = ?");
    const Borrowed write = m_statements("INSERT OR REPLACE INTO visits (point, kiosk, visit, day, language, started_ms,"
                                       " success_ms, ticket) VALUES (?,?,?,?,?,?,?,?)");
    rollup.settle_visits(
        [&](const std::string& id) -> std::optional<Rollup::Visit> {
            known->reset();
            known->bind(1, point);
            known->bind(2, kiosk);
            known->bind(3, id);
            if (!known->executeStep())
                return std::nullopt;
            return Rollup::Visit{known->getColumn(0).getString(), known->getColumn(1).getString(), moment(known, 2),
                                 moment(known, 3), known->getColumn(4).getInt() != 0};
        },
        [&](const std::string& id, const Rollup::Visit& visit) {
            write->reset();
            write->clearBindings();
            write->bind(1, point);
            write->bind(2, kiosk);
            write->bind(3, id);
            write->bind(4, visit.day);
            write->bind(5, visit.language);
            bind_moment(write, 6, visit.started_ms);
            bind_moment(write, 7, visit.success_ms);
            write->bind(8, visit.ticket);
            write->exec();
        });
}

void SqliteSums::settle_bookings(const std::string& point, Rollup& rollup) {
    if (rollup.booking_ids().empty())
        return;
    const Borrowed known = m_statements("SELECT told_ms, day, topic, language, placed_ms, missed_ms, arrived, cancelled"
                                       " FROM bookings WHERE point = ? AND booking = ?");
    const Borrowed write = m_statements("INSERT OR REPLACE INTO bookings (point, booking, told_ms, day, topic, language,"
                                       " placed_ms, missed_ms, arrived, cancelled) VALUES (?,?,?,?,?,?,?,?,?,?)");
    rollup.settle_bookings(
        [&](const std::string& booking) -> std::optional<BookingPart> {
            known->reset();
            known->bind(1, point);
            known->bind(2, booking);
            if (!known->executeStep())
                return std::nullopt;
            return BookingPart{booking,
                               known->getColumn(0).getInt64(),
                               known->getColumn(1).getString(),
                               known->getColumn(2).getString(),
                               known->getColumn(3).getString(),
                               moment(known, 4),
                               moment(known, 5),
                               known->getColumn(6).getInt() != 0,
                               known->getColumn(7).getInt() != 0};
        },
        [&](const BookingPart& part) {
            write->reset();
            write->clearBindings();
            write->bind(1, point);
            write->bind(2, part.booking);
            write->bind(3, part.told_ms);
            write->bind(4, part.day);
            write->bind(5, part.topic);
            write->bind(6, part.language);
            bind_moment(write, 7, part.placed_ms);
            bind_moment(write, 8, part.missed_ms);
            write->bind(9, part.arrived);
            write->bind(10, part.cancelled);
            write->exec();
        });
}

void SqliteSums::write_facts(const std::string& point, const Rollup::Facts& facts) {
    const Borrowed add = m_statements("INSERT INTO facts (point, what, subject, value, at_ms) VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET"
                                      " value = excluded.value, at_ms = excluded.at_ms WHERE excluded.at_ms >= at_ms");
    for (const auto& [key, told] : facts)
        run(add, point, key.first, key.second, told.value, told.at_ms);
}

void SqliteSums::write_figures(int64_t place, const Rollup::Sums& sums) {
    const Borrowed add = m_statements("INSERT INTO figures (place, span, kind, count) VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET"
                                      " count = count + excluded.count");
    for (const auto& [key, count] : sums.figures)
        run(add, place, key.first, key.second, count);
}

void SqliteSums::write_spreads(int64_t place, const Rollup::Sums& sums) {
    const Borrowed read = m_statements("SELECT counts FROM spreads WHERE place = ?1 AND span = ?2 AND kind = ?3");
    const Borrowed write = m_statements("INSERT OR REPLACE INTO spreads (place, span, kind, counts) VALUES (?1, ?2, ?3, ?4)");
    for (const auto& [key, values] : sums.spreads)
        add_spread(read, write, {place, key.first, key.second}, values);
}

// What is kept for each point alone.
void SqliteSums::write_of_point(int64_t place, const Rollup::Sums& sums) {
    const Borrowed tally = m_statements("INSERT INTO tallies (what, span, place, count) VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET"
                                        " count = count + excluded.count");
    for (const auto& [key, count] : sums.tallies)
        run(tally, key.first, key.second, place, count);
    const Borrowed read = m_statements("SELECT counts FROM point_waits WHERE place = ?1 AND span = ?2");
    const Borrowed write = m_statements("INSERT OR REPLACE INTO point_waits (place, span, counts) VALUES (?1, ?2, ?3)");
    for (const auto& [span, values] : sums.waits)
        add_spread(read, write, {place, span}, values);
}

void SqliteSums::add(const std::string& point, const std::string& kiosk, Rollup& rollup) {
    settle_visits(point, kiosk, rollup);
    settle_bookings(point, rollup);
    write_facts(point, rollup.facts());
    const Rollup::Sums sums = rollup.sums([&](const Rollup::Kind& kind) { return number_of(kind); });
    if (sums.figures.empty() && sums.spreads.empty())
        return;
    const int64_t here = place_of(point);
    write_figures(here, sums);
    write_spreads(here, sums);
    write_of_point(here, sums);
    add_up(m_added.figures, sums.figures);
    add_up(m_added.spreads, sums.spreads);
}

void SqliteSums::keep() {
    add_up(m_kept.figures, m_added.figures);
    add_up(m_kept.spreads, m_added.spreads);
    m_added = {};
}

void SqliteSums::drop() {
    m_added = {};
    m_numbers.clear();   // some were given under the savepoint
}

void SqliteSums::write_network() {
    constexpr int64_t network = 0;
    write_figures(network, m_kept);
    write_spreads(network, m_kept);
    m_kept = {};
}

} // namespace accanto::hub

#include "sync/hub/storage/sqlite_sums.h"

#include "content/base/error.h"
#include "sync/hub/storage/spreads.h"

namespace accanto::hub {

namespace {

// A statement that is run for one row after the other.
class EachRow {
public:
    EachRow(SQLite::Database& db, const char* sql) : m_q(db, sql) {}
    template <typename... Values>
    void run(const Values&... values) {
        int column = 0;
        (m_q.bind(++column, values), ...);
        m_q.exec();
        m_q.reset();
    }

private:
    SQLite::Statement m_q;
};

// Numbers of kinds, given when one is counted for the first time.
class KindNumbers {
public:
    explicit KindNumbers(SQLite::Database& db)
        : m_find(db,
                 "SELECT kind FROM kinds WHERE what = ?1 AND detail = ?2 AND language = ?3 AND topics = ?4"),
          m_add(db,
                "INSERT INTO kinds (what, detail, language, topics) VALUES (?1,?2,?3,?4) RETURNING kind") {}

    int64_t of(const Rollup::Kind& kind) {
        for (SQLite::Statement* q : {&m_find, &m_add}) {
            q->reset();
            q->bind(1, kind.what);
            q->bind(2, kind.detail);
            q->bind(3, kind.language);
            q->bind(4, kind.topics);
            if (!q->executeStep())
                continue;
            const int64_t number = q->getColumn(0).getInt64();
            q->reset();
            return number;
        }
        ACCANTO_ASSERT(!"a row that was added comes back");
        return 0;
    }

private:
    SQLite::Statement m_find, m_add;
};

// One row of a table of blobs, which is there or not.
class SpreadRow {
public:
    SpreadRow(SQLite::Database& db, const std::string& read, const std::string& write) : m_read(db, read), m_write(db, write) {}

    void add(std::initializer_list<int64_t> key, const Rollup::Values& values) {
        int column = 0;
        for (int64_t part : key) {
            m_read.bind(++column, part);
            m_write.bind(column, part);
        }
        Spread all(values.begin(), values.end());
        if (m_read.executeStep()) {
            const auto blob = m_read.getColumn(0);
            all = sum_of(spread_of({static_cast<const char*>(blob.getBlob()), size_t(blob.getBytes())}), all);
        }
        m_read.reset();
        const std::string blob = to_blob(all);
        m_write.bind(column + 1, blob.data(), int(blob.size()));
        m_write.exec();
        m_write.reset();
    }

private:
    SQLite::Statement m_read, m_write;
};

std::optional<int64_t> moment(const SQLite::Statement& q, int column) {
    return q.getColumn(column).isNull() ? std::nullopt : std::optional(q.getColumn(column).getInt64());
}

void bind_moment(SQLite::Statement& q, int index, const std::optional<int64_t>& value) {
    if (value)
        q.bind(index, *value);
}

void settle_visits(SQLite::Database& db, const std::string& point, const std::string& kiosk, Rollup& rollup) {
    SQLite::Statement known(db, "SELECT day, language, started_ms, success_ms, ticket FROM visits WHERE "
                                "point = ? AND kiosk = ? AND visit = ?");
    SQLite::Statement keep(db, "INSERT OR REPLACE INTO visits (point, kiosk, visit, day, language, started_ms,"
                               " success_ms, ticket) VALUES (?,?,?,?,?,?,?,?)");
    rollup.settle_visits(
        [&](const std::string& id) -> std::optional<Rollup::Visit> {
            known.reset();
            known.bind(1, point);
            known.bind(2, kiosk);
            known.bind(3, id);
            if (!known.executeStep())
                return std::nullopt;
            return Rollup::Visit{known.getColumn(0).getString(), known.getColumn(1).getString(), moment(known, 2),
                                 moment(known, 3), known.getColumn(4).getInt() != 0};
        },
        [&](const std::string& id, const Rollup::Visit& visit) {
            keep.reset();
            keep.clearBindings();
            keep.bind(1, point);
            keep.bind(2, kiosk);
            keep.bind(3, id);
            keep.bind(4, visit.day);
            keep.bind(5, visit.language);
            bind_moment(keep, 6, visit.started_ms);
            bind_moment(keep, 7, visit.success_ms);
            keep.bind(8, visit.ticket);
            keep.exec();
        });
}

void settle_bookings(SQLite::Database& db, const std::string& point, Rollup& rollup) {
    if (rollup.booking_ids().empty())
        return;
    SQLite::Statement known(db,
                            "SELECT told_ms, day, topic, language, placed_ms, missed_ms, arrived, cancelled"
                            " FROM bookings WHERE point = ? AND booking = ?");
    SQLite::Statement keep(db,
                           "INSERT OR REPLACE INTO bookings (point, booking, told_ms, day, topic, language,"
                           " placed_ms, missed_ms, arrived, cancelled) VALUES (?,?,?,?,?,?,?,?,?,?)");
    rollup.settle_bookings(
        [&](const std::string& booking) -> std::optional<BookingPart> {
            known.reset();
            known.bind(1, point);
            known.bind(2, booking);
            if (!known.executeStep())
                return std::nullopt;
            return BookingPart{booking,
                               known.getColumn(0).getInt64(),
                               known.getColumn(1).getString(),
                               known.getColumn(2).getString(),
                               known.getColumn(3).getString(),
                               moment(known, 4),
                               moment(known, 5),
                               known.getColumn(6).getInt() != 0,
                               known.getColumn(7).getInt() != 0};
        },
        [&](const BookingPart& part) {
            keep.reset();
            keep.clearBindings();
            keep.bind(1, point);
            keep.bind(2, part.booking);
            keep.bind(3, part.told_ms);
            keep.bind(4, part.day);
            keep.bind(5, part.topic);
            keep.bind(6, part.language);
            bind_moment(keep, 7, part.placed_ms);
            bind_moment(keep, 8, part.missed_ms);
            keep.bind(9, part.arrived);
            keep.bind(10, part.cancelled);
            keep.exec();
        });
}

void write_facts(SQLite::Database& db, const std::string& point, const Rollup::Facts& facts) {
    EachRow add(db, "INSERT INTO facts (point, what, subject, value, at_ms) VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET"
                    " value = excluded.value, at_ms = excluded.at_ms WHERE excluded.at_ms >= at_ms");
    for (const auto& [key, told] : facts)
        add.run(point, key.first, key.second, told.value, told.at_ms);
}

int64_t place_of(SQLite::Database& db, const std::string& point) {
    EachRow(db, "INSERT OR IGNORE INTO places (point) VALUES (?)").run(point);
    SQLite::Statement q(db, "SELECT place FROM places WHERE point = ?");
    q.bind(1, point);
    q.executeStep();
    return q.getColumn(0).getInt64();
}

void write_spreads(SQLite::Database& db, int64_t here, const Rollup::Sums& sums) {
    if (sums.spreads.empty())
        return;
    SpreadRow of_kind(db, "SELECT counts FROM spreads WHERE place = ?1 AND span = ?2 AND kind = ?3",
                      "INSERT OR REPLACE INTO spreads (place, span, kind, counts) VALUES (?1, ?2, ?3, ?4)");
    SpreadRow of_point(db, "SELECT counts FROM point_waits WHERE place = ?1 AND span = ?2",
                       "INSERT OR REPLACE INTO point_waits (place, span, counts) VALUES (?1, ?2, ?3)");
    for (const auto& [key, values] : sums.spreads)
        for (int64_t at : {here, int64_t(0)})
            of_kind.add({at, key.first, key.second}, values);
    for (const auto& [span, values] : sums.waits)
        of_point.add({here, span}, values);
}

} // namespace

void write_sums(SQLite::Database& db, const std::string& point, const std::string& kiosk, Rollup& rollup) {
    settle_visits(db, point, kiosk, rollup);
    settle_bookings(db, point, rollup);
    write_facts(db, point, rollup.facts());
    KindNumbers kinds(db);
    const Rollup::Sums sums = rollup.sums([&](const Rollup::Kind& kind) { return kinds.of(kind); });
    if (sums.figures.empty() && sums.spreads.empty())
        return;
    const int64_t here = place_of(db, point);
    EachRow figure(db, "INSERT INTO figures (place, span, kind, count) VALUES (?,?,?,?) ON CONFLICT DO "
                       "UPDATE SET count = count + excluded.count");
    EachRow tally(db, "INSERT INTO tallies (what, span, place, count) VALUES (?,?,?,?) ON CONFLICT DO UPDATE "
                      "SET count = count + excluded.count");
    for (const auto& [key, count] : sums.figures)
        for (int64_t at : {here, int64_t(0)})
            figure.run(at, key.first, key.second, count);
    for (const auto& [key, count] : sums.tallies)
        tally.run(key.first, key.second, here, count);
    write_spreads(db, here, sums);
}

} // namespace accanto::hub

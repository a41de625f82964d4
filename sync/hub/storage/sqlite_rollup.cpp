#include "sync/hub/storage/sqlite_rollup.h"

#include "content/base/error.h"
#include "sync/hub/figures.h"
#include "sync/hub/storage/sqlite_spreads.h"

#include <algorithm>

namespace accanto::hub {

namespace {

// The sums that are kept for each point apart as well.
const char* tally_of(const std::string& what, const std::string& detail) {
    if (what == figure::visit)
        return "visit";
    if (what == figure::ticket)
        return "ticket";
    if (what == figure::help)
        return "service";
    if (what == figure::repeat && detail == "no")
        return "newcomer";
    return nullptr;
}

// Adds to one row, which is there or not.
class Sums {
public:
    Sums(SQLite::Database& db)
        : m_figure(db, "INSERT INTO figures (place, span, kind, count) VALUES (?,?,?,?) ON CONFLICT DO "
                       "UPDATE SET count = count + excluded.count"),
          m_tally(db, "INSERT INTO tallies (what, span, place, count) VALUES (?,?,?,?) ON CONFLICT DO UPDATE "
                      "SET count = count + excluded.count") {}

    void figure(int64_t place, int64_t span, int64_t kind, int64_t count) {
        m_figure.reset();
        m_figure.bind(1, place);
        m_figure.bind(2, span);
        m_figure.bind(3, kind);
        m_figure.bind(4, count);
        m_figure.exec();
    }
    void tally(const char* what, int64_t span, int64_t place, int64_t count) {
        m_tally.reset();
        m_tally.bind(1, what);
        m_tally.bind(2, span);
        m_tally.bind(3, place);
        m_tally.bind(4, count);
        m_tally.exec();
    }

private:
    SQLite::Statement m_figure, m_tally;
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

template <typename T>
void keep_earlier(std::optional<T>& kept, const std::optional<T>& told) {
    if (told && (!kept || *told < *kept))
        kept = told;
}

} // namespace

int64_t day_number(const std::string& day) {
    ACCANTO_ASSERT(day.size() == 10);
    return std::stoll(day.substr(0, 4)) * 10000 + std::stoll(day.substr(5, 2)) * 100 +
           std::stoll(day.substr(8, 2));
}

Rollup::Rollup(SQLite::Database& db, std::string point, std::string kiosk)
    : m_db(db), m_point(std::move(point)), m_kiosk(std::move(kiosk)) {}

void Rollup::count(const Figure& figure) {
    m_days[day_number(figure.day)][{figure.what, figure.detail, figure.language, figure.topics}] +=
        figure.count;
}

void Rollup::add(const Incoming& stored) {
    if (const auto& part = stored.visit) {
        Visit& visit = m_visits[part->visit];
        if (part->started_ms && (!visit.started_ms || *part->started_ms < *visit.started_ms)) {
            visit.day = part->day;
            visit.language = part->language;
        }
        keep_earlier(visit.started_ms, part->started_ms);
        keep_earlier(visit.success_ms, part->success_ms);
        visit.ticket = visit.ticket || part->ticket;
    }
    if (stored.booking)
        m_bookings.add(*stored.booking);
    for (const Figure& figure : stored.figures)
        if (figure.language_of_visit && stored.visit)
            m_of_visit.push_back({stored.visit->visit, figure});
        else
            count(figure);
    for (const Fact& fact : stored.facts) {
        auto& [at_ms, value] = m_facts[{fact.what, fact.subject}];
        if (value.empty() || stored.happened.to_ms >= at_ms)
            at_ms = stored.happened.to_ms, value = fact.value;
    }
}

std::optional<Rollup::Visit> Rollup::read_visit(SQLite::Statement& q, const std::string& id) {
    q.reset();
    q.bind(1, m_point);
    q.bind(2, m_kiosk);
    q.bind(3, id);
    if (!q.executeStep())
        return std::nullopt;
    auto moment = [&](int column) {
        return q.getColumn(column).isNull() ? std::nullopt : std::optional(q.getColumn(column).getInt64());
    };
    return Visit{q.getColumn(0).getString(), q.getColumn(1).getString(), moment(2), moment(3),
                 q.getColumn(4).getInt() != 0};
}

void Rollup::write_visit(SQLite::Statement& q, const std::string& id, const Visit& visit) {
    q.reset();
    q.clearBindings();
    q.bind(1, m_point);
    q.bind(2, m_kiosk);
    q.bind(3, id);
    q.bind(4, visit.day);
    q.bind(5, visit.language);
    if (visit.started_ms)
        q.bind(6, *visit.started_ms);
    if (visit.success_ms)
        q.bind(7, *visit.success_ms);
    q.bind(8, visit.ticket);
    q.exec();
}

// A visit without its start has no day, and is not counted until that comes.
void Rollup::count_visit(const Visit& visit, int64_t times) {
    if (!visit.started_ms)
        return;
    if (visit.ticket)
        count({visit.day, figure::visit_ticket, "", times, visit.language, "", false});
    if (visit.success_ms) {
        int64_t minutes = std::clamp<int64_t>((*visit.success_ms - *visit.started_ms) / 60'000, 0, 24 * 60);
        count({visit.day, figure::first_success, std::to_string(minutes), times, visit.language, "", false});
    }
}

// What was counted of a visit before is taken back, and what is known now is counted instead.
void Rollup::settle_visits() {
    SQLite::Statement read(m_db, "SELECT day, language, started_ms, success_ms, ticket FROM visits WHERE "
                                 "point = ? AND kiosk = ? AND visit = ?");
    SQLite::Statement write(
        m_db,
        "INSERT OR REPLACE INTO visits (point, kiosk, visit, day, language, started_ms, success_ms, ticket)"
        " VALUES (?,?,?,?,?,?,?,?)");
    for (auto& [id, visit] : m_visits) {
        const auto before = read_visit(read, id);
        if (before) {
            if (before->started_ms && (!visit.started_ms || *before->started_ms <= *visit.started_ms)) {
                visit.day = before->day;
                visit.language = before->language;
            }
            keep_earlier(visit.started_ms, before->started_ms);
            keep_earlier(visit.success_ms, before->success_ms);
            visit.ticket = visit.ticket || before->ticket;
            count_visit(*before, -1);
        }
        count_visit(visit, 1);
        if (!before || before->started_ms != visit.started_ms || before->success_ms != visit.success_ms ||
            before->ticket != visit.ticket)
            write_visit(write, id, visit);
    }
    for (OfVisit& one : m_of_visit) {
        one.figure.language = m_visits[one.visit].language;
        count(one.figure);
    }
}

void Rollup::write_facts() {
    SQLite::Statement q(
        m_db,
        "INSERT INTO facts (point, what, subject, value, at_ms) VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET"
        " value = excluded.value, at_ms = excluded.at_ms WHERE excluded.at_ms >= at_ms");
    for (const auto& [key, told] : m_facts) {
        q.reset();
        q.bind(1, m_point);
        q.bind(2, key.first);
        q.bind(3, key.second);
        q.bind(4, told.second);
        q.bind(5, told.first);
        q.exec();
    }
}

int64_t Rollup::place() {
    SQLite::Statement add(m_db, "INSERT OR IGNORE INTO places (point) VALUES (?)");
    add.bind(1, m_point);
    add.exec();
    SQLite::Statement q(m_db, "SELECT place FROM places WHERE point = ?");
    q.bind(1, m_point);
    q.executeStep();
    return q.getColumn(0).getInt64();
}

void Rollup::write() {
    settle_visits();
    m_bookings.settle(m_db, m_point, [this](const Figure& figure) { count(figure); });
    write_facts();
    if (m_days.empty())
        return;
    const int64_t here = place();
    std::map<Kind, int64_t> numbers;
    std::map<int64_t, std::map<int64_t, int64_t>> months;
    Sums sums(m_db);
    KindNumbers known(m_db);
    SpreadSums spreads;
    for (const auto& [day, counts] : m_days)
        for (const auto& [kind, count] : counts) {
            if (count == 0)
                continue;
            if (is_spread(kind.what)) {
                spreads.add(day, kind, count);
                continue;
            }
            auto [number, is_new] = numbers.try_emplace(kind, 0);
            if (is_new)
                number->second = known.of(kind);
            months[day / 100][number->second] += count;
            for (int64_t at : {here, int64_t(0)})
                sums.figure(at, day, number->second, count);
            if (const char* tally = tally_of(kind.what, kind.detail))
                for (int64_t span : {day, day / 100})
                    sums.tally(tally, span, here, count);
        }
    for (const auto& [month, counts] : months)
        for (const auto& [kind, count] : counts)
            for (int64_t at : {here, int64_t(0)})
                sums.figure(at, month, kind, count);
    spreads.write(m_db, here, [&](const Kind& kind) { return known.of(kind); });
}

} // namespace accanto::hub

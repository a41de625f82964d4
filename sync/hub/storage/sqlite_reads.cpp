#include "sync/hub/storage/sqlite_reads.h"

#include "content/base/error.h"
#include "sync/hub/storage/kiosk_columns.h"
#include "sync/hub/storage/looked_for.h"
#include "sync/hub/storage/sqlite_schema.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace accanto::hub {

namespace {

constexpr size_t idle_connections = 8;

Kiosk kiosk_of(SQLite::Statement& q) {
    Kiosk out;
    out.point = q.getColumn(0).getString();
    out.id = q.getColumn(1).getString();
    out.name = q.getColumn(2).getString();
    std::string key = q.getColumn(3).getString();
    ACCANTO_ASSERT(key.size() == out.key.bytes.size());
    std::copy(key.begin(), key.end(), out.key.bytes.begin());
    out.revoked = q.getColumn(4).getInt() != 0;
    out.enrolled_ms = q.getColumn(5).getInt64();
    out.replaces = q.getColumn(6).getString();
    out.replaced_by = q.getColumn(7).getString();
    return out;
}

void bind_kiosk(SQLite::Statement& q, const Kiosk& kiosk) {
    q.bind(1, kiosk.point);
    q.bind(2, kiosk.id);
}

} // namespace

std::optional<Kiosk> read_kiosk(SQLite::Database& db, const std::string& id) {
    SQLite::Statement q(db, "SELECT " ACCANTO_KIOSK_COLUMNS " FROM kiosks WHERE kiosk = ?");
    q.bind(1, id);
    return q.executeStep() ? std::optional(kiosk_of(q)) : std::nullopt;
}

std::vector<Point> read_points(SQLite::Database& db) {
    SQLite::Statement q(db, "SELECT point, name, zone FROM points ORDER BY name, point");
    std::vector<Point> out;
    while (q.executeStep())
        out.push_back({q.getColumn(0).getString(), q.getColumn(1).getString(), q.getColumn(2).getString()});
    return out;
}

namespace {

constexpr const char* event_columns = "SELECT point, kiosk, epoch, seq, coalesce(type, ''), disposition, coalesce(bytes, ''), received_ms,"
                                      " from_ms, to_ms FROM events ";

bool take_all(SQLite::Statement& q, const std::function<bool(const StoredEvent&)>& take) {
    while (q.executeStep()) {
        StoredEvent event{q.getColumn(0).getString(), q.getColumn(1).getString(), q.getColumn(2).getInt64(), q.getColumn(3).getInt64(),
                          q.getColumn(4).getString(), q.getColumn(5).getString(), q.getColumn(6).getString(), q.getColumn(7).getInt64(),
                          {q.getColumn(8).getInt64(), q.getColumn(9).getInt64()}};
        if (!take(event))
            return false;
    }
    return true;
}

// One kiosk after the other, so that the index finds them, where it knows them all, and only one kiosk's are ever put into order.
void read_events_of_types(SQLite::Database& db, const EventFilter& filter, const std::function<bool(const StoredEvent&)>& take) {
    std::vector<std::pair<std::string, std::string>> kiosks;
    SQLite::Statement each(db, "SELECT point, kiosk FROM kiosks WHERE ?1 = '' OR point = ?1 ORDER BY point, kiosk");
    each.bind(1, filter.point);
    while (each.executeStep())
        kiosks.emplace_back(each.getColumn(0).getString(), each.getColumn(1).getString());
    SQLite::Statement q(db, std::string(event_columns) +
                                (are_looked_for(filter.types) ? "INDEXED BY events_looked_for WHERE " ACCANTO_LOOKED_FOR : "WHERE true") +
                                " AND point = ? AND kiosk = ? AND type IN (SELECT value FROM json_each(?)) ORDER BY epoch, seq");
    for (const auto& [point, kiosk] : kiosks) {
        q.reset();
        q.bind(1, point);
        q.bind(2, kiosk);
        q.bind(3, nlohmann::json(filter.types).dump());
        if (!take_all(q, take))
            return;
    }
}

} // namespace

void read_events(SQLite::Database& db, const EventFilter& filter, const std::function<bool(const StoredEvent&)>& take) {
    if (!filter.types.empty())
        return read_events_of_types(db, filter, take);
    SQLite::Statement q(db, std::string(event_columns) + "WHERE point BETWEEN ?1 AND ?2 ORDER BY point, kiosk, epoch, seq");
    // One point is a range of the key; a point's name holds no character after "~".
    q.bind(1, filter.point);
    q.bind(2, filter.point.empty() ? "~" : filter.point);
    take_all(q, take);
}

template <typename Work>
auto Readers::with(Work&& work) {
    std::unique_ptr<SQLite::Database> db;
    {
        std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            db = std::move(m_idle.back());
            m_idle.pop_back();
        }
    }
    // Back to the others when the work is done; a connection that failed is closed instead.
    struct Return {
        Readers& readers;
        std::unique_ptr<SQLite::Database>& db;
        int failing = std::uncaught_exceptions();
        ~Return() {
            std::lock_guard lock(readers.m_mutex);
            if (db && std::uncaught_exceptions() == failing && readers.m_idle.size() < idle_connections)
                readers.m_idle.push_back(std::move(db));
        }
    };
    try {
        if (!db) {
            db = std::make_unique<SQLite::Database>(m_file, SQLite::OPEN_READONLY);
            prepare_reader(*db);
        }
        Return back{*this, db};
        return work(*db);
    } catch (const SQLite::Exception& e) {
        throw Error(m_file + ": " + e.what(), e.getExtendedErrorCode());
    }
}

std::optional<Kiosk> Readers::kiosk(const std::string& id) {
    return with([&](SQLite::Database& db) { return read_kiosk(db, id); });
}

std::vector<wire::Stream> Readers::streams(const Kiosk& kiosk) {
    return with([&](SQLite::Database& db) {
        SQLite::Statement q(db, "SELECT epoch, through, chain FROM streams WHERE point = ? AND kiosk = ? ORDER BY epoch");
        bind_kiosk(q, kiosk);
        std::vector<wire::Stream> out;
        while (q.executeStep())
            out.push_back({q.getColumn(0).getInt64(), q.getColumn(1).getInt64(), q.getColumn(2).getString()});
        return out;
    });
}

std::vector<std::pair<int64_t, int64_t>> Readers::absent(const Kiosk& kiosk) {
    return with([&](SQLite::Database& db) {
        SQLite::Statement q(db, fmt::format("SELECT e.epoch, e.seq FROM streams s JOIN events e ON e.point = s.point AND e.kiosk = s.kiosk"
                                            " AND e.epoch = s.epoch AND e.seq > s.through - {} WHERE s.point = ? AND s.kiosk = ?"
                                            " AND e.disposition = 'absent' ORDER BY e.epoch DESC, e.seq DESC LIMIT {}",
                                            kept_by_kiosks, wire::max_absent_told));
        bind_kiosk(q, kiosk);
        std::vector<std::pair<int64_t, int64_t>> out;
        while (q.executeStep())
            out.emplace_back(q.getColumn(0).getInt64(), q.getColumn(1).getInt64());
        std::ranges::reverse(out);
        return out;
    });
}

std::map<std::string, int64_t> Readers::anchors(const Kiosk& kiosk) {
    return with([&](SQLite::Database& db) {
        SQLite::Statement q(db, "SELECT boot, offset_ms FROM boots WHERE point = ? AND kiosk = ?");
        bind_kiosk(q, kiosk);
        std::map<std::string, int64_t> out;
        while (q.executeStep())
            out[q.getColumn(0).getString()] = q.getColumn(1).getInt64();
        return out;
    });
}

std::optional<Predecessor> Readers::event_before(const Kiosk& kiosk, int64_t epoch, int64_t seq) {
    return with([&](SQLite::Database& db) -> std::optional<Predecessor> {
        SQLite::Statement q(db, "SELECT id, from_ms FROM events WHERE point = ? AND kiosk = ? AND (epoch, seq) < (?, ?)"
                                " AND id IS NOT NULL ORDER BY epoch DESC, seq DESC LIMIT 1");
        bind_kiosk(q, kiosk);
        q.bind(3, epoch);
        q.bind(4, seq);
        return q.executeStep() ? std::optional(Predecessor{q.getColumn(0).getString(), q.getColumn(1).getInt64()}) : std::nullopt;
    });
}

std::vector<Point> Readers::points() {
    return with([](SQLite::Database& db) { return read_points(db); });
}

std::string Readers::zone_of(const std::string& point) {
    return with([&](SQLite::Database& db) {
        SQLite::Statement q(db, "SELECT zone FROM points WHERE point = ?");
        q.bindNoCopy(1, point);
        return q.executeStep() ? q.getColumn(0).getString() : std::string();
    });
}

std::vector<KioskHealth> Readers::kiosks() {
    return with([](SQLite::Database& db) {
        SQLite::Statement q(db, "SELECT " ACCANTO_KIOSK_COLUMNS ", last_seen_ms, health, clock_off_ms, stored,"
                                " quarantined, refused, absent, (SELECT count(*) FROM alarms a WHERE a.point = kiosks.point AND"
                                " a.kiosk = kiosks.kiosk AND a.at_ms >= enrolled_ms) FROM kiosks ORDER BY point, enrolled_ms");
        std::vector<KioskHealth> out;
        while (q.executeStep()) {
            KioskHealth one;
            one.kiosk = kiosk_of(q);
            if (!q.getColumn(8).isNull()) {
                one.last_seen_ms = q.getColumn(8).getInt64();
                one.health = wire::parse_health(q.getColumn(9).getString());
                one.clock_off_ms = q.getColumn(10).getInt64();
            }
            one.stored = q.getColumn(11).getInt64();
            one.quarantined = q.getColumn(12).getInt64();
            one.refused = q.getColumn(13).getInt64();
            one.absent = q.getColumn(14).getInt64();
            one.alarms = q.getColumn(15).getInt64();
            out.push_back(one);
        }
        return out;
    });
}

std::vector<FigureRow> Readers::figures(const FigureFilter& filter) {
    return with([&](SQLite::Database& db) { return read_figures(db, m_kinds, filter); });
}

std::vector<TallyRow> Readers::tallies(const std::string& from_day, const std::string& to_day) {
    return with([&](SQLite::Database& db) { return read_tallies(db, from_day, to_day); });
}

std::map<std::string, Spread> Readers::point_waits(const std::string& from_day, const std::string& to_day) {
    return with([&](SQLite::Database& db) { return read_point_waits(db, from_day, to_day); });
}

std::vector<FactRow> Readers::facts() {
    return with([](SQLite::Database& db) {
        SQLite::Statement q(db, "SELECT point, what, subject, value, at_ms FROM facts ORDER BY point, what, subject");
        std::vector<FactRow> out;
        while (q.executeStep())
            out.push_back({q.getColumn(0).getString(), q.getColumn(1).getString(), q.getColumn(2).getString(), q.getColumn(3).getString(),
                           q.getColumn(4).getInt64()});
        return out;
    });
}

std::vector<Alarm> Readers::alarms(int at_most) {
    return with([&](SQLite::Database& db) {
        SQLite::Statement q(db, "SELECT at_ms, point, kiosk, kind, detail, epoch, seq, coalesce(length(bytes), 0) FROM alarms ORDER BY alarm DESC LIMIT ?");
        q.bind(1, at_most);
        std::vector<Alarm> out;
        while (q.executeStep())
            out.push_back({q.getColumn(0).getInt64(), q.getColumn(1).getString(), q.getColumn(2).getString(), q.getColumn(3).getString(),
                           q.getColumn(4).getString(), q.getColumn(5).getInt64(), q.getColumn(6).getInt64(), q.getColumn(7).getInt() > 0});
        return out;
    });
}

void Readers::each_event(const EventFilter& filter, const std::function<bool(const StoredEvent&)>& take) {
    with([&](SQLite::Database& db) { read_events(db, filter, take); });
}

void Readers::run(const std::function<void(SQLite::Database&)>& work) { with(work); }

} // namespace accanto::hub

#include "sync/hub/storage/postgres_reads.h"

#include "sync/hub/storage/kiosk_columns.h"
#include "sync/hub/storage/looked_for.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::hub {

namespace {

constexpr int64_t page_events = 1000;

Kiosk kiosk_of(const Rows& rows, size_t row) {
    Kiosk out;
    out.point = rows.text(row, 0);
    out.id = rows.text(row, 1);
    out.name = rows.text(row, 2);
    out.key = public_key_in(rows, row, 3);
    out.revoked = rows.flag(row, 4);
    out.enrolled_ms = rows.number(row, 5);
    out.replaces = rows.text(row, 6);
    out.replaced_by = rows.text(row, 7);
    return out;
}

Arguments key_of(const Kiosk& kiosk) {
    return Arguments().text(kiosk.point).text(kiosk.id);
}

constexpr const char* event_columns =
    "point, kiosk, epoch, seq, coalesce(type, ''), disposition, bytes, received_ms, from_ms, to_ms";

StoredEvent event_of(const Rows& rows, size_t row) {
    return {rows.text(row, 0),   rows.text(row, 1),   rows.number(row, 2),
            rows.number(row, 3), rows.text(row, 4),   rows.text(row, 5),
            rows.bytes(row, 6),  rows.number(row, 7), {rows.number(row, 8), rows.number(row, 9)}};
}

// Where a page ended.
struct Place {
    std::string point, kiosk;
    int64_t epoch = 0, seq = 0;
};

// False when `take` has enough; `last` is where the page ended.
bool take_page(const Rows& rows, const std::function<bool(const StoredEvent&)>& take, Place& last) {
    for (size_t row = 0; row < rows.size(); ++row) {
        const StoredEvent event = event_of(rows, row);
        last = {event.point, event.kiosk, event.epoch, event.seq};
        if (!take(event))
            return false;
    }
    return true;
}

using Ask = std::function<Rows(const std::string&, const Arguments&)>;

// Each type by the index, and of all of them the first thousand; where the index does not know them all, by their
// numbers.
bool read_types_of(const Ask& ask, const std::string& point, const std::string& kiosk,
                   const EventFilter& filter, const std::function<bool(const StoredEvent&)>& take) {
    static const std::string by_type =
        std::string("SELECT e.* FROM unnest($3::text[]) AS t (type) CROSS JOIN LATERAL (SELECT ") +
        event_columns +
        " FROM events WHERE " ACCANTO_LOOKED_FOR " AND point = $1::text AND kiosk = $2::text AND type = t.type"
        " AND (epoch, seq) > ($4::bigint, $5::bigint)"
        " ORDER BY epoch, seq LIMIT $6::bigint) AS e ORDER BY e.epoch, e.seq LIMIT $6::bigint";
    static const std::string by_number =
        std::string("SELECT ") + event_columns +
        " FROM events WHERE point = $1::text AND kiosk = $2::text AND type = ANY ($3::text[])"
        " AND (epoch, seq) > ($4::bigint, $5::bigint) ORDER BY epoch, seq LIMIT $6::bigint";
    const std::string& sql = are_looked_for(filter.types) ? by_type : by_number;
    for (Place last;;) {
        const Rows rows = ask(sql, Arguments()
                                       .text(point)
                                       .text(kiosk)
                                       .texts(filter.types)
                                       .number(last.epoch)
                                       .number(last.seq)
                                       .number(page_events));
        if (!take_page(rows, take, last))
            return false;
        if (int64_t(rows.size()) < page_events)
            return true;
    }
}

} // namespace

std::string_view view_of(const wire::PublicKey& key) {
    return {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()};
}

wire::PublicKey public_key_in(const Rows& rows, size_t row, int column) {
    wire::PublicKey out;
    const std::string bytes = rows.bytes(row, column);
    ACCANTO_ASSERT(bytes.size() == out.bytes.size()); // as the table checks
    std::copy(bytes.begin(), bytes.end(), out.bytes.begin());
    return out;
}

std::optional<Kiosk> read_kiosk(PostgresTransaction& transaction, const std::string& id) {
    const Rows rows = transaction.run("SELECT " ACCANTO_KIOSK_COLUMNS " FROM kiosks WHERE kiosk = $1::text",
                                      Arguments().text(id));
    return rows.empty() ? std::nullopt : std::optional(kiosk_of(rows, 0));
}

std::vector<Point> read_points(PostgresTransaction& transaction) {
    const Rows rows =
        transaction.run("SELECT point, name, zone FROM points ORDER BY name COLLATE \"C\", point");
    std::vector<Point> out;
    for (size_t row = 0; row < rows.size(); ++row)
        out.push_back({rows.text(row, 0), rows.text(row, 1), rows.text(row, 2)});
    return out;
}

void read_events(const Ask& ask, const EventFilter& filter,
                 const std::function<bool(const StoredEvent&)>& take) {
    static const std::string sql = std::string("SELECT ") + event_columns +
                                   " FROM events WHERE (point, kiosk, epoch, seq) > ($1::text, $2::text, "
                                   "$3::bigint, $4::bigint) AND point <= $5::text"
                                   " ORDER BY point, kiosk, epoch, seq LIMIT $6::bigint";
    if (!filter.types.empty()) {
        const Rows kiosks = ask(
            "SELECT point, kiosk FROM kiosks WHERE $1::text = '' OR point = $1::text ORDER BY point, kiosk",
            Arguments().text(filter.point));
        for (size_t row = 0; row < kiosks.size(); ++row)
            if (!read_types_of(ask, kiosks.text(row, 0), kiosks.text(row, 1), filter, take))
                return;
        return;
    }
    // A point's name holds no character after "~".
    const std::string last_point = filter.point.empty() ? "~" : filter.point;
    for (Place last{filter.point, "", 0, 0};;) {
        const Rows rows = ask(sql, Arguments()
                                       .text(last.point)
                                       .text(last.kiosk)
                                       .number(last.epoch)
                                       .number(last.seq)
                                       .text(last_point)
                                       .number(page_events));
        if (!take_page(rows, take, last) || int64_t(rows.size()) < page_events)
            return;
    }
}

Rows PostgresReads::ask(const std::string& sql, const Arguments& arguments) {
    return m_pool.with([&](PostgresConnection& connection) {
        return PostgresTransaction(connection, PostgresTransaction::Mode::each_alone).run(sql, arguments);
    });
}

void PostgresReads::read(const Work& work) {
    m_pool.with([&](PostgresConnection& connection) {
        PostgresTransaction once(connection, PostgresTransaction::Mode::each_alone);
        work(once);
    });
}

std::optional<Kiosk> PostgresReads::kiosk(const std::string& id) {
    return m_pool.with([&](PostgresConnection& connection) {
        PostgresTransaction once(connection, PostgresTransaction::Mode::each_alone);
        return read_kiosk(once, id);
    });
}

std::vector<Point> PostgresReads::points() {
    return m_pool.with([&](PostgresConnection& connection) {
        PostgresTransaction once(connection, PostgresTransaction::Mode::each_alone);
        return read_points(once);
    });
}

std::string PostgresReads::zone_of(const std::string& point) {
    const Rows rows = ask("SELECT zone FROM points WHERE point = $1::text", Arguments().text(point));
    return rows.empty() ? std::string() : rows.text(0, 0);
}

std::vector<wire::Stream> PostgresReads::streams(const Kiosk& kiosk) {
    const Rows rows =
        ask("SELECT epoch, through, chain FROM streams WHERE point = $1::text AND kiosk = $2::text ORDER BY epoch",
            key_of(kiosk));
    std::vector<wire::Stream> out;
    for (size_t row = 0; row < rows.size(); ++row)
        out.push_back({rows.number(row, 0), rows.number(row, 1), rows.bytes(row, 2)});
    return out;
}

std::vector<std::pair<int64_t, int64_t>> PostgresReads::absent(const Kiosk& kiosk) {
    const Rows rows = ask(fmt::format("SELECT e.epoch, e.seq FROM streams s JOIN events e ON e.point = s.point AND e.kiosk = s.kiosk AND "
                                      "e.epoch = s.epoch AND e.seq > s.through - {} WHERE s.point = $1::text AND s.kiosk = $2::text "
                                      "AND e.disposition = 'absent' ORDER BY e.epoch DESC, e.seq DESC LIMIT {}",
                                      kept_by_kiosks, wire::max_absent_told),
                          key_of(kiosk));
    std::vector<std::pair<int64_t, int64_t>> out;
    for (size_t row = 0; row < rows.size(); ++row)
        out.emplace_back(rows.number(row, 0), rows.number(row, 1));
    std::ranges::reverse(out);
    return out;
}

std::map<std::string, int64_t> PostgresReads::anchors(const Kiosk& kiosk) {
    const Rows rows =
        ask("SELECT boot, offset_ms FROM boots WHERE point = $1::text AND kiosk = $2::text", key_of(kiosk));
    std::map<std::string, int64_t> out;
    for (size_t row = 0; row < rows.size(); ++row)
        out[rows.text(row, 0)] = rows.number(row, 1);
    return out;
}

std::optional<Predecessor> PostgresReads::event_before(const Kiosk& kiosk, int64_t epoch, int64_t seq) {
    const Rows rows = ask("SELECT id, from_ms FROM events WHERE point = $1::text AND kiosk = $2::text AND (epoch, "
                          "seq) < ($3::bigint, $4::bigint)"
                          " AND id IS NOT NULL ORDER BY epoch DESC, seq DESC LIMIT 1",
                          key_of(kiosk).number(epoch).number(seq));
    return rows.empty() ? std::nullopt : std::optional(Predecessor{rows.text(0, 0), rows.number(0, 1)});
}

std::vector<KioskHealth> PostgresReads::kiosks() {
    const Rows rows =
        ask("SELECT " ACCANTO_KIOSK_COLUMNS ", last_seen_ms, health, "
            "clock_off_ms, stored,"
            " quarantined, refused, absent, (SELECT count(*) FROM alarms a WHERE a.point = kiosks.point AND"
            " a.kiosk = kiosks.kiosk AND a.at_ms >= enrolled_ms) FROM kiosks ORDER BY point, enrolled_ms");
    std::vector<KioskHealth> out;
    for (size_t row = 0; row < rows.size(); ++row) {
        KioskHealth one;
        one.kiosk = kiosk_of(rows, row);
        if (!rows.is_null(row, 8)) {
            one.last_seen_ms = rows.number(row, 8);
            one.health = wire::parse_health(rows.text(row, 9));
            one.clock_off_ms = rows.is_null(row, 10) ? 0 : rows.number(row, 10);
        }
        one.stored = rows.number(row, 11);
        one.quarantined = rows.number(row, 12);
        one.refused = rows.number(row, 13);
        one.absent = rows.number(row, 14);
        one.alarms = rows.number(row, 15);
        out.push_back(one);
    }
    return out;
}

std::vector<FactRow> PostgresReads::facts() {
    const Rows rows =
        ask("SELECT point, what, subject, value, at_ms FROM facts ORDER BY point, what, subject");
    std::vector<FactRow> out;
    for (size_t row = 0; row < rows.size(); ++row)
        out.push_back({rows.text(row, 0), rows.text(row, 1), rows.text(row, 2), rows.text(row, 3),
                       rows.number(row, 4)});
    return out;
}

std::vector<Alarm> PostgresReads::alarms(int at_most) {
    const Rows rows = ask("SELECT at_ms, point, kiosk, kind, detail, epoch, seq, coalesce(length(bytes), "
                          "0)::bigint FROM alarms ORDER BY alarm "
                          "DESC LIMIT $1::bigint",
                          Arguments().number(at_most));
    std::vector<Alarm> out;
    for (size_t row = 0; row < rows.size(); ++row)
        out.push_back({rows.number(row, 0), rows.text(row, 1), rows.text(row, 2), rows.text(row, 3),
                       rows.text(row, 4), rows.number(row, 5), rows.number(row, 6), rows.number(row, 7) > 0});
    return out;
}

void PostgresReads::each_event(const EventFilter& filter,
                               const std::function<bool(const StoredEvent&)>& take) {
    read_events([this](const std::string& sql, const Arguments& arguments) { return ask(sql, arguments); },
                filter, take);
}

std::map<std::string, int64_t> PostgresReads::sizes() {
    return {{"database", ask("SELECT pg_database_size(current_database())").number(0, 0)}};
}

} // namespace accanto::hub

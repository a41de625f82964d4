#include "sync/hub/storage/sqlite_orders.h"

#include "sync/hub/storage/sqlite_people.h"

namespace accanto::hub {

namespace {

// The number of Publishing::change(): kiosks are to hear of it.
void count_order(SQLite::Database& db) {
    db.exec("INSERT INTO meta (name, value) VALUES ('publishing', '1') ON CONFLICT DO UPDATE SET value = "
            "CAST(value AS "
            "INTEGER) + 1");
}

} // namespace

std::vector<Order> SqliteOrders::orders() {
    std::vector<Order> out;
    m_read([&](SQLite::Database& db) {
        SQLite::Statement q(
            db, "SELECT point, kiosk, what, version, text, made_ms FROM orders ORDER BY point, kiosk, what");
        while (q.executeStep())
            out.push_back({q.getColumn(0).getString(), q.getColumn(1).getString(), q.getColumn(2).getString(),
                           q.getColumn(3).getInt64(), q.getColumn(4).getString(), q.getColumn(5).getInt64()});
    });
    return out;
}

bool SqliteOrders::put(const Order& order, const std::optional<Deed>& deed) {
    bool fits = false;
    m_write([&](SQLite::Database& db) {
        SQLite::Statement kept(db, "SELECT version FROM orders WHERE point = ? AND kiosk = ? AND what = ?");
        kept.bind(1, order.point);
        kept.bind(2, order.kiosk);
        kept.bind(3, order.what);
        fits = (kept.executeStep() ? kept.getColumn(0).getInt64() : 0) + 1 == order.version;
        if (!fits)
            return;
        SQLite::Statement q(db, "INSERT OR REPLACE INTO orders (point, kiosk, what, version, text, made_ms) "
                                "VALUES (?,?,?,?,?,?)");
        q.bind(1, order.point);
        q.bind(2, order.kiosk);
        q.bind(3, order.what);
        q.bind(4, order.version);
        q.bind(5, order.text);
        q.bind(6, order.made_ms);
        q.exec();
        count_order(db);
        if (deed)
            add_audit_entry(db, *deed);
    });
    return fits;
}

std::vector<Erasure> SqliteOrders::erasures() {
    std::vector<Erasure> out;
    m_read([&](SQLite::Database& db) {
        SQLite::Statement q(db,
                            "SELECT point, id, visit, asked_ms FROM erasures ORDER BY point, asked_ms, id");
        while (q.executeStep())
            out.push_back({q.getColumn(0).getString(), q.getColumn(1).getString(), q.getColumn(2).getString(),
                           q.getColumn(3).getInt64()});
    });
    return out;
}

void SqliteOrders::erase(const Erasure& erasure, const std::vector<Redaction>& redactions,
                         const std::optional<Deed>& deed) {
    m_write([&](SQLite::Database& db) {
        SQLite::Statement q(
            db, "INSERT INTO erasures (point, id, visit, asked_ms) VALUES (?,?,?,?) ON CONFLICT DO NOTHING");
        q.bind(1, erasure.point);
        q.bind(2, erasure.id);
        q.bind(3, erasure.visit);
        q.bind(4, erasure.asked_ms);
        if (q.exec() > 0)
            count_order(db);
        SQLite::Statement alarms(db,
                                 "UPDATE alarms SET bytes = NULL WHERE point = ?1 AND bytes IS NOT NULL AND "
                                 "(instr(bytes, CAST(?2 AS BLOB)) > 0 OR "
                                 "(?3 <> '' AND instr(bytes, CAST(?3 AS BLOB)) > 0))");
        alarms.bind(1, erasure.point);
        alarms.bind(2, erasure.id);
        alarms.bind(3, erasure.visit);
        alarms.exec();
        SQLite::Statement over(db, "UPDATE events SET bytes = ?, erased = 1 WHERE point = ? AND kiosk = ? "
                                   "AND epoch = ? AND seq = ?");
        for (const Redaction& one : redactions) {
            over.reset();
            over.bind(1, one.bytes.data(), int(one.bytes.size()));
            over.bind(2, one.point);
            over.bind(3, one.kiosk);
            over.bind(4, one.epoch);
            over.bind(5, one.seq);
            over.exec();
        }
        if (deed)
            add_audit_entry(db, *deed);
    });
}

void SqliteOrders::count_change() {
    m_write([](SQLite::Database& db) { count_order(db); });
}

} // namespace accanto::hub

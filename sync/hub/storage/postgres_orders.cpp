#include "sync/hub/storage/postgres_orders.h"

#include "sync/hub/storage/postgres_people.h"
#include "sync/hub/storage/postgres_schema.h"

namespace accanto::hub {

namespace {

// As in postgres_publishing.cpp: the row is locked until the commit.
void count_order_change(PostgresTransaction& transaction) {
    transaction.run("INSERT INTO meta AS m (name, value) VALUES ('publishing', '1') ON CONFLICT (name) DO "
                    "UPDATE SET value = (m.value::bigint + 1)::text");
}

} // namespace

std::vector<Order> PostgresOrders::orders() {
    std::vector<Order> out;
    m_read([&](PostgresTransaction& transaction) {
        const Rows rows = transaction.run(
            "SELECT point, kiosk, what, version, text, made_ms FROM orders ORDER BY point, kiosk, what");
        for (size_t row = 0; row < rows.size(); ++row)
            out.push_back({rows.text(row, 0), rows.text(row, 1), rows.text(row, 2), rows.number(row, 3),
                           rows.text(row, 4), rows.number(row, 5)});
    });
    return out;
}

bool PostgresOrders::put(const Order& order, const std::optional<Deed>& deed) {
    bool fits = false;
    m_write([&](PostgresTransaction& transaction) {
        count_order_change(transaction); // first: whoever puts another waits here
        const Rows kept = transaction.run(
            "SELECT version FROM orders WHERE point = $1::text AND kiosk = $2::text AND what = $3::text",
            Arguments().text(order.point).text(order.kiosk).text(order.what));
        fits = (kept.empty() ? 0 : kept.number(0, 0)) + 1 == order.version;
        if (!fits)
            return;
        transaction.run(
            "INSERT INTO orders (point, kiosk, what, version, text, made_ms) VALUES ($1::text, $2::text, "
            "$3::text, "
            "$4::bigint, $5::text, $6::bigint) ON CONFLICT (point, kiosk, what) DO UPDATE SET version = "
            "excluded.version, text = excluded.text, made_ms = excluded.made_ms",
            Arguments()
                .text(order.point)
                .text(order.kiosk)
                .text(order.what)
                .number(order.version)
                .text(order.text)
                .number(order.made_ms));
        if (deed)
            add_audit_entry(transaction, *deed);
    });
    return fits;
}

std::vector<Erasure> PostgresOrders::erasures() {
    std::vector<Erasure> out;
    m_read([&](PostgresTransaction& transaction) {
        const Rows rows =
            transaction.run("SELECT point, id, visit, asked_ms FROM erasures ORDER BY point, asked_ms, id");
        for (size_t row = 0; row < rows.size(); ++row)
            out.push_back({rows.text(row, 0), rows.text(row, 1), rows.text(row, 2), rows.number(row, 3)});
    });
    return out;
}

void PostgresOrders::erase(const Erasure& erasure, const std::vector<Redaction>& redactions,
                           const std::optional<Deed>& deed) {
    m_write([&](PostgresTransaction& transaction) {
        count_order_change(transaction);
        transaction.run(
            "INSERT INTO erasures (point, id, visit, asked_ms) VALUES ($1::text, $2::text, $3::text, "
            "$4::bigint) "
            "ON CONFLICT DO NOTHING",
            Arguments().text(erasure.point).text(erasure.id).text(erasure.visit).number(erasure.asked_ms));
        transaction.run("UPDATE alarms SET bytes = NULL WHERE point = $1::text AND bytes IS NOT NULL AND "
                        "(position(convert_to($2::text, 'UTF8') IN bytes) > 0 OR "
                        "($3::text <> '' AND position(convert_to($3::text, 'UTF8') IN bytes) > 0))",
                        Arguments().text(erasure.point).text(erasure.id).text(erasure.visit));
        for (const Redaction& one : redactions)
            transaction.run(
                "UPDATE events SET bytes = $1::bytea, erased = true WHERE point = $2::text AND kiosk = "
                "$3::text AND "
                "epoch = $4::bigint AND seq = $5::bigint",
                Arguments().bytes(one.bytes).text(one.point).text(one.kiosk).number(one.epoch).number(
                    one.seq));
        if (deed)
            add_audit_entry(transaction, *deed);
    });
}

void PostgresOrders::count_change() {
    m_write([](PostgresTransaction& transaction) { count_order_change(transaction); });
}

} // namespace accanto::hub

#include "kiosk/store/hub_orders.h"

#include "kiosk/store/named_values.h"

#include <algorithm>

namespace accanto::store {

namespace {

// A lease of before may be another kiosk's by now: a hub that tells it was put back from an older copy, and
// gives a newer one when it hears what this kiosk holds to.
bool is_of_before(Store& store, const HubOrder& order) {
    return order.what == "schedule" &&
           store.db()
               .integer("SELECT 1 FROM hub_order WHERE what = ? AND version >= ?", order.what, order.version)
               .has_value();
}

bool is_kept(Store& store, const HubOrder& order) {
    return is_of_before(store, order) ||
           store.db()
               .integer("SELECT 1 FROM hub_order WHERE what = ? AND version = ? AND text = ?", order.what,
                        order.version, order.text)
               .has_value();
}

bool is_kept(Store& store, const Erasure& erasure) {
    return store.db().integer("SELECT 1 FROM erasure WHERE id = ?", erasure.id).has_value();
}

} // namespace

void keep_hub_orders(Store& store, const std::vector<HubOrder>& orders,
                     const std::vector<Erasure>& erasures) {
    bool news = false;
    const auto is_new = [&](const auto& one) { return !is_kept(store, one); };
    store.read([&] {
        news = std::any_of(orders.begin(), orders.end(), is_new) ||
               std::any_of(erasures.begin(), erasures.end(), is_new);
    });
    if (!news)
        return;
    store.transaction([&] {
        for (const HubOrder& one : orders)
            if (!is_kept(store, one))
                store.db().run(
                    "INSERT OR REPLACE INTO hub_order (what, version, text, taken) VALUES (?, ?, ?, 0)",
                    one.what, one.version, one.text);
        for (const Erasure& one : erasures)
            store.db().run("INSERT OR IGNORE INTO erasure (id, visit) VALUES (?, ?)", one.id, one.visit);
    });
}

OpenOrders open_orders(Store& store) {
    OpenOrders out;
    store.read([&] {
        out = {};
        const int64_t epoch = stored_number(store.value("epoch"));
        Query orders = store.db().query(
            "SELECT what, version, text FROM hub_order WHERE taken <> version ORDER BY what");
        while (orders.step())
            out.orders.push_back({orders.text(0), orders.integer(1), orders.text(2)});
        Query erasures = store.db().query("SELECT id, visit FROM erasure WHERE done <> ? ORDER BY id", epoch);
        while (erasures.step())
            out.erasures.push_back({erasures.text(0), erasures.text(1)});
        out.bookings = !open_inherited(store).empty();
    });
    return out;
}

void order_taken(Store& store, const HubOrder& order) {
    store.db().run("UPDATE hub_order SET taken = version WHERE what = ? AND version = ?", order.what,
                   order.version);
}

void erasure_done(Store& store, const std::string& id) {
    store.db().run("UPDATE erasure SET done = ? WHERE id = ?", stored_number(store.value("epoch")), id);
}

void erase_told(Store& store, const Erasure& erasure) {
    store.db().run(
        "UPDATE outbox SET bytes = x'', sealed = 0, state = 'parked', problem = ? WHERE sealed > 0 AND "
        "state <> 'acknowledged' AND (json_extract(CAST(bytes AS TEXT), '$.data.booking') = ? OR "
        "(? <> '' AND type LIKE 'org.accanto.community.%' AND "
        "json_extract(CAST(bytes AS TEXT), '$.data.visit') = ?))",
        R"({"title":"erased: whoever left it asked for that"})", erasure.id, erasure.visit, erasure.visit);
}

} // namespace accanto::store

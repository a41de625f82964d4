#include "kiosk/store/new_life.h"

#include "kiosk/store/given_numbers.h"
#include "kiosk/store/identity.h"
#include "kiosk/store/named_values.h"
#include "kiosk/store/outbox_rows.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace accanto::store {

namespace {

struct Waiting {
    int64_t row = 0, wall_ms = 0, sealed = 0;
    std::string id, type, bytes;
};

std::vector<Waiting> all_of(Query rows) {
    std::vector<Waiting> out;
    while (rows.step())
        out.push_back(
            {rows.integer(0), rows.integer(1), rows.integer(2), rows.text(3), rows.text(4), rows.text(5)});
    return out;
}

void go_on(Database& db, int64_t epoch, const Waiting& event) {
    auto said = nlohmann::ordered_json::parse(event.bytes);
    const OutboxHead head = outbox_head(db, epoch);
    said["epoch"] = epoch;
    said["seq"] = head.last_seq + 1;
    db.run("DELETE FROM outbox WHERE row = ?", event.row);
    add_outbox_row(db, epoch, head, {event.id, event.type, said.dump(), event.wall_ms, event.sealed > 0});
    if (event.sealed > 0) // its nights go on counting
        db.run("UPDATE outbox SET sealed = ? WHERE id = ?", event.sealed, event.id);
}

} // namespace

int64_t begin_new_life(Store& store) {
    int64_t went_on = 0;
    store.transaction([&] {
        Database& db = store.db();
        Identity next = read_identity(store.folder()).value_or(Identity{*store.value("kiosk_id"), 0});
        next.epoch = std::max(next.epoch, stored_number(store.value("epoch"))) + 1;
        // The file first: an epoch that may have been used once is not begun again.
        write_identity(store.folder(), next);
        store.set_value("epoch", std::to_string(next.epoch));
        name_life(db); // what the other device gave out, or this one before its image was put back
        db.run("INSERT INTO outbox_head (epoch, chain) VALUES (?, zeroblob(32))", next.epoch);
        const std::vector<Waiting> events =
            all_of(db.query("SELECT row, wall_ms, sealed, id, type, bytes FROM outbox WHERE state = "
                            "'pending' ORDER BY epoch, seq"));
        for (const Waiting& event : events)
            go_on(db, next.epoch, event);
        went_on = int64_t(events.size());
    });
    return went_on;
}

int64_t bring_suspects_over(Store& store) {
    int64_t brought = 0;
    store.transaction([&] {
        Database& db = store.db();
        const int64_t epoch = stored_number(store.value("epoch"));
        const std::vector<Waiting> events =
            all_of(db.query("SELECT row, wall_ms, sealed, id, type, bytes FROM outbox WHERE epoch < ? AND "
                            "state = 'parked' AND length(bytes) > 0 "
                            "AND json_extract(problem, '$.type') IS NULL ORDER BY epoch, seq",
                            epoch));
        for (const Waiting& event : events)
            go_on(db, epoch, event);
        brought = int64_t(events.size());
    });
    return brought;
}

int64_t bring_closed_over(Store& store, int64_t epoch, int64_t seq) {
    int64_t brought = 0;
    store.transaction([&] {
        Database& db = store.db();
        const int64_t current = stored_number(store.value("epoch"));
        ACCANTO_ASSERT(epoch < current);
        hub_forgot(db, epoch, seq);
        const std::vector<Waiting> events = all_of(db.query(
            "SELECT row, wall_ms, sealed, id, type, bytes FROM outbox WHERE epoch = ? AND length(bytes) > 0 "
            "AND (state = 'pending' OR (state = 'acknowledged' AND seq >= ?)) ORDER BY seq",
            epoch, seq));
        for (const Waiting& event : events)
            go_on(db, current, event);
        brought = int64_t(events.size());
    });
    return brought;
}

} // namespace accanto::store

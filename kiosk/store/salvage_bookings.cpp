#include "kiosk/store/migrations.h"
#include "kiosk/store/salvage_reading.h"

#include <spdlog/spdlog.h>

#include <vector>

namespace accanto::store {

namespace {

// What is offered now, and not last night: all of a table, or the backup's as it is.
bool bring_schedule(Database& store) {
    const bool slots = attempt(store, [&] {
        store.run("DELETE FROM main.slot");
        store.run("INSERT INTO main.slot SELECT * FROM aside.slot");
    });
    const bool courses = attempt(store, [&] {
        store.run("INSERT OR IGNORE INTO main.course SELECT * FROM aside.course");
        store.run("UPDATE main.course SET (titles, language, place, day, from_minute, minutes, level, seats, "
                  "withdrawn) = (SELECT titles, language, place, day, from_minute, minutes, level, seats, "
                  "withdrawn FROM aside.course a WHERE a.id = main.course.id) "
                  "WHERE id IN (SELECT id FROM aside.course)");
    });
    const bool places = attempt(store, [&] {
        store.run("DELETE FROM main.place");
        store.run("INSERT INTO main.place SELECT * FROM aside.place");
    });
    return slots && courses && places;
}

} // namespace

SalvagedBookings salvage_bookings(Database& store) {
    SalvagedBookings out;
    if (store.integer("PRAGMA aside.user_version") != int64_t(migrations().size())) {
        spdlog::error("store: its bookings are of another version of the program and stay where they are");
        return {0, false};
    }
    out.whole = bring_schedule(store);
    std::vector<int64_t> rows;
    // Through the table alone: an index may be what is damaged.
    out.whole = from_both_ends(store, "SELECT row FROM aside.booking NOT INDEXED ORDER BY row",
                               "SELECT row FROM aside.booking NOT INDEXED ORDER BY row DESC",
                               [&](Query& row) {
                                   rows.push_back(row.integer(0));
                                   return row.integer(0);
                               }) &&
                out.whole;
    for (const int64_t row : rows) {
        const bool brought = attempt(store, [&] {
            store.run("DELETE FROM main.booking WHERE row = ?", row);
            store.run("INSERT INTO main.booking SELECT * FROM aside.booking NOT INDEXED WHERE row = ?", row);
        });
        out.brought += brought;
        out.whole = out.whole && brought;
    }
    return out;
}

} // namespace accanto::store

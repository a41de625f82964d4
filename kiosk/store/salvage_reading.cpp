#include "kiosk/store/salvage_reading.h"

#include <spdlog/spdlog.h>

namespace accanto::store {

bool from_both_ends(Database& store, const char* forward, const char* backward,
                    const std::function<int64_t(Query&)>& take) {
    int64_t last = INT64_MIN;
    try {
        Query rows = store.query(forward);
        while (rows.step())
            last = take(rows);
        return true;
    } catch (const StoreError& e) {
        spdlog::error("store: {}", e.what());
    }
    try {
        Query rows = store.query(backward);
        while (rows.step() && take(rows) > last) {
        }
    } catch (const StoreError& e) {
        spdlog::error("store: {}", e.what());
    }
    return false;
}

bool attempt(Database& store, const std::function<void()>& work) {
    try {
        store.run("BEGIN IMMEDIATE");
        work();
        store.run("COMMIT");
        return true;
    } catch (const StoreError& e) {
        if (store.in_transaction())
            store.run("ROLLBACK");
        if (e.trouble() == StoreTrouble::disk_full)
            throw;
        spdlog::error("store: {}", e.what());
        return false;
    }
}

} // namespace accanto::store

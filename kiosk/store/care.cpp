#include "kiosk/store/care.h"

#include "kiosk/store/last_trouble.h"
#include "kiosk/store/named_values.h"
#include "kiosk/store/outbox.h"
#include "kiosk/store/recovery.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <sstream>

#include <unistd.h>

namespace accanto::store {

namespace {

constexpr int64_t week_ms = 7LL * 24 * 3600 * 1000;
constexpr int64_t claim_ms =
    3600 * 1000; // longer than it can take: a program that was killed does not hold it for ever

// Who is at it: a boot, a process of it and since when.
std::string own_claim(const Clock& clock) {
    return fmt::format("{} {} {}", clock.boot(), getpid(), clock.mono_ms());
}

bool is_anothers(const std::string& claim, const Clock& clock) {
    std::istringstream in(claim);
    std::string boot;
    pid_t process = 0;
    int64_t since_ms = 0;
    return in >> boot >> process >> since_ms && boot == clock.boot() && process != getpid() &&
           clock.mono_ms() < since_ms + claim_ms;
}

// True when the night's care is ours.
bool claim(Store& store, const std::string& night) {
    bool ours = false;
    store.transaction([&] {
        ours = store.value("care_night") != night &&
               !is_anothers(store.value("care_claim").value_or(""), store.clock());
        if (ours)
            store.set_value("care_claim", own_claim(store.clock()));
    });
    return ours;
}

bool check_is_due(Store& store) {
    const int64_t last = stored_number(store.value("care_checked_ms"));
    const int64_t now = store.clock().wall_ms();
    return now >= last + week_ms || now < last; // a clock that went back knows nothing
}

// A row that points nowhere is no damage of the file: it is told, and stays.
void check_foreign_keys(Database& database) {
    Query found = database.query("PRAGMA foreign_key_check");
    for (int told = 0; found.step() && told < 10; ++told)
        spdlog::error("store: row {} of {} points at a row of {} that is not there", found.integer(1),
                      found.text(0), found.text(2));
}

// Of the tables, their indexes and where they point to. Throws StoreError (corrupt).
void check(Store& store) {
    integrity_check(store.db());
    check_foreign_keys(store.db());
    store.transaction([&] { store.set_value("care_checked_ms", std::to_string(store.clock().wall_ms())); });
    spdlog::info("store: the week's check found no damage");
}

Care care(Store& store, const std::string& night, const std::atomic<bool>& stop,
          const Housekeeping& housekeeping) {
    // First, so that a damaged store does not push out the good copies.
    if (check_is_due(store))
        check(store);
    if (stop)
        return Care::interrupted;
    const std::filesystem::path copy = back_up(store.db(), store.folder(), store.clock());
    int64_t pruned = 0;
    while (const int64_t some = stop ? 0 : prune_acknowledged(store))
        pruned += some;
    if (stop)
        return Care::interrupted;
    int64_t erased = 0;
    store.transaction([&] {
        erased = age_sealed(store);
        age_trouble(store);
        if (housekeeping)
            housekeeping(store);
        store.set_value("care_night", night);
    });
    if (erased > 0)
        spdlog::warn("store: {} sealed messages erased, because they could not be sent within 90 days", erased);
    spdlog::info("store: copied to {}, {} acknowledged events let go", copy.string(), pruned);
    return Care::done;
}

} // namespace

Care take_care(Store& store, const std::string& night, const std::atomic<bool>& stop,
               const Housekeeping& housekeeping) {
    if (stop || !claim(store, night))
        return stop ? Care::interrupted : Care::not_due;
    try {
        return care(store, night, stop, housekeeping);
    } catch (const StoreError& e) {
        if (stop)
            return Care::interrupted;
        if (e.trouble() != StoreTrouble::corrupt)
            throw;
        spdlog::error("store: {}", e.what());
        mark_suspect(store.folder());
        return Care::damage;
    }
}

} // namespace accanto::store

#include "kiosk/store/opening.h"

#include "content/base/bytes.h"
#include "kiosk/store/given_numbers.h"
#include "kiosk/store/guard.h"
#include "kiosk/store/identity.h"
#include "kiosk/store/last_trouble.h"
#include "kiosk/store/migrations.h"
#include "kiosk/store/named_values.h"
#include "kiosk/store/recovery.h"
#include "kiosk/store/salvage.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::store {

namespace fs = std::filesystem;

namespace {

constexpr int others_close_ms = 2'000;

// Begins the epoch after all that are known of, in the file beside the store first: an epoch that may have
// been used once is not begun again, whatever happens before the store has it too.
void begin_epoch(Database& database, const fs::path& folder, const Clock& clock) {
    const std::optional<Identity> beside = read_identity(folder);
    const std::optional<std::string> id_within = stored_value(database, "kiosk_id");
    if (beside || id_within)
        note_loss(folder); // there was an epoch before, whose numbers may not be in this store
    Identity next = beside.value_or(Identity{id_within.value_or(uuid7(clock.wall_ms())), 0});
    next.epoch = std::max(next.epoch, stored_number(stored_value(database, "epoch"))) + 1;
    write_identity(folder, next);
    database.run("BEGIN IMMEDIATE");
    try {
        store_value(database, "kiosk_id", next.kiosk_id);
        store_value(database, "epoch", std::to_string(next.epoch));
        name_life(database);
        if (beside || id_within)
            keep_trouble(database, id_within ? "restored" : "emptied");
        database.run("INSERT INTO outbox_head (epoch, chain) VALUES (?, zeroblob(32))", next.epoch);
        database.run("COMMIT");
    } catch (...) {
        if (database.in_transaction())
            database.run("ROLLBACK");
        throw;
    }
    spdlog::info("store: epoch {} begins", next.epoch);
}

// Makes the store and the file beside it agree. A store behind that file is an older copy that somebody put
// in place.
void settle_identity(Database& database, const fs::path& folder, const Clock& clock) {
    std::optional<Identity> beside = read_identity(folder);
    std::optional<std::string> kiosk_id = stored_value(database, "kiosk_id");
    int64_t epoch = stored_number(stored_value(database, "epoch"));
    bool behind = beside && (beside->kiosk_id != kiosk_id || beside->epoch > epoch);
    if (!kiosk_id || behind)
        begin_epoch(database, folder, clock);
    else if (!beside || beside->epoch < epoch)
        write_identity(folder, {*kiosk_id, epoch});
}

enum class Check { none, quick, thorough };

std::unique_ptr<Database> open_checked(const fs::path& folder, const Clock& clock, Check check) {
    auto database = std::make_unique<Database>(folder / "store.db", OpenMode::read_write);
    configure(*database);
    if (check == Check::quick)
        quick_check(*database);
    const bool mended = check == Check::thorough && mend_or_fail(*database);
    migrate(*database);
    settle_identity(*database, folder, clock);
    if (mended)
        keep_trouble(*database, "mended");
    return database;
}

// The epoch of a store that lost the file beside it is worth a try.
void save_identity(const fs::path& folder) {
    if (read_identity(folder))
        return;
    try {
        Database broken(folder / "store.db", OpenMode::read_only);
        std::optional<std::string> id = stored_value(broken, "kiosk_id");
        int64_t epoch = stored_number(stored_value(broken, "epoch"));
        if (id && epoch >= 1)
            write_identity(folder, {*id, epoch});
    } catch (const StoreError& e) {
        spdlog::error("store: its identity cannot be read either: {}", e.what());
    }
}

void set_aside(const fs::path& folder, const Clock& clock, Guard& guard) {
    if (!guard.wait_until_alone(others_close_ms))
        spdlog::warn(
            "store: other programs still have it open; their next write fails and makes them open it anew");
    save_identity(folder);
    fs::path aside = move_aside(folder, clock);
    spdlog::error("store: corrupt; moved aside to {}", aside.string());
}

// What the store that was lost knew and the copy does not. Once: the store remembers whose rows it has.
void bring_over(Database& copy, const fs::path& folder, const Clock& clock) {
    const std::optional<fs::path> aside = last_moved_aside(folder);
    if (!aside || stored_value(copy, "salvaged") == aside->filename().string())
        return;
    salvage(copy, *aside, clock);
    store_value(copy, "salvaged", aside->filename().string());
}

// A missing database gets its backup back, and with it a new epoch: what was written since the copy is not in
// it.
void fill_gap(const fs::path& folder, const Clock& clock) {
    if (fs::exists(folder / "store.db"))
        return;
    const auto prepare = [&](Database& copy) {
        migrate(copy);
        begin_epoch(copy, folder, clock);
        bring_over(copy, folder, clock);
    };
    if (restore_backup(folder, prepare) || !read_identity(folder))
        return;
    spdlog::error("store: it is gone and there is no good backup; starting empty");
    start_empty(folder, prepare);
}

} // namespace

std::unique_ptr<Database> open_database(const fs::path& folder, const Clock& clock, Guard& guard) {
    const bool suspect = is_suspect(folder);
    if (suspect)
        spdlog::warn("store: found damaged; looking closely");
    else if (guard.unclean())
        spdlog::warn("store: not closed in order last time; checking it");
    fill_gap(folder, clock);
    try {
        auto database = open_checked(folder, clock,
                                     suspect           ? Check::thorough
                                     : guard.unclean() ? Check::quick
                                                       : Check::none);
        clear_suspect(folder);
        return database;
    } catch (const StoreError& e) {
        if (e.trouble() != StoreTrouble::corrupt)
            throw;
        spdlog::error("store: {}", e.what());
    }
    set_aside(folder, clock, guard);
    clear_suspect(folder);
    fill_gap(folder, clock);
    return open_checked(folder, clock, Check::none);
}

} // namespace accanto::store

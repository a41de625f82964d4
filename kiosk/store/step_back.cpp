#include "kiosk/store/step_back.h"

#include "content/base/file.h"
#include "kiosk/store/guard.h"
#include "kiosk/store/identity.h"
#include "kiosk/store/migrations.h"
#include "kiosk/store/named_values.h"
#include "kiosk/store/recovery.h"
#include "kiosk/store/store.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace accanto::store {

namespace fs = std::filesystem;

namespace {

constexpr int programs_stop_ms = 10'000;

enum class Age { known, newer, unreadable };

Age age_of(const fs::path& file) {
    try {
        const Schemas schemas = schemas_of(file);
        return schemas.there > schemas.known ? Age::newer : Age::known;
    } catch (const StoreError& e) {
        if (e.trouble() != StoreTrouble::corrupt)
            throw;
        spdlog::error("store: {}: {}", file.string(), e.what());
        return Age::unreadable;
    }
}

// The file beside the store knows which epochs were begun; where it was lost, the store that is left behind
// does.
void keep_identity(const fs::path& folder) {
    if (read_identity(folder))
        return;
    try {
        Database newer(folder / "store.db", OpenMode::read_only);
        if (const auto id = stored_value(newer, "kiosk_id"))
            write_identity(folder, {*id, stored_number(stored_value(newer, "epoch"))});
    } catch (const StoreError& e) {
        if (e.trouble() != StoreTrouble::corrupt)
            throw;
        spdlog::error("store: its identity cannot be read either: {}", e.what());
    }
}

// Newer copies would be found first, and could not be read either.
void set_newer_copies_aside(const fs::path& folder) {
    for (const fs::path& copy : backups(folder))
        if (age_of(copy) == Age::newer)
            rename_durably(copy, copy.string() + ".newer");
}

void need_a_copy(const fs::path& folder) {
    for (const fs::path& copy : backups(folder))
        if (age_of(copy) == Age::known)
            return;
    throw StoreError(
        "there is no copy of the store that this version can read: install the newer program again", 0,
        StoreTrouble::too_new);
}

} // namespace

Schemas schemas_of(const fs::path& file) {
    Database database(file, OpenMode::read_only);
    return {schema_version(database), int64_t(migrations().size())};
}

bool step_back(const fs::path& folder, const Clock& clock) {
    // Missing: a cut came after it was moved aside. Opening it goes on from there.
    const bool there = fs::exists(folder / "store.db");
    const Age age = there ? age_of(folder / "store.db") : Age::unreadable;
    if (age == Age::known)
        return false;
    if (age == Age::newer)
        need_a_copy(folder);
    set_newer_copies_aside(folder);
    if (age == Age::newer) {
        Guard guard(folder);
        if (!guard.alone() && !guard.wait_until_alone(programs_stop_ms))
            throw StoreError(
                "another program has the store open: stop accanto-kiosk, accanto-desk and accanto-sync", 0,
                StoreTrouble::busy);
        keep_identity(folder);
        spdlog::warn("store: of a newer version; moved aside to {}", move_aside(folder, clock).string());
    }
    // One that is damaged is found to be so, and replaced, by opening it.
    Store::open(folder, clock);
    return true;
}

} // namespace accanto::store

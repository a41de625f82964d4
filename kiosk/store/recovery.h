#pragma once
// What is done about a store that cannot be trusted any more, and the copies kept against that day.

#include "content/base/clock.h"
#include "kiosk/store/database.h"

#include <functional>
#include <vector>

namespace accanto::store {

// The pragmas every connection needs; throws StoreError when the journal mode is refused.
void configure(Database& database);

// PRAGMA quick_check; throws StoreError (corrupt) with the first finding.
void quick_check(Database& database);

// The database and its journal under new names beside it: evidence, and the last copy of what was not yet
// sent. Returns the new name. Throws StoreError.
std::filesystem::path move_aside(const std::filesystem::path& folder, const Clock& clock);

// Copies of the store, oldest first.
std::vector<std::filesystem::path> backups(const std::filesystem::path& folder);

// Writes a copy into `folder`/backup, opens and checks it, and only then counts it; the newest three are
// kept. Throws StoreError; a copy that fails its check is removed and the older ones stay.
std::filesystem::path back_up(Database& database, const std::filesystem::path& folder, const Clock& clock);

// Puts the newest copy that passes its check in the place of store.db, which must not exist. `prepare` may
// write to it before: what stands there afterwards is prepared or not there at all. False when there is no
// good copy.
bool restore_backup(const std::filesystem::path& folder, const std::function<void(Database&)>& prepare);

} // namespace accanto::store

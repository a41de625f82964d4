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

// PRAGMA integrity_check, which also holds each index against its table and takes its time; throws StoreError
// (corrupt) with the first finding.
void integrity_check(Database& database);
// The same; but where only an index is at fault it is made anew from its table. Whether one was.
bool mend_or_fail(Database& database);

// A damage was found in a store that is in use: whoever opens it next looks closely. Durable; throws
// StoreError.
void mark_suspect(const std::filesystem::path& folder);
bool is_suspect(const std::filesystem::path& folder);
void clear_suspect(const std::filesystem::path& folder);

// The database and its journal under new names beside it: evidence, and the last copy of what was not yet
// sent. Returns the new name. Throws StoreError.
std::filesystem::path move_aside(const std::filesystem::path& folder, const Clock& clock);
// The one that was moved aside last, by its number, whatever the clock did; nothing when there is none.
std::optional<std::filesystem::path> last_moved_aside(const std::filesystem::path& folder);

// Copies of the store, oldest first.
std::vector<std::filesystem::path> backups(const std::filesystem::path& folder);

// Writes a copy into `folder`/backup, opens and checks it, and only then counts it; the newest three are
// kept. Throws StoreError; a copy that fails its check is removed and the older ones stay.
std::filesystem::path back_up(Database& database, const std::filesystem::path& folder, const Clock& clock);

// Puts the newest copy that passes its check in the place of store.db, which must not exist. `prepare` may
// write to it before: what stands there afterwards is prepared and checked, or not there at all. False when
// there is no good copy.
bool restore_backup(const std::filesystem::path& folder, const std::function<void(Database&)>& prepare);
// The same with a store that is empty before `prepare`.
void start_empty(const std::filesystem::path& folder, const std::function<void(Database&)>& prepare);

} // namespace accanto::store

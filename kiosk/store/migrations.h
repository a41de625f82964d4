#pragma once
// The schema's history: numbered SQL, only ever added to.

#include "kiosk/store/database.h"

#include <span>

namespace accanto::store {

// The SQL that brings a store from version n to n + 1, at index n. Once released, an entry never changes.
std::span<const char* const> migrations();

// PRAGMA user_version.
int64_t schema_version(Database& database);

// Runs what is missing, each migration in its own transaction together with its version. Safe when several
// programs start at once. Throws StoreError (too_new) when the store is of a later program.
void migrate(Database& database);

} // namespace accanto::store

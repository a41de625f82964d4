#pragma once
// What pushes add up to (rollup.h), written within their transaction. For the .cpp files of this folder.

#include "sync/hub/storage/rollup.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace accanto::hub {

// Settles what was gathered of a kiosk and writes it. Once for each Rollup.
void write_sums(SQLite::Database& db, const std::string& point, const std::string& kiosk, Rollup& rollup);

} // namespace accanto::hub

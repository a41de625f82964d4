#pragma once
// What a push does to the tables, within the transaction of its group. For the .cpp files of this folder.

#include "sync/hub/storage/storage.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace accanto::hub {

PushResult push_within(SQLite::Database& db, const Push& push);

} // namespace accanto::hub

#pragma once
// What a push does to the tables, within the transaction of its group. For the .cpp files of this folder.

#include "sync/hub/storage/sqlite_session.h"

namespace accanto::hub {

PushResult push_within(SqliteSession& session, const Push& push);

} // namespace accanto::hub

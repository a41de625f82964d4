#pragma once
// What the hub knows of kiosks by their pushes, beside the events. For the .cpp files of this folder.

#include "sync/hub/storage/postgres_connection.h"
#include "sync/hub/storage/storage.h"

namespace accanto::hub {

// A push that was believed, and what became of its events.
struct Heard {
    const Push* push = nullptr;
    int64_t stored = 0, quarantined = 0, refused = 0, absent = 0;
};

// Of each kiosk at most one.
void write_heard(PostgresTransaction& transaction, const std::vector<Heard>& heard);

} // namespace accanto::hub

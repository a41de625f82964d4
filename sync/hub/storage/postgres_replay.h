#pragma once
// All events read again, after an upgrade. For the .cpp files of this folder.

#include "sync/hub/storage/postgres_reads.h"
#include "sync/hub/storage/replay.h"

namespace accanto::hub {

// Storage::replay(), within one transaction; other hubs of the database wait with their pushes until its end.
// Nothing is done when another hub was quicker.
void replay_within(PostgresTransaction& transaction, PostgresKinds& kinds, int version,
                   const ReadAgain& read);

} // namespace accanto::hub

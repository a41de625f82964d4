#pragma once
// The way back from a newer version of the programs (deploy/lockdown/update): its store is of a schema that
// this one does not know.

#include "content/base/clock.h"
#include "kiosk/store/database.h"

namespace accanto::store {

// The schema that the file has and the one this program makes of it.
struct Schemas {
    int64_t there = 0, known = 0;
};
Schemas schemas_of(const std::filesystem::path& file); // of a store.db that exists. Throws StoreError

// Where `folder`/store.db is of a newer schema: it is moved aside, the newest copy of a schema that is known
// takes its place, a new epoch begins, and what happened since that copy is brought over as from a damaged
// store (salvage.h). Copies of newer schemas are renamed, not lost. One that is too damaged to tell is
// recovered as ever (opening.h). Returns whether there was anything to do;
// safe to call again after a cut. No other program may have the store open. Throws StoreError, and then
// store.db stands as it was, when there is no copy to go back to.
bool step_back(const std::filesystem::path& folder, const Clock& clock);

} // namespace accanto::store

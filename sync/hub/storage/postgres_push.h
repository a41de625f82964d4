#pragma once
// What pushes do to the tables in PostgreSQL, many within one transaction. For the .cpp files of this folder.

#include "sync/hub/storage/postgres_sums.h"

namespace accanto::hub {

struct Pushed {
    const Push* push = nullptr;
    PushResult result;
};

// Works the pushes in, in their order, several of one kiosk too. Until the end of the transaction no other
// hub can write to their points: what is read here of a kiosk, its visits and its sums, stays so until it is
// written.
void push_within(PostgresTransaction& transaction, PostgresSums& sums, const std::vector<Pushed*>& group);

} // namespace accanto::hub

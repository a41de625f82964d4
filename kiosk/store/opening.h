#pragma once
// Opening the store's file in whatever state it is found.

#include "content/base/clock.h"
#include "kiosk/store/database.h"

#include <memory>

namespace accanto::store {

class Guard;

// Creates, checks, migrates, and if need be replaces `folder`/store.db; settles the epoch. Throws StoreError.
std::unique_ptr<Database> open_database(const std::filesystem::path& folder, const Clock& clock,
                                        Guard& guard);

} // namespace accanto::store

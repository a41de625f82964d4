#pragma once
// Who this kiosk is and which life of its store this is, kept beside the store so that it survives the store.

#include "kiosk/store/database.h"

namespace accanto::store {

struct Identity {
    std::string kiosk_id; // UUIDv7
    int64_t epoch = 0;    // the highest ever begun; 0 before the first
};

// What `folder`/store.identity says; nothing when there is none or it cannot be understood.
std::optional<Identity> read_identity(const std::filesystem::path& folder);

// Replaces it durably. Throws StoreError.
void write_identity(const std::filesystem::path& folder, const Identity& identity);

} // namespace accanto::store

#pragma once
// Where a hub keeps what it keeps: in hub.db in its folder, or in the PostgreSQL that the file `database`
// there names.

#include "sync/hub/storage/move.h"
#include "sync/hub/storage/storage.h"

namespace accanto::hub {

// The URL in `data`/database; empty: there is none. Throws Error when the file is no URL, or when hub.db lies
// there too.
std::string database_of(const std::filesystem::path& data);
// Makes it so from now on (mode 0600: a URL may hold a password), for every command about this folder. Throws
// Error as above.
void keep_database(const std::filesystem::path& data, const std::string& url);

bool store_exists(const std::filesystem::path& data);
std::unique_ptr<Storage> open_store(const std::filesystem::path& data, BeforeCommit before_commit = {});
// Beside a running hub. Every call that writes throws Error.
std::unique_ptr<Storage> open_store_to_look(const std::filesystem::path& data);

// From hub.db to an empty PostgreSQL, where this folder's hub keeps everything from then on; what was before
// stays as hub.db.moved. As copy_to_postgres() in storage/move.h.
Moved move_to_database(const std::filesystem::path& data, const std::string& url,
                       const std::function<void(int64_t)>& told);

} // namespace accanto::hub

#pragma once
// Copies of a hub's folder. What kiosks sent since a copy was made comes again from them: they keep it for seven days.

#include "sync/hub/storage/storage.h"

#include <filesystem>
#include <optional>

namespace accanto::hub {

struct Backup {
    std::filesystem::path folder;
    CheckedCopy holds;
};

// A copy of everything in `data` under a new name in `where`, read through before it gets that name: what has it is whole, and
// on the disk. A hub may be running. Its key is in it: whoever has the copy can speak for the hub. Throws Error.
Backup back_up(const std::filesystem::path& data, const std::filesystem::path& where, int64_t wall_ms);

// Keeps `made`, which back_up() gave, and of the copies beside it the newest, `keep` (from 1) in all; nothing else there is touched.
// Returns how many went. Throws Error.
size_t forget_copies(const std::filesystem::path& made, size_t keep);

// When back_up() last made a whole copy of `data`, as the wall clock told; nothing: never.
std::optional<int64_t> last_copy_ms(const std::filesystem::path& data);

// Puts a copy into `data`, where no hub may be. Read through before and after. Throws Error.
CheckedCopy restore(const std::filesystem::path& backup, const std::filesystem::path& data);

// At the start of a hub: after a restore() nobody knows what kiosks were told since the copy was made, so every seat may be
// promised until they tell (leases.h). Once; any number of cuts. Throws Error.
void note_restored(const std::filesystem::path& data, Storage& storage, int64_t now_ms);

} // namespace accanto::hub

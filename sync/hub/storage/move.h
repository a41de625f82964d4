#pragma once
// From the embedded store to PostgreSQL, for a hub that outgrew its machine.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace accanto::hub {

struct Moved {
    int64_t kiosks = 0, events = 0;
};
// Copies all that `folder`/hub.db keeps into the database at `url`, which holds nothing of a hub yet; no hub
// may be running on either. Every event is read against its digest first. All of it is there at the end, or
// nothing. Sums are not copied: the first hub that starts on it counts all events anew. `told` hears how many
// events are over, now and then. Throws Error.
Moved copy_to_postgres(const std::filesystem::path& folder, const std::string& url,
                       const std::function<void(int64_t)>& told);

} // namespace accanto::hub

#pragma once
// Fills a new hub with an invented network, through the hub's own ingest.

#include "sync/hub/demo/network.h"

#include <atomic>
#include <functional>

namespace accanto::hub::demo {

struct Filled {
    int64_t events = 0, kiosks = 0;
    std::string now; // RFC 3339: the moment at which the pages are to be looked at
};

struct Progress {
    int points = 0, of_points = 0;
    int64_t events = 0;
};

// `folder` must be missing or empty. All is written into a hidden folder within it, which only becomes the
// hub's when everything is there: whatever stops this, nothing half is left to be mistaken for a whole. What
// a killed one left is removed by the next. When `stop` becomes true: nothing, and the folder as it was.
// Throws Error.
std::optional<Filled> fill(const std::filesystem::path& folder, const std::filesystem::path& content,
                           const DemoOptions& options, const std::atomic<bool>& stop,
                           const std::function<void(const Progress&)>& tell);

} // namespace accanto::hub::demo

#pragma once
// Sealed words that people left for the coordinators: they leave the hub by a request that the log tells of,
// and by no other.

#include "sync/hub/storage/storage.h"

#include <set>

namespace accanto::hub {

// Of these points; nothing: of all.
using OfPoints = std::optional<std::set<std::string>>;

// How many events have something sealed in them. Reads all of their kinds.
int64_t count_sealed(Storage& storage, const OfPoints& points);
// These events as lines, in full (event_line), and those of the bookings that they belong to; until `write`
// answers false.
void each_sealed_line(Storage& storage, const OfPoints& points,
                      const std::function<bool(std::string_view)>& write);

// What the log tells of taking so many: the doer and the moment are the log's own.
std::string about_taken(int64_t count, const std::string& organisation);

} // namespace accanto::hub

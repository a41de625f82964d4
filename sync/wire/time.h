#pragma once
// Times as they travel: RFC 3339 in UTC, milliseconds.

#include <cstdint>
#include <optional>
#include <string_view>

namespace accanto::wire {

// "2026-11-23T09:15:00.000Z" (fraction optional, offset allowed). Nothing when it is no such time.
std::optional<int64_t> parse_rfc3339(std::string_view text);

} // namespace accanto::wire

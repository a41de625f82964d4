#pragma once

#include <cstdint>
#include <string>

namespace accanto::hub {

struct LocalMoment {
    std::string day; // "2026-11-23"
    int minute_of_day = 0;
    int weekday = 1; // 1 Monday
};

// local_date() and local_time() at once, for millions of moments: the zone is asked once for each quarter of
// an hour, in which no zone's offset changes (RFC 8536 files, all since 1972). Any thread. Throws Error for
// an unknown zone.
LocalMoment local_moment(int64_t wall_ms, const std::string& zone);

} // namespace accanto::hub

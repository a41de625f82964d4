#pragma once
// What a network promised to reach, by which day, and the course towards it: hub.toml in the hub's folder.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace accanto::hub {

struct Target {
    std::string what;     // "points", "people", "services"
    std::string from, by; // local dates: counted from .. to be reached
    int64_t goal = 0;     // 0: per_point for each point there is
    int64_t per_point = 0;
    double monthly_growth =
        0; // percent: each month brings so much more than the one before; 0: an even course
};

// At most five. A missing file is none. Throws Error with the line for what cannot be used: a promise must
// not be lost by a typing error.
std::vector<Target> load_targets(const std::filesystem::path& file);

// How much of `goal` the course has reached at the end of `day`: 0 before `from`, all of it from `by` on.
int64_t course(const Target& target, int64_t goal, const std::string& day);

} // namespace accanto::hub

#pragma once
// Recorded speech, slower or faster, in the voice it was spoken in.

#include <cstdint>
#include <vector>

namespace accanto::platform {

// Samples as the mixer has them. `pace`: 2 is heard in half the time, 1 as it is; the pitch stays.
std::vector<int16_t> at_pace(std::vector<int16_t> samples, double pace);

} // namespace accanto::platform

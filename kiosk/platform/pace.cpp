#include "kiosk/platform/pace.h"

#include "kiosk/platform/voice_frames.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

namespace accanto::platform {

namespace {

// Speech is laid down anew in pieces of 12 ms. Each begins near the place its time asks for, where it goes on
// most like the piece before it: within one period of the lowest voice (10 ms), so that the waves meet.
constexpr size_t piece = voice_rate * 12 / 1000, reach = voice_rate * 10 / 1000;
constexpr size_t stride = 2; // every other sample tells enough

// How unlike two pieces are.
int64_t difference(const int16_t* a, const int16_t* b) {
    int64_t sum = 0;
    for (size_t i = 0; i < piece; i += stride)
        sum += std::abs(int(a[i]) - int(b[i]));
    return sum;
}

} // namespace

std::vector<int16_t> at_pace(std::vector<int16_t> samples, double pace) {
    if (pace == 1 || samples.size() < 2 * (piece + reach))
        return samples;
    const size_t last = samples.size() - piece; // where a piece can begin
    std::vector<int16_t> out;
    out.reserve(size_t(double(samples.size()) / pace) + piece);
    size_t goes_on = 0; // where the piece before would go on
    for (double time = 0; size_t(time) <= last && goes_on <= last; time += double(piece) * pace) {
        const size_t wanted = size_t(time), from = wanted > reach ? wanted - reach : 0,
                     to = std::min(wanted + reach, last);
        size_t best = wanted;
        int64_t least = INT64_MAX;
        for (size_t at = from; at <= to; at += stride)
            if (const int64_t unlike = difference(&samples[goes_on], &samples[at]); unlike < least)
                least = unlike, best = at;
        for (size_t i = 0; i < piece; ++i) // from one into the other
            out.push_back(int16_t(
                (int(samples[goes_on + i]) * int(piece - i) + int(samples[best + i]) * int(i)) / int(piece)));
        goes_on = best + piece;
    }
    return out;
}

} // namespace accanto::platform

#include "tests/screens/glass.h"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace accanto::tests {

namespace {

int channel_distance(uint32_t a, uint32_t b) {
    int out = 0;
    for (const int shift : {0, 8, 16})
        out = std::max(out, std::abs(int(a >> shift & 255) - int(b >> shift & 255)));
    return out;
}

// How many rows and columns at each side have no ink.
struct Margins {
    int top = 0, bottom = 0, left = 0, right = 0;
};
Margins margins_of(const platform::Image& image) {
    Margins out{image.height, image.height, image.width, image.width};
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            if ((image.at(x, y) >> 24) > 32) {
                out.top = std::min(out.top, y), out.bottom = std::min(out.bottom, image.height - 1 - y);
                out.left = std::min(out.left, x), out.right = std::min(out.right, image.width - 1 - x);
            }
    return out;
}

} // namespace

uint32_t nearest_on_glass(const platform::Image& image, const ui::Rect& place, uint32_t colour) {
    constexpr int few = 3;
    std::map<uint32_t, int> counts;
    for (int y = std::max(0, int(place.y)); y < std::min(image.height, int(place.bottom())); ++y)
        for (int x = std::max(0, int(place.x)); x < std::min(image.width, int(place.right())); ++x)
            ++counts[image.at(x, y) & 0xFFFFFF];
    uint32_t best = 0;
    int distance = 1000;
    for (const auto& [seen, count] : counts)
        if (count >= few && channel_distance(seen, colour) < distance)
            best = seen, distance = channel_distance(seen, colour);
    return best | 0xFF000000;
}

bool is_cut(const platform::Image& image) {
    const Margins free = margins_of(image);
    return free.top + free.bottom == 0 || free.left + free.right == 0;
}

} // namespace accanto::tests

#pragma once
// Rectangles of whole pixels.

#include <algorithm>

namespace accanto::platform {

struct Area {
    int x = 0, y = 0, width = 0, height = 0;

    bool empty() const { return width <= 0 || height <= 0; }
    int right() const { return x + width; }
    int bottom() const { return y + height; }
    bool holds(const Area& other) const {
        return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
    }
    bool operator==(const Area&) const = default;
};

// What both cover; empty when they do not meet.
inline Area common(const Area& a, const Area& b) {
    const int x = std::max(a.x, b.x), y = std::max(a.y, b.y);
    const Area out{x, y, std::min(a.right(), b.right()) - x, std::min(a.bottom(), b.bottom()) - y};
    return out.empty() ? Area{} : out;
}

// The smallest that covers both; an empty one adds nothing.
inline Area around(const Area& a, const Area& b) {
    if (a.empty() || b.empty())
        return a.empty() ? b : a;
    const int x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

} // namespace accanto::platform

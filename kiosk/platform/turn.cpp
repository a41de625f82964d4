#include "kiosk/platform/turn.h"

#include "content/base/error.h"

#include <cstddef>

namespace accanto::platform {

Turn::Turn(int degrees) : m_degrees(degrees) {
    ACCANTO_ASSERT(degrees >= 0 && degrees < 360 && degrees % 90 == 0);
}

// Of a panel turned clockwise by a quarter the left edge is above: what is seen at the left is at its bottom.
Area Turn::area(const Area& seen, int width, int height) const {
    switch (m_degrees) {
    case 90:
        return {seen.y, width - seen.right(), seen.height, seen.width};
    case 180:
        return {width - seen.right(), height - seen.bottom(), seen.width, seen.height};
    case 270:
        return {height - seen.bottom(), seen.x, seen.height, seen.width};
    default:
        return seen;
    }
}

PointF Turn::point(PointF seen, float width, float height) const {
    switch (m_degrees) {
    case 90:
        return {seen.y, width - seen.x};
    case 180:
        return {width - seen.x, height - seen.y};
    case 270:
        return {height - seen.y, seen.x};
    default:
        return seen;
    }
}

void Turn::pixels(const uint32_t* seen, int width, int height, std::vector<uint32_t>& out) const {
    out.resize(size_t(width) * size_t(height));
    const int out_width = sideways() ? height : width, out_height = sideways() ? width : height;
    // Where the first pixel of the panel is seen, and the steps from there to its neighbours.
    const Area first = back().area({0, 0, 1, 1}, out_width, out_height);
    const ptrdiff_t row = width;
    const ptrdiff_t across = m_degrees == 90 ? row : m_degrees == 180 ? -1 : m_degrees == 270 ? -row : 1;
    const ptrdiff_t down = m_degrees == 90 ? -1 : m_degrees == 180 ? -row : m_degrees == 270 ? 1 : row;
    uint32_t* to = out.data();
    for (int y = 0; y < out_height; ++y) {
        ptrdiff_t from = first.y * row + first.x + y * down;
        for (int x = 0; x < out_width; ++x, from += across)
            *to++ = seen[from];
    }
}

} // namespace accanto::platform

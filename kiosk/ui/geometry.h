#pragma once
// Rectangles in pixels. Screens lay out from start to end, as if every language ran left to right; Ui mirrors at the last
// moment, so there is one layout and no "left" or "right" in a screen.

#include <algorithm>

namespace accanto::ui {

struct Size {
    float w = 0, h = 0;
};

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;

    float right() const { return x + w; }
    float bottom() const { return y + h; }
    float centre_x() const { return x + w / 2; }
    float centre_y() const { return y + h / 2; }
    bool contains(float px, float py) const { return px >= x && px < right() && py >= y && py < bottom(); }
    bool overlaps(const Rect& o) const { return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom(); }
    Rect inset(float by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }
    Rect inset(float horizontal, float vertical) const {
        return {x + horizontal, y + vertical, w - 2 * horizontal, h - 2 * vertical};
    }
    Rect grown(float by) const { return inset(-by); }

    // Cuts a piece off and leaves the rest, with a gap between them.
    Rect cut_top(float height, float gap = 0) {
        Rect piece{x, y, w, height};
        y += height + gap;
        h = std::max(0.0f, h - height - gap);
        return piece;
    }
    Rect cut_bottom(float height, float gap = 0) {
        Rect piece{x, bottom() - height, w, height};
        h = std::max(0.0f, h - height - gap);
        return piece;
    }
    Rect cut_start(float width, float gap = 0) {
        Rect piece{x, y, width, h};
        x += width + gap;
        w = std::max(0.0f, w - width - gap);
        return piece;
    }
    Rect cut_end(float width, float gap = 0) {
        Rect piece{right() - width, y, width, h};
        w = std::max(0.0f, w - width - gap);
        return piece;
    }
    // A box of the size in the middle of this one.
    Rect middle(float width, float height) const { return {x + (w - width) / 2, y + (h - height) / 2, width, height}; }
};

} // namespace accanto::ui

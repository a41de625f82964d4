#pragma once
// Black or white, one bit a dot: what a slip is on thermal paper.

#include "kiosk/platform/image.h"

#include <optional>
#include <string>
#include <string_view>

namespace accanto::platform {

// Rows from the top, each begun at a new byte, the leftmost dot in the highest bit; a set bit is black.
struct Bitmap {
    int width = 0, height = 0;
    std::string bits;

    int row_bytes() const { return (width + 7) / 8; }
    bool black(int x, int y) const {
        return (bits[size_t(y) * size_t(row_bytes()) + size_t(x / 8)] >> (7 - x % 8) & 1) != 0;
    }
    bool operator==(const Bitmap&) const = default;
};

// A slip is drawn black on white, so there is nothing to dither: the only greys are the edges of letters and
// lines. A dot that is covered by 3/8 or more becomes black. Half would be the fair share, but a stroke one
// dot wide that lies across two rows covers each by half, and would be black in both or, by a rounding, in
// none.
Bitmap black_and_white(const Image& image);

// The "raw" portable bitmap of netpbm: "P4", width, height, rows. It tells its own length.
std::string to_pbm(const Bitmap& bitmap);
// Nothing when it is no such file, is cut short, or is larger than a slip can be (8,192 dots a side).
std::optional<Bitmap> from_pbm(std::string_view bytes);

} // namespace accanto::platform

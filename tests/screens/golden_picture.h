#pragma once
// Pictures that are kept: small files of 256 colours, and a comparison that forgives what nobody sees.

#include "kiosk/platform/image.h"

#include <optional>

namespace accanto::tests {

// An 8-bit palette PNG: the 256 most frequent colours, the others as the nearest of them.
void write_palette_png(const std::filesystem::path& file, const platform::Image& image);
// Nothing when there is no such picture.
std::optional<platform::Image> read_png(const std::filesystem::path& file);

struct Difference {
    bool other_size = false;
    double share = 0; // of the blocks of 8 x 8 pixels whose mean differs by more than `most` in a channel
    int largest = 0;  // of those means, 0 to 255
    int x = 0, y = 0; // where that is
};
Difference difference(const platform::Image& a, const platform::Image& b, int most);

} // namespace accanto::tests

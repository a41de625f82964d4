#pragma once
// Between premultiplied pixels (Cairo's) and straight ones (PNG's, SDL's blend mode).

#include "kiosk/platform/image.h"

#include <vector>

namespace accanto::platform {

bool is_opaque(const Image& image);
void make_opaque(std::vector<uint32_t>& argb);

// Colours divided by their alpha, rounded; a fully transparent pixel is 0.
std::vector<uint32_t> straight_argb(const Image& image);
void straight_argb(const Image& image, std::vector<uint32_t>& out);   // the same, into what is there already

} // namespace accanto::platform

#pragma once
// A slip as a print queue takes it.

#include "kiosk/platform/bitmap.h"

namespace accanto::platform {

constexpr double slip_dots_per_mm = 8; // 203 dpi

// One bit a dot, black and white, with the resolution inside, so that a queue prints it at its own size.
// Empty when libpng has no memory for it.
std::string to_png(const Bitmap& bitmap);

} // namespace accanto::platform

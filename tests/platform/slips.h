#pragma once
// Slips for tests: pictures black on white, as ui/slip draws them.

#include "kiosk/platform/bitmap.h"

namespace accanto::tests {

platform::Image image_of(const platform::Bitmap& bitmap);
// Every byte that a printer could take for something else stands in it.
platform::Image noise(int width, int height, unsigned seed);
platform::Image striped(int width, int height);

} // namespace accanto::tests

#pragma once
// What is really in the pixels of a screen, or of a picture of words.

#include "kiosk/platform/image.h"
#include "kiosk/ui/geometry.h"

#include <cstdint>

namespace accanto::tests {

// The pixel of this place that comes nearest to a colour, among those that are there a few times: no soft
// edge by chance.
uint32_t nearest_on_glass(const platform::Image& image, const ui::Rect& place, uint32_t colour);

// Around the place that was measured for it a picture of words has a pixel on each side, and each line may
// stand a pixel higher than measured. Ink that reaches both edges was longer than that, and may have been
// cut.
bool is_cut(const platform::Image& image);

} // namespace accanto::tests

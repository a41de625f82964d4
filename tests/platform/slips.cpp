#include "tests/platform/slips.h"

#include <random>

namespace accanto::tests {

using platform::Image;

Image image_of(const platform::Bitmap& bitmap) {
    Image out{bitmap.width, bitmap.height, {}};
    for (int y = 0; y < bitmap.height; ++y)
        for (int x = 0; x < bitmap.width; ++x)
            out.argb.push_back(bitmap.black(x, y) ? 0xFF000000 : 0xFFFFFFFF);
    return out;
}

Image noise(int width, int height, unsigned seed) {
    std::mt19937 random(seed);
    platform::Bitmap bitmap{width, height, {}};
    for (int i = 0; i < bitmap.row_bytes() * height; ++i)
        bitmap.bits += char(random());
    return image_of(bitmap);
}

Image striped(int width, int height) {
    Image out{width, height, {}};
    for (int y = 0; y < height; ++y)
        out.argb.insert(out.argb.end(), size_t(width), y % 2 ? 0xFF000000 : 0xFFFFFFFF);
    return out;
}

} // namespace accanto::tests

#include "kiosk/platform/pixels.h"

#include <algorithm>
#include <array>

namespace accanto::platform {

namespace {

// 255/alpha in 16.16 fixed point, so that a picture costs multiplications and no divisions.
constexpr std::array<uint32_t, 256> make_inverses() {
    std::array<uint32_t, 256> inverses{};
    for (uint32_t alpha = 1; alpha < 256; ++alpha)
        inverses[alpha] = ((255u << 16) + alpha / 2) / alpha;
    return inverses;
}
constexpr auto inverses = make_inverses();

uint32_t straight(uint32_t argb) {
    const uint32_t alpha = argb >> 24;
    if (alpha == 255)
        return argb;
    if (alpha == 0)
        return 0;
    const auto channel = [&](int shift) {
        const uint32_t value = (((argb >> shift) & 0xff) * inverses[alpha] + 0x8000) >> 16;
        return std::min(value, 255u) << shift;
    };
    return alpha << 24 | channel(16) | channel(8) | channel(0);
}

} // namespace

bool is_opaque(const Image& image) {
    return std::all_of(image.argb.begin(), image.argb.end(), [](uint32_t argb) { return argb >> 24 == 255; });
}

void make_opaque(std::vector<uint32_t>& argb) {
    for (uint32_t& pixel : argb)
        pixel |= 0xff000000;
}

std::vector<uint32_t> straight_argb(const Image& image) {
    std::vector<uint32_t> pixels;
    straight_argb(image, pixels);
    return pixels;
}

void straight_argb(const Image& image, std::vector<uint32_t>& out) {
    out.resize(image.argb.size());
    std::transform(image.argb.begin(), image.argb.end(), out.begin(), straight);
}

} // namespace accanto::platform

#include "kiosk/platform/textures.h"

#include "content/base/error.h"
#include "kiosk/platform/pixels.h"

#include <SDL.h>

#include <algorithm>
#include <cstddef>

namespace accanto::platform {

PlainMiddle find_plain_middle(const Image& image) {
    const int x = image.width / 2, y = image.height / 2;
    const uint32_t argb = image.at(x, y);
    if (argb >> 24 != 255)
        return {};
    PlainMiddle middle{x, y, x + 1, y + 1, argb};
    while (middle.left > 0 && image.at(middle.left - 1, y) == argb)
        --middle.left;
    while (middle.right < image.width && image.at(middle.right, y) == argb)
        ++middle.right;
    const auto plain_row = [&](int row) {
        const auto first = image.argb.begin() + ptrdiff_t(row) * image.width;
        return std::all_of(first + middle.left, first + middle.right,
                           [argb](uint32_t pixel) { return pixel == argb; });
    };
    while (middle.top > 0 && plain_row(middle.top - 1))
        --middle.top;
    while (middle.bottom < image.height && plain_row(middle.bottom))
        ++middle.bottom;
    return middle;
}

const PlainMiddle* plain_middle(SDL_Texture* texture) {
    return static_cast<const PlainMiddle*>(SDL_GetTextureUserData(texture));
}

// SDL's software renderer (2.26) refuses composed blend modes, so premultiplied pixels become straight ones
// and SDL_BLENDMODE_BLEND does the rest, the same on every renderer. Pixels without transparency go into a
// format without alpha: render() draws those with plain copies.
TextureId Textures::upload(const Image& image) {
    ACCANTO_ASSERT(image.width > 0 && image.height > 0);
    ACCANTO_ASSERT(image.argb.size() == size_t(image.width) * size_t(image.height));
    const bool opaque = is_opaque(image);
    const Uint32 format = opaque ? SDL_PIXELFORMAT_RGB888 : SDL_PIXELFORMAT_ARGB8888;
    SDL_Texture* texture =
        SDL_CreateTexture(m_renderer, format, SDL_TEXTUREACCESS_STATIC, image.width, image.height);
    if (!texture)
        throw Error(std::string("no texture: ") + SDL_GetError(), 0);

    const std::vector<uint32_t> straight = opaque ? std::vector<uint32_t>{} : straight_argb(image);
    const uint32_t* pixels = opaque ? image.argb.data() : straight.data();
    if (SDL_UpdateTexture(texture, nullptr, pixels, image.width * 4) != 0) {
        const std::string why = SDL_GetError();
        SDL_DestroyTexture(texture);
        throw Error("texture not filled: " + why, 0);
    }
    SDL_SetTextureBlendMode(texture, opaque ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_SetTextureScaleMode(texture, SDL_ScaleModeNearest);
    const auto id = reinterpret_cast<TextureId>(texture);
    auto& middle = m_middles[id] = std::make_unique<PlainMiddle>(find_plain_middle(image));
    SDL_SetTextureUserData(texture, middle.get());
    return id;
}

void Textures::sweep() {
    for (const TextureId texture : m_released) {
        SDL_DestroyTexture(reinterpret_cast<SDL_Texture*>(texture));
        m_middles.erase(texture);
    }
    m_released.clear();
}

} // namespace accanto::platform

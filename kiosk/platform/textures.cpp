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
    int left = x, right = x + 1, top = y, bottom = y + 1;
    while (left > 0 && image.at(left - 1, y) == argb)
        --left;
    while (right < image.width && image.at(right, y) == argb)
        ++right;
    const auto plain_row = [&](int row) {
        const auto first = image.argb.begin() + ptrdiff_t(row) * image.width;
        return std::all_of(first + left, first + right, [argb](uint32_t pixel) { return pixel == argb; });
    };
    while (top > 0 && plain_row(top - 1))
        --top;
    while (bottom < image.height && plain_row(bottom))
        ++bottom;
    return {{left, top, right - left, bottom - top}, argb};
}

const TextureFacts& facts_of(SDL_Texture* texture) {
    const auto* facts = static_cast<const TextureFacts*>(SDL_GetTextureUserData(texture));
    ACCANTO_ASSERT(facts);
    return *facts;
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

    const bool ready = opaque || image.straight;
    if (!ready)
        straight_argb(image, m_straight);
    const uint32_t* pixels = ready ? image.argb.data() : m_straight.data();
    if (SDL_UpdateTexture(texture, nullptr, pixels, image.width * 4) != 0) {
        const std::string why = SDL_GetError();
        SDL_DestroyTexture(texture);
        throw Error("texture not filled: " + why, 0);
    }
    SDL_SetTextureBlendMode(texture, opaque ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_SetTextureScaleMode(texture, SDL_ScaleModeNearest);
    const auto id = reinterpret_cast<TextureId>(texture);
    auto& facts = m_facts[id] = std::make_unique<TextureFacts>(
        TextureFacts{++m_serial, image.width, image.height, opaque, find_plain_middle(image)});
    SDL_SetTextureUserData(texture, facts.get());
    return id;
}

void Textures::sweep() {
    for (const TextureId texture : m_released) {
        SDL_DestroyTexture(reinterpret_cast<SDL_Texture*>(texture));
        m_facts.erase(texture);
    }
    m_released.clear();
    m_straight = {};
}

} // namespace accanto::platform

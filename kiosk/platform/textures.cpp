#include "kiosk/platform/textures.h"

#include "content/base/error.h"
#include "kiosk/platform/pixels.h"

#include <SDL.h>

#include <algorithm>
#include <cstddef>
#include <utility>

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

namespace {

[[noreturn]] void refuse(const char* what) {
    throw Error(std::string(what) + ": " + SDL_GetError(), 0);
}

struct DestroyTexture {
    void operator()(SDL_Texture* texture) const { SDL_DestroyTexture(texture); }
};
using TexturePointer = std::unique_ptr<SDL_Texture, DestroyTexture>;

// What is in it, straight. Nobody keeps the pixels of all that was uploaded for the one turn of a technician.
std::vector<uint32_t> pixels_of(SDL_Renderer* renderer, SDL_Texture* texture, int width, int height) {
    const TexturePointer sheet(
        SDL_CreateTexture(renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_TARGET, width, height));
    if (!sheet)
        refuse("no texture");
    SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_NONE);
    SDL_SetTextureColorMod(texture, 255, 255, 255);
    SDL_SetTextureAlphaMod(texture, 255);
    std::vector<uint32_t> pixels(size_t(width) * size_t(height));
    const bool read =
        SDL_SetRenderTarget(renderer, sheet.get()) == 0 &&
        SDL_RenderCopy(renderer, texture, nullptr, nullptr) == 0 &&
        SDL_RenderReadPixels(renderer, nullptr, SDL_PIXELFORMAT_ARGB8888, pixels.data(), width * 4) == 0;
    SDL_SetRenderTarget(renderer, nullptr);
    if (!read)
        refuse("texture not read");
    return pixels;
}

} // namespace

// SDL's software renderer (2.26) refuses composed blend modes, so premultiplied pixels become straight ones
// and SDL_BLENDMODE_BLEND does the rest, the same on every renderer. Pixels without transparency go into a
// format without alpha: render() draws those with plain copies.
TextureId Textures::upload(const Image& image) {
    ACCANTO_ASSERT(image.width > 0 && image.height > 0);
    ACCANTO_ASSERT(image.argb.size() == size_t(image.width) * size_t(image.height));
    const bool opaque = is_opaque(image);
    const bool ready = opaque || image.straight;
    if (!ready)
        straight_argb(image, m_straight);
    const uint32_t* pixels = ready ? image.argb.data() : m_straight.data();
    if (m_turn.any())
        m_turn.pixels(pixels, image.width, image.height, m_turned), pixels = m_turned.data();
    const bool sideways = m_turn.sideways();
    auto texture = std::make_unique<Texture>();
    texture->turned =
        make(pixels, sideways ? image.height : image.width, sideways ? image.width : image.height, opaque);
    texture->serial = ++m_serial;
    texture->width = image.width, texture->height = image.height;
    texture->opaque = opaque;
    texture->plain = find_plain_middle(image);
    const auto id = reinterpret_cast<TextureId>(texture.get());
    m_all[id] = std::move(texture);
    return id;
}

SDL_Texture* Textures::make(const uint32_t* pixels, int width, int height, bool opaque) const {
    const Uint32 format = opaque ? SDL_PIXELFORMAT_RGB888 : SDL_PIXELFORMAT_ARGB8888;
    TexturePointer texture(SDL_CreateTexture(m_renderer, format, SDL_TEXTUREACCESS_STATIC, width, height));
    if (!texture)
        refuse("no texture");
    if (SDL_UpdateTexture(texture.get(), nullptr, pixels, width * 4) != 0)
        refuse("texture not filled");
    SDL_SetTextureBlendMode(texture.get(), opaque ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_SetTextureScaleMode(texture.get(), SDL_ScaleModeNearest);
    return texture.release();
}

void Textures::turn(Turn turn) {
    const Turn by = turn.after(m_turn);
    if (!by.any())
        return;
    for (auto& [id, texture] : m_all)
        turn_by(by, *texture);
    m_turn = turn;
}

void Textures::turn_by(Turn by, Texture& texture) const {
    const bool sideways = m_turn.sideways();
    const int width = sideways ? texture.height : texture.width,
              height = sideways ? texture.width : texture.height;
    const std::vector<uint32_t> before = pixels_of(m_renderer, texture.turned, width, height);
    std::vector<uint32_t> now;
    by.pixels(before.data(), width, height, now);
    SDL_Texture* turned =
        make(now.data(), by.sideways() ? height : width, by.sideways() ? width : height, texture.opaque);
    SDL_DestroyTexture(std::exchange(texture.turned, turned));
}

void Textures::sweep() {
    for (const TextureId texture : m_released) {
        SDL_DestroyTexture(m_all.at(texture)->turned);
        m_all.erase(texture);
    }
    m_released.clear();
    m_straight = {};
    m_turned = {};
}

} // namespace accanto::platform

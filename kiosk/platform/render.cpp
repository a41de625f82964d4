#include "kiosk/platform/render.h"

#include "kiosk/platform/occlusion.h"
#include "kiosk/platform/textures.h"

#include <SDL.h>

#include <cwchar>

namespace accanto::platform {

namespace {

SDL_Rect rect_of(const Area& area) {
    return {area.x, area.y, area.width, area.height};
}

SDL_Color colour_of(uint32_t argb) {
    return {Uint8(argb >> 16), Uint8(argb >> 8), Uint8(argb), Uint8(argb >> 24)};
}

// SDL fills past the processor's caches, so that what is drawn over it next waits for memory: this does not.
// Its edges cost it as much again where rows are short, as those of a card are.
void fill(SDL_Surface& surface, const Area& wanted, uint32_t argb) {
    static_assert(sizeof(wchar_t) == sizeof(uint32_t));
    const Area area = common(wanted, {0, 0, surface.w, surface.h});
    for (int y = area.y; y < area.bottom(); ++y) {
        auto* row = static_cast<uint8_t*>(surface.pixels) + ptrdiff_t(y) * surface.pitch;
        std::wmemset(reinterpret_cast<wchar_t*>(row) + area.x, wchar_t(argb), size_t(area.width));
    }
}

bool can_be_filled(const SDL_Surface* surface) {
    return surface && !SDL_MUSTLOCK(surface) &&
           (surface->format->format == SDL_PIXELFORMAT_ARGB8888 ||
            surface->format->format == SDL_PIXELFORMAT_RGB888);
}

class Pass {
public:
    Pass(SDL_Renderer* renderer, const Frame& frame, const Area& part, SDL_Surface* surface)
        : m_renderer(renderer),
          m_surface(can_be_filled(surface) ? surface : nullptr),
          m_frame(frame),
          m_part(part),
          m_occlusion(frame, part) {}

    RenderCounts run() {
        background();
        for (size_t i = 0; i < m_frame.operations.size(); ++i)
            if (clip(m_frame.operations[i]))
                draw(m_frame.operations[i], i);
        SDL_RenderSetClipRect(m_renderer, nullptr);
        return m_counts;
    }

private:
    void background() { paint(common(m_part, m_frame.whole), m_frame.background_argb | 0xff000000, 0); }

    // False when nothing of it is in the part.
    bool clip(const Operation& operation) {
        const Area clip = common(operation.clip, m_part);
        if (common(operation.target, clip).empty())
            return false;
        if (clip != m_clip) {
            m_clip = clip;
            const SDL_Rect rect = rect_of(clip);
            SDL_RenderSetClipRect(m_renderer, &rect);
        }
        return true;
    }

    void draw(const Operation& operation, size_t index) {
        switch (operation.kind) {
        case Operation::Kind::fill:
            paint(common(operation.seen(), m_part), operation.argb, index + 1);
            ++m_counts.fills;
            break;
        case Operation::Kind::copy:
            copy(operation);
            ++m_counts.copies;
            break;
        case Operation::Kind::geometry:
            geometry(operation);
            ++m_counts.geometry;
            break;
        }
    }

    // What operations from `next` on will hide is left out.
    void paint(const Area& area, uint32_t argb, size_t next) {
        if (m_surface && argb >> 24 == 255) {
            SDL_RenderFlush(m_renderer); // what was asked for before comes before
            for (const Area& piece : m_occlusion.seen(area, next))
                fill(*m_surface, piece, argb);
            return;
        }
        const SDL_Color colour = colour_of(argb);
        SDL_SetRenderDrawBlendMode(m_renderer, colour.a == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
        SDL_SetRenderDrawColor(m_renderer, colour.r, colour.g, colour.b, colour.a);
        for (const Area& piece : m_occlusion.seen(area, next)) {
            const SDL_Rect rect = rect_of(piece);
            SDL_RenderFillRect(m_renderer, &rect);
        }
    }

    void copy(const Operation& operation) {
        const SDL_Rect source = rect_of(operation.source), target = rect_of(operation.target);
        SDL_Texture* texture = operation.texture->turned;
        tint(texture, !operation.texture->opaque, colour_of(operation.argb));
        if (operation.mirrored || operation.upside_down) {
            const int flip = (operation.mirrored ? SDL_FLIP_HORIZONTAL : 0) |
                             (operation.upside_down ? SDL_FLIP_VERTICAL : 0);
            SDL_RenderCopyEx(m_renderer, texture, &source, &target, 0, nullptr, SDL_RendererFlip(flip));
        } else {
            SDL_RenderCopy(m_renderer, texture, &source, &target);
        }
    }

    // Blending is switched off wherever it would change nothing: in software it costs several times a plain
    // copy.
    static void tint(SDL_Texture* texture, bool transparent, const SDL_Color& colour) {
        const bool blended = transparent || colour.a != 255;
        SDL_SetTextureBlendMode(texture, blended ? SDL_BLENDMODE_BLEND : SDL_BLENDMODE_NONE);
        SDL_SetTextureColorMod(texture, colour.r, colour.g, colour.b);
        SDL_SetTextureAlphaMod(texture, colour.a);
    }

    void geometry(const Operation& operation) {
        // ImDrawVert's colour is red, green, blue, alpha in memory, as SDL_Color is.
        static_assert(IM_COL32_R_SHIFT == 0 && IM_COL32_A_SHIFT == 24 && SDL_BYTEORDER == SDL_LIL_ENDIAN);
        SDL_SetRenderDrawBlendMode(m_renderer, SDL_BLENDMODE_BLEND);
        SDL_Texture* texture = operation.texture ? operation.texture->turned : nullptr;
        if (texture)
            tint(texture, true, {255, 255, 255, 255});
        const ImDrawVert* corners = &m_frame.corners[operation.first_corner];
        SDL_RenderGeometryRaw(m_renderer, texture, &corners->pos.x, sizeof(ImDrawVert),
                              reinterpret_cast<const SDL_Color*>(&corners->col), sizeof(ImDrawVert),
                              &corners->uv.x, sizeof(ImDrawVert), int(operation.corners), nullptr, 0, 0);
    }

    SDL_Renderer* m_renderer;
    SDL_Surface* m_surface;
    const Frame& m_frame;
    Area m_part, m_clip;
    Occlusion m_occlusion;
    RenderCounts m_counts;
};

} // namespace

RenderCounts render(SDL_Renderer* renderer, const Frame& frame, const Area& part, SDL_Surface* surface) {
    return Pass(renderer, frame, part, surface).run();
}

} // namespace accanto::platform

#include "kiosk/platform/render.h"

#include "kiosk/platform/textures.h"

#include <SDL.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace accanto::platform {

namespace {

constexpr int quad_indices = 6;

// One of ImDrawList's rectangles: corners a (start) and c (opposite), one colour.
struct Quad {
    ImVec2 a, c, uv_a, uv_c;
    SDL_Color colour;
};

SDL_Color colour_of(ImU32 colour) {
    return {Uint8(colour >> IM_COL32_R_SHIFT), Uint8(colour >> IM_COL32_G_SHIFT),
            Uint8(colour >> IM_COL32_B_SHIFT), Uint8(colour >> IM_COL32_A_SHIFT)};
}

// The six indices are those of ImDrawList::PrimRect, its corners lie on two columns and two rows, and so do
// their texture coordinates.
bool read_quad(const ImDrawIdx* indices, const ImDrawVert* vertices, Quad& quad) {
    const unsigned first = indices[0];
    static constexpr unsigned order[quad_indices] = {0, 1, 2, 0, 2, 3};
    for (int i = 0; i < quad_indices; ++i)
        if (indices[i] != first + order[i])
            return false;
    const ImDrawVert &a = vertices[first], &b = vertices[first + 1], &c = vertices[first + 2],
                     &d = vertices[first + 3];
    const bool upright = a.pos.y == b.pos.y && c.pos.y == d.pos.y && a.pos.x == d.pos.x && b.pos.x == c.pos.x;
    const bool plain = a.uv.y == b.uv.y && c.uv.y == d.uv.y && a.uv.x == d.uv.x && b.uv.x == c.uv.x;
    const bool even = a.col == b.col && b.col == c.col && c.col == d.col;
    if (!upright || !plain || !even)
        return false;
    quad = {a.pos, c.pos, a.uv, c.uv, colour_of(a.col)};
    return true;
}

int nearest(float value) {
    return int(std::lround(value));
}

// The part of a texture along one axis, in whole texels; false when it begins or ends within one.
bool whole_texels(float from, float to, int size, int& start, int& length) {
    const float first = from * float(size), last = to * float(size);
    start = nearest(first);
    length = nearest(last) - start;
    return std::fabs(first - float(start)) < 0.05f && std::fabs(last - float(nearest(last))) < 0.05f &&
           length > 0;
}

// A copy at its own size keeps it, wherever the rounding of its edges would fall: that is SDL's quick path.
void place(float from, float to, int source_length, int& start, int& length) {
    start = nearest(from);
    length = std::fabs(to - from - float(source_length)) < 0.51f ? source_length : nearest(to) - start;
}

bool holds(const PlainMiddle& middle, const SDL_Rect& part) {
    return part.x >= middle.left && part.x + part.w <= middle.right && part.y >= middle.top &&
           part.y + part.h <= middle.bottom;
}

// An opaque pixel in a vertex colour.
SDL_Color modulated(uint32_t argb, const SDL_Color& colour) {
    const auto channel = [argb](int shift, Uint8 by) { return Uint8((argb >> shift & 0xff) * by / 255); };
    return {channel(16, colour.r), channel(8, colour.g), channel(0, colour.b), colour.a};
}

class Pass {
public:
    Pass(SDL_Renderer* renderer, const ImDrawData& data) : m_renderer(renderer), m_origin(data.DisplayPos) {}

    void list(const ImDrawList& list) {
        for (const ImDrawCmd& command : list.CmdBuffer)
            if (!command.UserCallback && clip(command.ClipRect))
                draw(list, command);
    }

    RenderCounts counts() const { return m_counts; }

private:
    // False when nothing of the command can be seen.
    bool clip(const ImVec4& rect) {
        const int left = nearest(rect.x - m_origin.x), top = nearest(rect.y - m_origin.y);
        m_clip = {left, top, nearest(rect.z - m_origin.x) - left, nearest(rect.w - m_origin.y) - top};
        return m_clip.w > 0 && m_clip.h > 0 && SDL_RenderSetClipRect(m_renderer, &m_clip) == 0;
    }

    void draw(const ImDrawList& list, const ImDrawCmd& command) {
        auto* texture = static_cast<SDL_Texture*>(command.GetTexID());
        const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
        const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
        const int vertex_count = list.VtxBuffer.Size - int(command.VtxOffset);
        const int count = int(command.ElemCount);
        int loose = 0; // first index not yet drawn
        for (int i = 0; i + quad_indices <= count;) {
            Quad quad;
            if (!read_quad(indices + i, vertices, quad)) {
                i += 3;
                continue;
            }
            geometry(texture, vertices, vertex_count, indices + loose, i - loose);
            if (!texture)
                fill(quad);
            else if (!copy(texture, quad))
                geometry(texture, vertices, vertex_count, indices + i, quad_indices);
            i += quad_indices;
            loose = i;
        }
        geometry(texture, vertices, vertex_count, indices + loose, count - loose);
    }

    bool seen(const SDL_Rect& rect) const { return SDL_HasIntersection(&rect, &m_clip) == SDL_TRUE; }

    void fill(const Quad& quad) {
        const int x0 = nearest(quad.a.x - m_origin.x), x1 = nearest(quad.c.x - m_origin.x);
        const int y0 = nearest(quad.a.y - m_origin.y), y1 = nearest(quad.c.y - m_origin.y);
        fill({std::min(x0, x1), std::min(y0, y1), std::abs(x1 - x0), std::abs(y1 - y0)}, quad.colour);
    }

    void fill(const SDL_Rect& rect, const SDL_Color& colour) {
        if (!seen(rect))
            return;
        SDL_SetRenderDrawBlendMode(m_renderer, colour.a == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
        SDL_SetRenderDrawColor(m_renderer, colour.r, colour.g, colour.b, colour.a);
        SDL_RenderFillRect(m_renderer, &rect);
        ++m_counts.fills;
    }

    // False when only geometry can draw it: a part of the texture that begins within a texel.
    bool copy(SDL_Texture* texture, Quad quad) {
        Uint32 format = 0;
        int width = 0, height = 0;
        if (SDL_QueryTexture(texture, &format, nullptr, &width, &height) != 0)
            return true;
        turn_upright(quad.a.x, quad.c.x, quad.uv_a.x, quad.uv_c.x);
        turn_upright(quad.a.y, quad.c.y, quad.uv_a.y, quad.uv_c.y);
        const bool mirrored = quad.uv_a.x > quad.uv_c.x, upside_down = quad.uv_a.y > quad.uv_c.y;
        SDL_Rect source, target;
        if (!whole_texels(std::min(quad.uv_a.x, quad.uv_c.x), std::max(quad.uv_a.x, quad.uv_c.x), width,
                          source.x, source.w) ||
            !whole_texels(std::min(quad.uv_a.y, quad.uv_c.y), std::max(quad.uv_a.y, quad.uv_c.y), height,
                          source.y, source.h))
            return false;
        place(quad.a.x - m_origin.x, quad.c.x - m_origin.x, source.w, target.x, target.w);
        place(quad.a.y - m_origin.y, quad.c.y - m_origin.y, source.h, target.y, target.h);
        if (!seen(target))
            return true;
        if (const PlainMiddle* middle = plain_middle(texture); middle && holds(*middle, source)) {
            fill(target, modulated(middle->argb, quad.colour));
            return true;
        }
        tint(texture, format, quad.colour);
        if (mirrored || upside_down) {
            const int flip = (mirrored ? SDL_FLIP_HORIZONTAL : 0) | (upside_down ? SDL_FLIP_VERTICAL : 0);
            SDL_RenderCopyEx(m_renderer, texture, &source, &target, 0, nullptr, SDL_RendererFlip(flip));
        } else {
            SDL_RenderCopy(m_renderer, texture, &source, &target);
        }
        ++m_counts.copies;
        return true;
    }

    static void turn_upright(float& from, float& to, float& uv_from, float& uv_to) {
        if (from > to) {
            std::swap(from, to);
            std::swap(uv_from, uv_to);
        }
    }

    // Blending is switched off wherever it would change nothing: in software it costs several times a plain
    // copy.
    static void tint(SDL_Texture* texture, Uint32 format, const SDL_Color& colour) {
        const bool blended = SDL_ISPIXELFORMAT_ALPHA(format) || colour.a != 255;
        SDL_SetTextureBlendMode(texture, blended ? SDL_BLENDMODE_BLEND : SDL_BLENDMODE_NONE);
        SDL_SetTextureColorMod(texture, colour.r, colour.g, colour.b);
        SDL_SetTextureAlphaMod(texture, colour.a);
    }

    void geometry(SDL_Texture* texture, const ImDrawVert* vertices, int vertex_count,
                  const ImDrawIdx* indices, int count) {
        if (count <= 0)
            return;
        // ImDrawVert's colour is red, green, blue, alpha in memory, as SDL_Color is.
        static_assert(IM_COL32_R_SHIFT == 0 && IM_COL32_A_SHIFT == 24 && SDL_BYTEORDER == SDL_LIL_ENDIAN);
        SDL_SetRenderDrawBlendMode(m_renderer, SDL_BLENDMODE_BLEND);
        if (texture)
            tint(texture, SDL_PIXELFORMAT_ARGB8888, {255, 255, 255, 255});
        vertices = moved(vertices, vertex_count);
        SDL_RenderGeometryRaw(m_renderer, texture, &vertices->pos.x, sizeof(ImDrawVert),
                              reinterpret_cast<const SDL_Color*>(&vertices->col), sizeof(ImDrawVert),
                              &vertices->uv.x, sizeof(ImDrawVert), vertex_count, indices, count,
                              sizeof(ImDrawIdx));
        ++m_counts.geometry;
    }

    // The vertices in pixels of the target.
    const ImDrawVert* moved(const ImDrawVert* vertices, int count) {
        if (m_origin.x == 0 && m_origin.y == 0)
            return vertices;
        m_moved.assign(vertices, vertices + count);
        for (ImDrawVert& vertex : m_moved)
            vertex.pos = ImVec2(vertex.pos.x - m_origin.x, vertex.pos.y - m_origin.y);
        return m_moved.data();
    }

    SDL_Renderer* m_renderer;
    ImVec2 m_origin;
    SDL_Rect m_clip{};
    std::vector<ImDrawVert> m_moved;
    RenderCounts m_counts;
};

} // namespace

RenderCounts render(SDL_Renderer* renderer, const ImDrawData& data) {
    SDL_Rect clip_before;
    SDL_RenderGetClipRect(renderer, &clip_before);
    const bool was_clipped = SDL_RenderIsClipEnabled(renderer) == SDL_TRUE;
    Pass pass(renderer, data);
    for (int i = 0; i < data.CmdListsCount; ++i)
        pass.list(*data.CmdLists[i]);
    SDL_RenderSetClipRect(renderer, was_clipped ? &clip_before : nullptr);
    return pass.counts();
}

} // namespace accanto::platform

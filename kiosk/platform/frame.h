#pragma once
// What a frame draws: ImGui's draw data as a list of copies and fills of whole pixels, and what of it differs
// from the frame before.

#include "kiosk/platform/area.h"
#include "kiosk/platform/turn.h"

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace accanto::platform {

struct Texture;

struct Operation {
    enum class Kind { fill, copy, geometry };

    Kind kind = Kind::fill;
    Area target;                // where it draws
    Area clip;                  // and no further than this; the two always meet
    uint32_t argb = 0xffffffff; // a fill's colour; what the pixels of a copy are multiplied with
    // Of a copy.
    Area source;              // texels
    bool mirrored = false;    // left and right exchanged
    bool upside_down = false; // top and bottom
    uint64_t serial = 0;      // of the texture: its address may have been another's before
    const Texture* texture =
        nullptr; // of geometry too, which may have none; good for the frame's own time only
    // Of geometry: its triangles.
    size_t first_corner = 0, corners = 0;

    Area seen() const { return common(target, clip); }
    // Cut to a smaller clip it draws the same pixels there. Not so what is stretched, or sampled between
    // texels.
    bool can_be_cut() const {
        return kind == Kind::fill ||
               (kind == Kind::copy && source.width == target.width && source.height == target.height);
    }
    // Surely draws the same as the other.
    bool same_as(const Operation& other) const;
};

struct Frame {
    Area whole; // at 0, 0
    uint32_t background_argb = 0;
    std::vector<Operation> operations; // in the order they are drawn
    std::vector<ImDrawVert> corners;   // of all geometry, three a triangle
};

// ImTextureID is a TextureId of Textures; the null texture means a plain fill in the vertex colour. Callbacks
// draw nothing.
Frame frame_of(const ImDrawData& data, int width, int height, uint32_t background_argb);

// The same, where it lies on a panel that hangs so. Its textures must lie so too.
Frame turned(Frame frame, Turn turn);

// The smallest rectangle found outside which `now` looks as `before`; empty when nothing differs. What cannot
// be cut lies within it or outside.
Area damage(const Frame& before, const Frame& now);

} // namespace accanto::platform

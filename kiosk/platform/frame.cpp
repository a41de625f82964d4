#include "kiosk/platform/frame.h"

#include "kiosk/platform/textures.h"

#include <cmath>
#include <utility>

namespace accanto::platform {

namespace {

constexpr int quad_indices = 6;

// One of ImDrawList's rectangles: corners a (start) and c (opposite), one colour.
struct Quad {
    ImVec2 a, c, uv_a, uv_c;
    uint32_t argb;
};

uint32_t argb_of(ImU32 colour) {
    const auto channel = [colour](int from, int to) { return (colour >> from & 0xff) << to; };
    return channel(IM_COL32_A_SHIFT, 24) | channel(IM_COL32_R_SHIFT, 16) | channel(IM_COL32_G_SHIFT, 8) |
           channel(IM_COL32_B_SHIFT, 0);
}

// An opaque pixel in a vertex colour.
uint32_t modulated(uint32_t pixel, uint32_t argb) {
    const auto channel = [=](int shift) {
        return (pixel >> shift & 0xff) * (argb >> shift & 0xff) / 255 << shift;
    };
    return (argb & 0xff000000) | channel(16) | channel(8) | channel(0);
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
    quad = {a.pos, c.pos, a.uv, c.uv, argb_of(a.col)};
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

bool turn_upright(float& from, float& to, float& uv_from, float& uv_to) {
    if (from > to) {
        std::swap(from, to);
        std::swap(uv_from, uv_to);
    }
    const bool turned = uv_from > uv_to;
    if (turned)
        std::swap(uv_from, uv_to);
    return turned;
}

class Reader {
public:
    Reader(const ImDrawData& data, Frame& frame) : m_origin(data.DisplayPos), m_frame(frame) {}

    void list(const ImDrawList& list) {
        for (const ImDrawCmd& command : list.CmdBuffer)
            if (!command.UserCallback && clip(command.ClipRect))
                read(list, command);
    }

private:
    // False when nothing of the command can be seen.
    bool clip(const ImVec4& rect) {
        const int left = nearest(rect.x - m_origin.x), top = nearest(rect.y - m_origin.y);
        const Area asked{left, top, nearest(rect.z - m_origin.x) - left, nearest(rect.w - m_origin.y) - top};
        m_clip = common(asked, m_frame.whole);
        return !m_clip.empty();
    }

    void read(const ImDrawList& list, const ImDrawCmd& command) {
        const auto* texture = static_cast<const Texture*>(command.GetTexID());
        const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
        const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
        const int count = int(command.ElemCount);
        int loose = 0; // first index not yet read
        for (int i = 0; i + quad_indices <= count;) {
            Quad quad;
            if (!read_quad(indices + i, vertices, quad)) {
                i += 3;
                continue;
            }
            geometry(texture, vertices, indices + loose, i - loose);
            if (!texture)
                fill(quad);
            else if (!copy(texture, quad))
                geometry(texture, vertices, indices + i, quad_indices);
            i += quad_indices;
            loose = i;
        }
        geometry(texture, vertices, indices + loose, count - loose);
    }

    void add(Operation operation) {
        operation.clip = m_clip;
        if (!operation.seen().empty())
            m_frame.operations.push_back(operation);
    }

    void fill(const Quad& quad) {
        const int x0 = nearest(quad.a.x - m_origin.x), x1 = nearest(quad.c.x - m_origin.x);
        const int y0 = nearest(quad.a.y - m_origin.y), y1 = nearest(quad.c.y - m_origin.y);
        fill({std::min(x0, x1), std::min(y0, y1), std::abs(x1 - x0), std::abs(y1 - y0)}, quad.argb);
    }

    void fill(const Area& target, uint32_t argb) {
        Operation fill;
        fill.target = target;
        fill.argb = argb;
        add(fill);
    }

    // False when only geometry can draw it: a part of the texture that begins within a texel.
    bool copy(const Texture* texture, Quad quad) {
        Operation copy;
        copy.kind = Operation::Kind::copy;
        copy.mirrored = turn_upright(quad.a.x, quad.c.x, quad.uv_a.x, quad.uv_c.x);
        copy.upside_down = turn_upright(quad.a.y, quad.c.y, quad.uv_a.y, quad.uv_c.y);
        Area& source = copy.source;
        if (!whole_texels(quad.uv_a.x, quad.uv_c.x, texture->width, source.x, source.width) ||
            !whole_texels(quad.uv_a.y, quad.uv_c.y, texture->height, source.y, source.height))
            return false;
        place(quad.a.x - m_origin.x, quad.c.x - m_origin.x, source.width, copy.target.x, copy.target.width);
        place(quad.a.y - m_origin.y, quad.c.y - m_origin.y, source.height, copy.target.y, copy.target.height);
        copy.argb = quad.argb;
        copy.serial = texture->serial;
        copy.texture = texture;
        if (texture->plain.area.holds(source))
            fill(copy.target, modulated(texture->plain.argb, quad.argb));
        else
            add(copy);
        return true;
    }

    void geometry(const Texture* texture, const ImDrawVert* vertices, const ImDrawIdx* indices, int count) {
        if (count <= 0)
            return;
        Operation geometry;
        geometry.kind = Operation::Kind::geometry;
        geometry.texture = texture;
        geometry.first_corner = m_frame.corners.size();
        geometry.corners = size_t(count);
        ImVec2 least(INFINITY, INFINITY), most(-INFINITY, -INFINITY);
        for (int i = 0; i < count; ++i) {
            ImDrawVert corner = vertices[indices[i]];
            corner.pos = ImVec2(corner.pos.x - m_origin.x, corner.pos.y - m_origin.y);
            least = ImVec2(std::min(least.x, corner.pos.x), std::min(least.y, corner.pos.y));
            most = ImVec2(std::max(most.x, corner.pos.x), std::max(most.y, corner.pos.y));
            m_frame.corners.push_back(corner);
        }
        // A pixel more on each side: which of those on the edge are drawn is the renderer's affair.
        const int left = int(std::floor(least.x)) - 1, top = int(std::floor(least.y)) - 1;
        geometry.target = {left, top, int(std::ceil(most.x)) + 1 - left, int(std::ceil(most.y)) + 1 - top};
        add(geometry);
    }

    ImVec2 m_origin;
    Area m_clip;
    Frame& m_frame;
};

} // namespace

bool Operation::same_as(const Operation& other) const {
    // No screen of ours draws geometry: it is not worth comparing its triangles.
    return kind != Kind::geometry && kind == other.kind && target == other.target && clip == other.clip &&
           argb == other.argb && source == other.source && mirrored == other.mirrored &&
           upside_down == other.upside_down && serial == other.serial;
}

Frame frame_of(const ImDrawData& data, int width, int height, uint32_t background_argb) {
    Frame frame{{0, 0, width, height}, background_argb, {}, {}};
    Reader reader(data, frame);
    for (int i = 0; i < data.CmdListsCount; ++i)
        reader.list(*data.CmdLists[i]);
    return frame;
}

Frame turned(Frame frame, Turn turn) {
    const Area seen = frame.whole;
    frame.whole = turn.area(seen, seen.width, seen.height);
    for (Operation& one : frame.operations) {
        one.target = turn.area(one.target, seen.width, seen.height);
        one.clip = turn.area(one.clip, seen.width, seen.height);
        if (one.kind != Operation::Kind::copy)
            continue;
        one.source = turn.area(one.source, one.texture->width, one.texture->height);
        if (turn.sideways())
            std::swap(one.mirrored, one.upside_down);
    }
    for (ImDrawVert& corner : frame.corners) {
        const PointF at = turn.point({corner.pos.x, corner.pos.y}, float(seen.width), float(seen.height));
        const PointF texel = turn.point({corner.uv.x, corner.uv.y}, 1, 1);
        corner.pos = {at.x, at.y};
        corner.uv = {texel.x, texel.y};
    }
    return frame;
}

} // namespace accanto::platform

#include "kiosk/platform/occlusion.h"

namespace accanto::platform {

namespace {

// What is smaller saves less than cutting others costs, and a frame of thousands of fills is to stay cheap.
constexpr int64_t smallest_cover_px = 64 * 64;
constexpr size_t most_covers = 32;

// `area` without `hole`, which it meets, as at most four pieces.
void cut(const Area& area, const Area& hole, std::vector<Area>& out) {
    const Area pieces[] = {
        {area.x, area.y, area.width, hole.y - area.y},
        {area.x, hole.bottom(), area.width, area.bottom() - hole.bottom()},
        {area.x, hole.y, hole.x - area.x, hole.height},
        {hole.right(), hole.y, area.right() - hole.right(), hole.height},
    };
    for (const Area& piece : pieces)
        if (!piece.empty())
            out.push_back(piece);
}

} // namespace

Occlusion::Occlusion(const Frame& frame, const Area& part) {
    for (size_t i = 0; i < frame.operations.size() && m_covers.size() < most_covers; ++i) {
        const Operation& operation = frame.operations[i];
        if (operation.kind != Operation::Kind::fill || operation.argb >> 24 != 255)
            continue;
        const Area area = common(operation.seen(), part);
        if (int64_t(area.width) * area.height >= smallest_cover_px)
            m_covers.push_back({i, area});
    }
}

const std::vector<Area>& Occlusion::seen(const Area& area, size_t operation) {
    m_pieces.assign(1, area);
    for (const Cover& cover : m_covers) {
        if (cover.operation < operation)
            continue;
        m_cut.clear();
        for (const Area& piece : m_pieces) {
            const Area hole = common(piece, cover.area);
            if (hole.empty())
                m_cut.push_back(piece);
            else
                cut(piece, hole, m_cut);
        }
        std::swap(m_pieces, m_cut);
    }
    return m_pieces;
}

} // namespace accanto::platform

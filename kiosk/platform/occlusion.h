#pragma once
// What of a fill is still seen in the end. Filling what another fill hides costs memory bandwidth, of which
// small machines have least: without it a screen of cards is written nearly twice.

#include "kiosk/platform/frame.h"

#include <vector>

namespace accanto::platform {

class Occlusion {
public:
    // Of what is drawn inside `part`.
    Occlusion(const Frame& frame, const Area& part);

    // Those pieces of `area` that no large opaque fill covers which is drawn at or after `operation`, an
    // index of the frame's operations. They do not overlap. Valid until the next call.
    const std::vector<Area>& seen(const Area& area, size_t operation);

private:
    struct Cover {
        size_t operation;
        Area area;
    };
    std::vector<Cover> m_covers; // in the order they are drawn
    std::vector<Area> m_pieces, m_cut;
};

} // namespace accanto::platform

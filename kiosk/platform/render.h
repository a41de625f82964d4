#pragma once
// A frame as SDL_Renderer calls.

#include "kiosk/platform/frame.h"

struct SDL_Renderer;

namespace accanto::platform {

struct RenderCounts {
    int copies = 0, fills = 0, geometry = 0;
};

// Draws that part of the frame into the current target, its background first, and removes the clip rectangle.
// Returns what was used, the background aside, so that a test can hold a frame to "blits".
RenderCounts render(SDL_Renderer* renderer, const Frame& frame, const Area& part);

} // namespace accanto::platform

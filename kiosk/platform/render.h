#pragma once
// A frame as SDL_Renderer calls.

#include "kiosk/platform/frame.h"

struct SDL_Renderer;
struct SDL_Surface;

namespace accanto::platform {

struct RenderCounts {
    int copies = 0, fills = 0, geometry = 0;
};

// Draws that part of the frame into the current target, its background first, and removes the clip rectangle.
// `surface`: what the software renderer draws on, of 32 bits a pixel in the order of ARGB and in memory; or nullptr, also
// when it is not such a one. Returns what was used, the background aside, so that a test can hold a frame to "blits".
RenderCounts render(SDL_Renderer* renderer, const Frame& frame, const Area& part, SDL_Surface* surface = nullptr);

} // namespace accanto::platform

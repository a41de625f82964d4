#pragma once
// ImGui's draw data as SDL_Renderer calls: axis-aligned quads become copies and fills, the rest geometry.

struct ImDrawData;
struct SDL_Renderer;

namespace accanto::platform {

struct RenderCounts {
    int copies = 0, fills = 0, geometry = 0;
};

// Draws into the current target. ImTextureID is an SDL_Texture*; the null texture means a plain fill in the
// vertex colour. Restores the clip rectangle. Returns what was used, so that a test can hold a frame to
// "blits".
RenderCounts render(SDL_Renderer* renderer, const ImDrawData& data);

} // namespace accanto::platform

#pragma once
// Canvas on SDL textures.

#include "kiosk/platform/image.h"

#include <vector>

struct SDL_Renderer;

namespace accanto::platform {

class Textures final : public Canvas {
public:
    explicit Textures(SDL_Renderer* renderer) : m_renderer(renderer) {}
    ~Textures() override { sweep(); }

    TextureId upload(const Image& image) override;
    // The texture lives on until the frame that may already name it has been drawn.
    void release(TextureId texture) override { m_released.push_back(texture); }

    // After a frame was drawn: frees what was released.
    void sweep();

private:
    SDL_Renderer* m_renderer;
    std::vector<TextureId> m_released;
};

} // namespace accanto::platform

#pragma once
// Canvas on SDL textures.

#include "kiosk/platform/image.h"

#include <memory>
#include <unordered_map>
#include <vector>

struct SDL_Renderer;
struct SDL_Texture;

namespace accanto::platform {

// The part of a picture around its middle that is one opaque colour: drawing from within it is a fill, which
// in software costs a tenth of stretching the middle of a nine-slice.
struct PlainMiddle {
    int left = 0, top = 0, right = 0, bottom = 0; // right and bottom are outside; all 0: there is none
    uint32_t argb = 0;
};
PlainMiddle find_plain_middle(const Image& image);
// Of a texture made here; nothing for another one.
const PlainMiddle* plain_middle(SDL_Texture* texture);

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
    std::unordered_map<TextureId, std::unique_ptr<PlainMiddle>> m_middles;
    std::vector<TextureId> m_released;
};

} // namespace accanto::platform

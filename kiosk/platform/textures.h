#pragma once
// Canvas on SDL textures.

#include "kiosk/platform/area.h"
#include "kiosk/platform/image.h"
#include "kiosk/platform/turn.h"

#include <memory>
#include <unordered_map>
#include <vector>

struct SDL_Renderer;
struct SDL_Texture;

namespace accanto::platform {

// The part of a picture around its middle that is one opaque colour: drawing from within it is a fill, which
// in software costs a tenth of stretching the middle of a nine-slice.
struct PlainMiddle {
    Area area; // empty: there is none
    uint32_t argb = 0;
};
PlainMiddle find_plain_middle(const Image& image);

// A picture as it was uploaded; its address is its TextureId.
struct Texture {
    uint64_t serial = 0; // never given twice, as addresses are
    int width = 0, height = 0;
    bool opaque = false;
    PlainMiddle plain;
    SDL_Texture* turned = nullptr; // as it lies on the panel: so no frame has to turn it
};

class Textures final : public Canvas {
public:
    explicit Textures(SDL_Renderer* renderer, Turn turn = Turn()) : m_renderer(renderer), m_turn(turn) {}
    ~Textures() override { sweep(); }

    TextureId upload(const Image& image) override;
    // The texture lives on until the frame that may already name it has been drawn.
    void release(TextureId texture) override { m_released.push_back(texture); }

    // After a frame was drawn: frees what was released, and the memory that uploading took.
    void sweep();

    // The panel hangs so from here on. Throws Error.
    void turn(Turn turn);

private:
    SDL_Texture* make(const uint32_t* pixels, int width, int height, bool opaque) const;
    void turn_by(Turn by, Texture& texture) const;

    SDL_Renderer* m_renderer;
    Turn m_turn;
    std::unordered_map<TextureId, std::unique_ptr<Texture>> m_all;
    uint64_t m_serial = 0; // the last given
    std::vector<TextureId> m_released;
    std::vector<uint32_t> m_straight, m_turned;   // of the last upload: memory that is new costs more than the pixels in it
};

} // namespace accanto::platform

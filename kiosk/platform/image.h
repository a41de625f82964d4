#pragma once
// Pixels in memory and the one seam through which ui/ gets them onto the screen.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace accanto::platform {

// Premultiplied ARGB, one uint32_t a pixel (Cairo's ARGB32 and SDL's ARGB8888), rows without padding. `straight`: not
// premultiplied, but as a renderer takes it (pixels.h).
struct Image {
    int width = 0, height = 0;
    std::vector<uint32_t> argb;
    bool straight = false;
    uint32_t at(int x, int y) const { return argb[size_t(y) * size_t(width) + size_t(x)]; }
};

// A picture on the graphics side. 0 is none.
using TextureId = std::uintptr_t;

// Where textures live. Drawing thread only.
class Canvas {
public:
    virtual ~Canvas() = default;
    // Copies the pixels. Linear filtering off: every texture is drawn at its own size. Throws Error when the
    // renderer refuses.
    virtual TextureId upload(const Image& image) = 0;
    virtual void release(TextureId texture) = 0;
    // False: nobody will look, so that only what is where need be known. Nothing is drawn or uploaded then.
    virtual bool keeps_pixels() const { return true; }
};

// An 8-bit RGB(A) PNG file, written durably. Throws Error (errno, libpng's message).
void write_png(const std::filesystem::path& file, const Image& image);

} // namespace accanto::platform

#pragma once
// A QR code (ISO/IEC 18004) of plain text, drawn once at its size.

#include "kiosk/platform/image.h"

#include <memory>
#include <string>

namespace accanto::ui {

class SquareCodeEngine {
public:
    explicit SquareCodeEngine(platform::Canvas& canvas);
    ~SquareCodeEngine();

    // Black on white with the quiet zone of 4 modules, as large as whole pixels a module allow within `side_px`;
    // nothing when the text is longer than a code can hold (2,953 bytes) or the place too small for a pixel a module.
    struct Placed {
        platform::TextureId texture = 0;
        int side = 0;   // pixels
    };
    Placed draw(const std::string& text, int side_px);
    static platform::Image pixels(const std::string& text, int side_px);

    void clear();

private:
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

} // namespace accanto::ui

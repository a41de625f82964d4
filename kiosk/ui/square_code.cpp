#include "kiosk/ui/square_code.h"

#include <qrcodegen/qrcodegen.hpp>

namespace accanto::ui {

namespace {

constexpr int quiet_zone = 4; // modules, ISO/IEC 18004 clause 9.1

} // namespace

struct SquareCodeEngine::Inner {
    platform::Canvas& canvas;
    std::string text;   // of the one code that is kept: a screen shows one
    int side_px = 0;
    Placed placed;
};

SquareCodeEngine::SquareCodeEngine(platform::Canvas& canvas) : m_inner(new Inner{canvas, {}, 0, {}}) {}
SquareCodeEngine::~SquareCodeEngine() { clear(); }

platform::Image SquareCodeEngine::pixels(const std::string& text, int side_px) {
    platform::Image out;
    try {
        // Low correction: a screen or fresh paper has no stains, and fewer modules are larger ones.
        qrcodegen::QrCode code = qrcodegen::QrCode::encodeText(text.c_str(), qrcodegen::QrCode::Ecc::LOW);
        int modules = code.getSize() + 2 * quiet_zone, scale = side_px / modules;
        if (scale < 1)
            return out;
        out.width = out.height = modules * scale;
        out.argb.resize(size_t(out.width) * size_t(out.height));
        for (int y = 0; y < out.height; ++y)
            for (int x = 0; x < out.width; ++x)
                out.argb[size_t(y) * size_t(out.width) + size_t(x)] =
                    code.getModule(x / scale - quiet_zone, y / scale - quiet_zone) ? 0xFF000000 : 0xFFFFFFFF;
    } catch (const qrcodegen::data_too_long&) {
        // Nothing is drawn: the words stand beside it.
    }
    return out;
}

SquareCodeEngine::Placed SquareCodeEngine::draw(const std::string& text, int side_px) {
    Inner& in = *m_inner;
    if (in.text == text && in.side_px == side_px)
        return in.placed;
    clear();
    platform::Image image = pixels(text, side_px);
    in.text = text;
    in.side_px = side_px;
    if (image.width > 0)
        in.placed = {in.canvas.upload(image), image.width};
    return in.placed;
}

void SquareCodeEngine::clear() {
    if (m_inner->placed.texture)
        m_inner->canvas.release(m_inner->placed.texture);
    m_inner->placed = {};
    m_inner->text.clear();
    m_inner->side_px = 0;
}

} // namespace accanto::ui

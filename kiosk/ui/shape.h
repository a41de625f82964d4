#pragma once
// Cards, pills, rings and shadows: drawn once with Cairo at their size, kept as strips of texture around a plain middle,
// so that a frame blends only edges.

#include "kiosk/platform/image.h"
#include "kiosk/ui/album.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/look.h"

#include <memory>
#include <vector>

namespace accanto::ui {

struct ShapeSpec {
    int w = 0, h = 0;              // pixels
    int radius = 0;
    Colour fill = 0;               // 0: only the border
    Colour border = 0;
    int border_px = 0;
    Colour shadow = 0;             // 0: none
    int shadow_px = 0;             // how far it reaches
    bool square_top = false, square_bottom = false;   // corners not rounded, for a tinted header
    bool dashed = false;
    bool operator==(const ShapeSpec&) const = default;
};

struct ShapePiece {
    platform::TextureId texture = 0;   // 0: a plain fill in `fill`
    Rect place;                        // relative to the shape
    Colour fill = 0;
};

class ShapeEngine {
public:
    explicit ShapeEngine(platform::Canvas& canvas);
    ~ShapeEngine();
    const std::vector<ShapePiece>& draw(const ShapeSpec& spec);
    // The whole shape as pixels, for printing.
    platform::Image pixels(const ShapeSpec& spec);
    void use(Album* album);   // as TextEngine's
    void end_frame();
    void clear();

private:
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

} // namespace accanto::ui

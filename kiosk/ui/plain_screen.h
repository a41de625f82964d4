#pragma once
// A screen of few parts, for when the others are what failed: rectangles, and the letters that ImGui brings
// along (Latin-1). No Pango, no picture, no file is read.

#include "kiosk/platform/image.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/look.h"

#include <string>
#include <vector>

struct ImDrawData;
struct ImGuiContext;

namespace accanto::ui {

// Drawing thread only; never beside a Ui.
class PlainScreen {
public:
    explicit PlainScreen(platform::Canvas& canvas);
    ~PlainScreen();
    PlainScreen(const PlainScreen&) = delete;
    PlainScreen& operator=(const PlainScreen&) = delete;

    void begin(int width_px, int height_px);
    void fill(Rect r, Colour colour);
    // All lines in one size, the largest whole multiple of the built-in letters at which they fit, but no
    // letter higher than `most_px`; in the middle. UTF-8; what is not Latin-1 becomes "?".
    void text(Rect r, const std::vector<std::string>& lines, Colour colour, float most_px);
    // In the middle of `r`, pixel by pixel; cut off where it is larger.
    void picture(Rect r, platform::TextureId texture, int width_px, int height_px);
    // Good until the next begin().
    const ImDrawData& end();

private:
    platform::Canvas& m_canvas;
    ImGuiContext* m_context;
    platform::TextureId m_letters = 0;
};

} // namespace accanto::ui

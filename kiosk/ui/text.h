#pragma once
// Text through Pango: every script, both directions, each piece rasterised once at its drawn size.

#include "kiosk/platform/image.h"
#include "kiosk/ui/album.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/look.h"

#include <memory>
#include <string>
#include <vector>

namespace accanto::ui {

enum class Align { start, centre, end };

struct TextSpec {
    std::string text;          // UTF-8
    std::string language;      // picks shapes and the base direction
    float em_px = 30;
    int weight = 400;          // 400, 600, 700, 800
    Colour colour = 0xFF000000;
    float width_px = 0;        // wraps at this; 0: one line
    Align align = Align::start;
    bool operator==(const TextSpec&) const = default;
};

struct TextPicture {
    platform::TextureId texture = 0;
    Rect ink;                  // where the texture goes, relative to the text's box
    Size box;                  // what the layout takes
    int lines = 1;
    int missing_glyphs = 0;    // characters that no font has
    bool word_broken = false;  // a single word is wider than width_px
};

struct Caret {
    float x = 0, y = 0, height = 0;   // relative to the text's box
};

// Where a word, or the part of it in one line, stands: its start and how far down its letters may reach.
struct WordStroke {
    float x = 0, y = 0, w = 0;        // relative to the text's box
};

class TextEngine {
public:
    // The fonts are waited for when something is drawn or measured that is not in the album.
    TextEngine(platform::Canvas& canvas, FontsLater fonts);
    ~TextEngine();

    // The size it takes, without drawing it.
    TextPicture measure(const TextSpec& spec);
    // The texture, from the cache or made now. Valid until end_frame() of a frame that did not ask for it.
    const TextPicture& draw(const TextSpec& spec);
    // Where the cursor stands after the last character.
    Caret caret_at_end(const TextSpec& spec);
    // Bytes of the text; in the order of the lines.
    std::vector<WordStroke> strokes_under(const TextSpec& spec, size_t begin, size_t end);
    // For printing: the pixels themselves.
    platform::Image pixels(const TextSpec& spec, TextPicture* where);

    const Fonts& fonts() const;   // waits for them

    // What is in the album is taken from it, what is not goes into it, until it is nullptr again.
    void use(Album* album);

    void end_frame();   // lets go of what has not been used for a while
    void clear();       // everything, at the end of a visit

private:
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

} // namespace accanto::ui

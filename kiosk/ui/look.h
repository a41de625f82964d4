#pragma once
// Everything that makes the look, in one struct of tokens. Screens name a role ("title", "deep"), never a number.

#include <array>
#include <cstdint>
#include <numbers>
#include <string>

namespace accanto::ui {

enum class Theme { day, evening, high_contrast };
enum class TextSize { normal, large, extra };
// One tint for each of the six things one can do, the same everywhere: card, header, ticket, display.
enum class Tint { mint, peach, lavender, butter, sky, rose };
enum class Role { caption, body, button, heading, title, number };

using Colour = uint32_t;   // 0xAARRGGBB, straight alpha

// What no word of a size is smaller than: legible from 460, 500 and 600 mm (legible_from_mm).
constexpr float smallest_em_mm(TextSize size) { return size == TextSize::normal ? 8.0f : size == TextSize::large ? 8.6f : 10.3f; }

// What is read is not smaller than that where there is any way: in the largest size twice the smallest words of the normal one.
constexpr float read_em_mm(TextSize size) { return size == TextSize::extra ? 2 * smallest_em_mm(TextSize::normal) : smallest_em_mm(size); }

// The same of a drawn telephone or browser, in every size: their parts keep their proportions.
constexpr float smallest_drawn_em_mm = smallest_em_mm(TextSize::normal);

// How far away a capital H of an em of this size, 0.714 em high in Noto Sans, is seen under 0.7 degrees (EN 301 549 V3.2.1, 5.1.4).
constexpr float legible_from_mm(float em_mm) { return em_mm * 0.714f * 180 / (0.7f * std::numbers::pi_v<float>); }

// The first size whose smallest words are legible from there; the largest where none is.
TextSize size_for(float viewing_distance_mm);

struct Look {
    Theme theme = Theme::day;
    TextSize size = TextSize::normal;
    float px_per_mm = 3.6f;
    bool motion = true;

    Colour paper, bar, card, ink, soft, deep, on_deep, deep2, warm, line, field_line, quiet, focus, shadow;
    Colour good, on_good;                // "done" grounds
    std::array<Colour, 6> tints;         // text on a tint is ink
    Colour device, device_screen;        // the drawn phone
    std::array<Colour, 5> accents;       // of its apps, as content::Accent; text on them is on_accent
    Colour on_accent;
    Colour picture_outline, picture_body, picture_accent;

    float mm(float millimetres) const { return millimetres * px_per_mm; }
    Colour tint(Tint t) const { return tints[size_t(t)]; }
    // Font size (em) in millimetres, where there is room.
    float em_mm(Role role) const;
    // The smallest an em may shrink to where words must fit a place.
    float smallest_em_mm() const { return ui::smallest_em_mm(size); }
    // The smallest that is chosen where words can go on elsewhere: on another page, or in place of a picture.
    float read_em_mm() const { return ui::read_em_mm(size); }

    float button_mm() const { return 20.0f; }        // never under 16
    float gap_mm() const { return 4.0f; }            // at least 3
    float margin_mm() const { return 8.0f; }
    float radius_mm() const { return 8.0f; }
};

Look make_look(Theme theme, TextSize size, float px_per_mm, bool motion);

// WCAG 2.2 contrast ratio of two opaque colours, 1 to 21.
double contrast(Colour a, Colour b);

const char* to_text(Theme theme);
const char* to_text(TextSize size);
Theme theme_from(const std::string& text);          // unknown: day
TextSize text_size_from(const std::string& text);   // unknown: normal

} // namespace accanto::ui

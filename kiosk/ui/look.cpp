#include "kiosk/ui/look.h"

#include <algorithm>
#include <cmath>

namespace accanto::ui {

namespace {

void day(Look& l) {
    l.paper = 0xFFF7F3EC, l.bar = 0xFFFFFDF9, l.card = 0xFFFFFFFF, l.ink = 0xFF1C2733, l.soft = 0xFF404B56;
    l.deep = 0xFF0B5A5E, l.on_deep = 0xFFFFFFFF, l.deep2 = 0xFF0A5F62, l.warm = 0xFFE2703A;
    l.line = 0xFFE4DDD0, l.field_line = 0xFF7B8791, l.quiet = 0xFFF0EADF, l.focus = 0xFF1C2733, l.shadow = 0x2E5A4320;
    l.good = 0xFFDCEDE9, l.on_good = 0xFF0B4A4E;
    l.tints = {0xFFDCEDE9, 0xFFFBE4D5, 0xFFE7E4F4, 0xFFFFF1CC, 0xFFDCEAF7, 0xFFF8DEE3};
    l.device = 0xFF22303C, l.device_screen = 0xFFFFFFFF;
    l.accents = {0xFF0A5F62, 0xFF1D4E7E, 0xFF5E3A6E, 0xFF2B5A2E, 0xFF7E3320}, l.on_accent = 0xFFFFFFFF;
    l.picture_outline = 0xFF0B5A5E, l.picture_body = 0xFFFFFFFF, l.picture_accent = 0xFFE2703A;
}

void evening(Look& l) {
    l.paper = 0xFF11272C, l.bar = 0xFF173239, l.card = 0xFF1B3B42, l.ink = 0xFFF4F1EA, l.soft = 0xFFD6E2E1;
    l.deep = 0xFFBFE3DF, l.on_deep = 0xFF0A2A2E, l.deep2 = 0xFFA9D8D2, l.warm = 0xFFF0905E;
    l.line = 0xFF2C4C53, l.field_line = 0xFF8FA9AD, l.quiet = 0xFF24464D, l.focus = 0xFFFFF1CC, l.shadow = 0x50000000;
    l.good = 0xFF1F4A48, l.on_good = 0xFFDFF5F0;
    l.tints = {0xFF1F4A48, 0xFF4E3A31, 0xFF3B3A56, 0xFF4A4428, 0xFF28445A, 0xFF4E3540};
    l.device = 0xFF060F12, l.device_screen = 0xFF17333A;
    l.accents = {0xFFA9D8D2, 0xFFA9CBEA, 0xFFD3BFE0, 0xFFB4D9B0, 0xFFF0BFA9}, l.on_accent = 0xFF0A2A2E;
    l.picture_outline = 0xFFBFE3DF, l.picture_body = 0xFF11272C, l.picture_accent = 0xFFF0905E;
}

void high_contrast(Look& l) {
    l.paper = 0xFF000000, l.bar = 0xFF000000, l.card = 0xFF000000, l.ink = 0xFFFFFFFF, l.soft = 0xFFFFFFFF;
    l.deep = 0xFFFFE14D, l.on_deep = 0xFF000000, l.deep2 = 0xFFFFE14D, l.warm = 0xFFFF9A5C;
    l.line = 0xFFFFFFFF, l.field_line = 0xFFFFFFFF, l.quiet = 0xFF000000, l.focus = 0xFF6FE3FF, l.shadow = 0x00000000;
    l.good = 0xFF000000, l.on_good = 0xFFFFFFFF;
    l.tints = {0xFF00302C, 0xFF3A1C08, 0xFF201C44, 0xFF332A00, 0xFF06263E, 0xFF3A0F1C};
    l.device = 0xFFFFFFFF, l.device_screen = 0xFF000000;
    l.accents.fill(0xFFFFE14D), l.on_accent = 0xFF000000;
    l.accents[4] = 0xFFFFB38A;   // what ends or deletes is told apart here too
    l.picture_outline = 0xFFFFFFFF, l.picture_body = 0xFF000000, l.picture_accent = 0xFFFFE14D;
}

double linear(uint32_t channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Colour c) {
    return 0.2126 * linear((c >> 16) & 255) + 0.7152 * linear((c >> 8) & 255) + 0.0722 * linear(c & 255);
}

} // namespace

float Look::em_mm(Role role) const {
    // Rows: normal, large, extra. The last is twice the first for all that is a sentence or smaller; the larger the base, the
    // flatter the scale: a title need not double what is large already.
    static constexpr float table[3][6] = {
        // caption body  button heading title number
        {8.4f, 10.8f, 9.6f, 12.0f, 17.0f, 64.0f},
        {10.3f, 12.0f, 11.0f, 13.4f, 18.0f, 64.0f},
        {16.8f, 21.6f, 19.2f, 24.0f, 26.0f, 64.0f},
    };
    return table[size_t(size)][size_t(role)];
}

TextSize size_for(float viewing_distance_mm) {
    for (const TextSize size : {TextSize::normal, TextSize::large})
        if (legible_from_mm(smallest_em_mm(size)) >= viewing_distance_mm)
            return size;
    return TextSize::extra;
}

Look make_look(Theme theme, TextSize size, float px_per_mm, bool motion) {
    Look look{};
    look.theme = theme, look.size = size, look.px_per_mm = px_per_mm, look.motion = motion;
    switch (theme) {
    case Theme::day: day(look); break;
    case Theme::evening: evening(look); break;
    case Theme::high_contrast: high_contrast(look); break;
    }
    return look;
}

double contrast(Colour a, Colour b) {
    double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

const char* to_text(Theme theme) {
    return theme == Theme::day ? "day" : theme == Theme::evening ? "evening" : "high_contrast";
}
const char* to_text(TextSize size) {
    return size == TextSize::normal ? "normal" : size == TextSize::large ? "large" : "extra";
}
Theme theme_from(const std::string& text) {
    return text == "evening" ? Theme::evening : text == "high_contrast" ? Theme::high_contrast : Theme::day;
}
TextSize text_size_from(const std::string& text) {
    return text == "large" ? TextSize::large : text == "extra" ? TextSize::extra : TextSize::normal;
}

} // namespace accanto::ui

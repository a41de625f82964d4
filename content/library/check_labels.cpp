// Will the words fit where they are drawn? Reckoned, not measured: 5 mm letters (7 mm for titles) on the
// smallest frame.

#include "content/library/check_parts.h"
#include "content/library/letters.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>

namespace accanto::content {

namespace {

struct Room {
    double width_mm = 0;
    int lines = 1;
    double letter_mm = 5;
};

// What the drawer keeps free around the words of each kind.
Room room_for(const Element& element, const Rect& rect, FrameSize inside) {
    double w = rect.w * inside.w_mm, h = rect.h * inside.h_mm;
    auto lines = [&](double line_mm) { return std::max(1, int(std::floor(h / line_mm))); };
    switch (element.kind) {
    case ElementKind::title:
        return {w, lines(9.8), 7};
    case ElementKind::text:
        return {w, lines(7), 5};
    case ElementKind::message:
        return {w - 16, lines(7), 5};
    case ElementKind::check_box:
        return {w - 18, lines(7), 5};
    case ElementKind::bar:
        return {w - 12, 1, 6};
    case ElementKind::field:
        return {w, 1, 5};
    case ElementKind::button:
        return element.picture.empty() ? Room{w - 8, 1, 5} : h >= 30 ? Room{w - 4, 1, 5} : Room{w - 20, 1, 5};
    default:
        return {w - 8, 1, 5};
    }
}

// Letters without marks and signs of direction; an average letter is 0.55 of the size wide, an Arabic one
// 0.45.
double width_of(std::string_view text, double letter_mm) {
    double width = 0;
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    for (int32_t at = 0; at < int32_t(text.size());) {
        UChar32 c = 0;
        U8_NEXT(bytes, at, int32_t(text.size()), c);
        if (c < 0 || u_charType(c) == U_NON_SPACING_MARK || u_charType(c) == U_FORMAT_CHAR)
            continue;
        width +=
            letter_mm * (u_getIntPropertyValue(c, UCHAR_BIDI_CLASS) == U_RIGHT_TO_LEFT_ARABIC ? 0.45 : 0.55);
    }
    return width;
}

} // namespace

void check_labels(const Tutorial& tutorial, const std::vector<std::string>& languages,
                  std::vector<Problem>& problems) {
    for (const std::string& language : languages) {
        PracticeState state; // with the examples typed in, as in "Hello, Maria"
        for (const Screen& screen : tutorial.screens)
            for (const Element& element : screen.elements)
                if (const Text* text =
                        element.example.empty() ? nullptr : tutorial.text(language, element.example))
                    write(tutorial, state, element.id, text->text);
        auto fits = [&](const Screen& screen, const Element& element, const Rect& rect,
                        const std::string& key) {
            const Text* text = key.empty() ? nullptr : tutorial.text(language, key);
            if (!text)
                return;
            Room room = room_for(element, rect, smallest_inside(screen.frame));
            // Broken lines are seldom full.
            double there = room.width_mm * room.lines * (room.lines > 1 ? 0.85 : 1);
            double needed = width_of(fill_in(tutorial, state, text->text), room.letter_mm);
            if (needed > there)
                problems.push_back(
                    {words_file_of(tutorial, language), text->line, language, "label-length",
                     fmt::format(
                         "\"{}\" is about {:.0f} mm long, and \"{}\" on screen \"{}\" has room for {:.0f} mm",
                         key, needed, element.id, screen.id, std::max(0.0, there))});
        };
        for (const Screen& screen : tutorial.screens)
            for (const Element& element : screen.elements) {
                fits(screen, element, element.rect, element.label);
                for (const Part& part : parts(element))
                    if (part.item)
                        fits(screen, element, part.rect, part.item->label);
            }
    }
}

} // namespace accanto::content

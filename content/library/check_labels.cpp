// Will the words fit where they are drawn? Reckoned, not measured: letters of the smallest size that is ever
// drawn (8 mm) on the smallest frame. smallest frame.

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
};

constexpr double letter_mm = 8, line_mm = 1.4 * letter_mm;

// What the drawer keeps free around the words of each kind.
Room room_for(const Element& element, const Rect& rect, FrameSize inside) {
    double w = rect.w * inside.w_mm, h = rect.h * inside.h_mm;
    auto lines = [&](double height) { return std::max(1, int(std::floor(height / line_mm))); };
    switch (element.kind) {
    case ElementKind::title:
    case ElementKind::text:
        return {w, lines(h)};
    case ElementKind::message:
        return {w - 6, lines(h - 2)};
    case ElementKind::check_box:
        return {w - 17, lines(h)};
    case ElementKind::bar:
        return {w - 10, 1};
    case ElementKind::field:
        return {w, 1};
    case ElementKind::button: {
        bool above = h > 0.6 * w; // the picture stands above the words
        double picture = element.picture.empty() || above ? 0 : std::min(0.8 * (h - 1), 0.3 * (w - 6)) + 2;
        return {w - 6 - picture, 1};
    }
    default:
        return {w - 6, 1};
    }
}

// Letters without marks and signs of direction; an average letter is 0.55 of the size wide, an Arabic one
// 0.45.
double width_of(std::string_view text) {
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

template <class Function>
void each_piece(std::string_view text, char at, Function function) {
    while (true) {
        size_t end = text.find(at);
        function(text.substr(0, end));
        if (end == std::string_view::npos)
            return;
        text.remove_prefix(end + 1);
    }
}

// Broken lines are seldom full.
int lines_of(std::string_view text, double width_mm) {
    int lines = 0;
    each_piece(text, '\n', [&](std::string_view line) {
        double width = width_of(line);
        lines += width <= width_mm ? 1 : int(std::ceil(width / std::max(1.0, width_mm * 0.85)));
    });
    return lines;
}

double longest_word(std::string_view text) {
    double longest = 0;
    each_piece(text, '\n', [&](std::string_view line) {
        each_piece(line, ' ', [&](std::string_view word) { longest = std::max(longest, width_of(word)); });
    });
    return longest;
}

std::string counted(int lines) {
    return lines == 1 ? "1 line" : fmt::format("{} lines", lines);
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
            std::string shown = fill_in(tutorial, state, text->text);
            int lines = lines_of(shown, room.width_mm);
            double word = longest_word(shown);
            if (lines > room.lines || word > room.width_mm)
                problems.push_back(
                    {words_file_of(tutorial, language), text->line, language, "label-length",
                     fmt::format("\"{}\" takes {} of {:.0f} mm (its longest word {:.0f} mm), and "
                                 "\"{}\" on screen \"{}\" has room for {}",
                                 key, counted(lines), room.width_mm, word, element.id, screen.id,
                                 counted(room.lines))});
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

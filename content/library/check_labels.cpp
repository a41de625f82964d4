// Will the words fit where they are drawn? Reckoned, not measured: letters of the smallest size that is ever
// drawn (8 mm) on the smallest frame.

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

int lines_in(double height_mm) { return std::max(1, int(std::floor(height_mm / line_mm))); }

// What a picture beside the words of a row takes.
double beside(double height_mm) { return std::min(height_mm * 0.7, 14.0) + 2; }

// What the drawer keeps free around the words of each kind (kiosk/screens/practice).
Room room_for(const Element& element, const Rect& rect, FrameSize inside) {
    double w = rect.w * inside.w_mm, h = rect.h * inside.h_mm;
    switch (element.kind) {
    case ElementKind::title:
    case ElementKind::text:
        return {w, lines_in(h)};
    case ElementKind::message:
        return {w - 6, lines_in(h - 2)};
    case ElementKind::bubble:
        return {w * 0.86 - 8, lines_in(h - 4)};
    case ElementKind::check_box:
        return {w - 17, lines_in(h)};
    case ElementKind::switch_:
        return {w - 28, lines_in(h)};
    case ElementKind::bar:
        return {w - 10, lines_in(h - 2)};
    case ElementKind::address:
        return {w - 16, 1};
    case ElementKind::field:
        return {w, 1};
    case ElementKind::microphone:
        return {w - 34, 1};
    case ElementKind::button: {
        if (element.style == ElementStyle::round)
            return {w, 1};
        bool above = h > 0.6 * w; // the picture stands above the words
        double picture = element.picture.empty() || above ? 0 : std::min(0.8 * (h - 1), 0.3 * (w - 6)) + 2;
        return {w - 6 - picture, 1};
    }
    case ElementKind::document:
    case ElementKind::notice: // the heading
        return {w - 10 - (element.picture.empty() ? 0 : 14), 1};
    default:
        return {w - 6, 1};
    }
}

// The words of one item, and of its second line; one above the other, or side by side in a low row of a paper.
struct ItemRoom {
    Room label, detail;
};

ItemRoom room_for(const Element& element, const Item& item, const Rect& rect, FrameSize inside) {
    double w = rect.w * inside.w_mm, h = rect.h * inside.h_mm;
    double picture = item.picture.empty() ? 0 : beside(h);
    switch (element.kind) {
    case ElementKind::document:
    case ElementKind::notice:
        if (h < 2 * line_mm)
            return {{(w - 12) / 2, 1}, {(w - 12) / 2, 1}};
        return {{w - 10, 1}, {w - 10, lines_in(h - line_mm)}};
    case ElementKind::grid: {
        double above = item.picture.empty() ? 0 : std::min(h * 0.45, 16.0);
        return {{w - 4, item.detail.empty() ? lines_in(h - above) : 1}, {w - 4, 1}};
    }
    case ElementKind::tabs:
        return {{w - 4, lines_in(h - 3)}, {}};
    case ElementKind::dialog:
        return {{w - 4, lines_in(h - 1)}, {}};
    case ElementKind::directions:
        return {{w - beside(h), item.detail.empty() ? lines_in(h) : 1}, {w - beside(h), lines_in(h - line_mm)}};
    default: {
        double width = w - 6 - picture - (item.strong ? 5 : 0);
        return {{width, item.detail.empty() ? lines_in(h - 1) : 1}, {width, lines_in(h - 1 - line_mm)}};
    }
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

// A short label is drawn a little smaller before it is cut.
constexpr double slack = 1.03;

// Broken lines are seldom full.
int lines_of(std::string_view text, double width_mm) {
    int lines = 0;
    each_piece(text, '\n', [&](std::string_view line) {
        double width = width_of(line);
        lines += width <= width_mm * slack ? 1 : int(std::ceil(width / std::max(1.0, width_mm * 0.85)));
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

// {picked:...} is measured with the longest of what can be picked.
void pick_the_longest(const Tutorial& tutorial, const std::string& language, PracticeState& state) {
    for (const Screen& screen : tutorial.screens)
        for (const Element& element : screen.elements) {
            double longest = -1;
            for (const Item& item : element.items)
                if (const Text* text = element.pick ? tutorial.text(language, item.label) : nullptr;
                    text && width_of(text->text) > longest) {
                    longest = width_of(text->text);
                    state.picked[element.id] = item.id;
                }
        }
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
        const TutorialWords words(tutorial, language, language);
        pick_the_longest(tutorial, language, state);
        auto fits = [&](const std::string& where, const std::string& key, Room room) {
            const Text* text = key.empty() ? nullptr : tutorial.text(language, key);
            if (!text)
                return;
            std::string shown = fill_in(tutorial, state, text->text, words);
            int lines = lines_of(shown, room.width_mm);
            double word = longest_word(shown);
            if (lines > room.lines || word > room.width_mm * slack)
                problems.push_back({words_file_of(tutorial, language), text->line, language, "label-length",
                                    fmt::format("\"{}\" takes {} of {:.0f} mm (its longest word {:.0f} mm), and {} has "
                                                "room for {}",
                                                key, counted(lines), room.width_mm, word, where, counted(room.lines))});
        };
        // A question: its title and its sentence share what the answers leave.
        auto question = [&](const std::string& where, const Element& element, FrameSize inside) {
            double w = element.rect.w * inside.w_mm - 10;
            int lines = lines_in(element.rect.h * inside.h_mm * 0.64 - 6);
            const Text* title = tutorial.text(language, element.label);
            int used = title ? lines_of(title->text, w) : 1;
            fits(where, element.label, {w, lines});
            fits(where, element.detail, {w, std::max(1, lines - used)});
        };
        for (const Screen& screen : tutorial.screens)
            for (const Element& element : screen.elements) {
                FrameSize inside = smallest_inside(screen.frame);
                std::string where = fmt::format("\"{}\" on screen \"{}\"", element.id, screen.id);
                if (element.kind == ElementKind::dialog)
                    question(where, element, inside);
                else
                    fits(where, element.label, room_for(element, element.rect, inside));
                for (size_t i = 0; i < element.items.size(); ++i) {
                    const Item& item = element.items[i];
                    ItemRoom room = room_for(element, item, item_rect(element, i), inside);
                    fits(where, item.label, room.label);
                    fits(where, item.detail, room.detail);
                    double height = item_rect(element, i).h * inside.h_mm;
                    if (!item.detail.empty() && !is_paper(element.kind) && height < 2 * line_mm && language == languages.front())
                        problems.push_back({tutorial.file, element.line, "", "row-height",
                                            fmt::format("{}: its rows are {:.1f} mm high; two lines need {:.1f}", where, height,
                                                        2 * line_mm)});
                }
            }
    }
}

} // namespace accanto::content

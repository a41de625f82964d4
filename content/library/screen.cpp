#include "content/library/screen.h"

#include <iterator>

namespace accanto::content {

bool is_control(const Element& element) {
    return element.kind == ElementKind::field || element.kind == ElementKind::check_box ||
           element.kind == ElementKind::switch_ || element.pick;
}

bool has_items(ElementKind kind) {
    switch (kind) {
    case ElementKind::list:
    case ElementKind::tabs:
    case ElementKind::grid:
    case ElementKind::dialog:
    case ElementKind::document:
    case ElementKind::notice:
    case ElementKind::directions:
        return true;
    default:
        return false;
    }
}

const Element* Screen::find(std::string_view wanted) const {
    for (const Element& element : elements)
        if (element.id == wanted)
            return &element;
    return nullptr;
}

bool is_paper(ElementKind kind) {
    return kind == ElementKind::document || kind == ElementKind::notice || kind == ElementKind::directions;
}

namespace {

// Cell (column, row) of so many, with a gap between neighbours.
Rect cell(const Rect& r, double column, double row, double columns, double rows, double gap_x, double gap_y) {
    double w = (r.w - (columns - 1) * gap_x) / columns, h = (r.h - (rows - 1) * gap_y) / rows;
    return {r.x + column * (w + gap_x), r.y + row * (h + gap_y), w, h};
}

std::vector<Part> keys(const Element& element) {
    static constexpr const char* names[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "erase", "0"};
    constexpr double gap_mm = 1.5;
    const FrameSize frame = smallest_inside(element.frame);
    std::vector<Part> out;
    for (int i = 0; i < int(std::size(names)); ++i)
        out.push_back({element.id + "/" + names[i],
                       cell(element.rect, i % 3, i / 3, 3, 4, gap_mm / frame.w_mm, gap_mm / frame.h_mm),
                       &element,
                       nullptr});
    return out;
}

} // namespace

Rect item_rect(const Element& element, size_t index) {
    constexpr double gap_mm = 3;
    const FrameSize frame = smallest_inside(element.frame);
    const double gap_x = gap_mm / frame.w_mm, gap_y = gap_mm / frame.h_mm;
    const Rect& r = element.rect;
    const double n = double(element.items.size()), i = double(index);
    switch (element.kind) {
    case ElementKind::tabs:
        return cell(r, i, 0, n, 1, gap_x, 0);
    case ElementKind::grid: {
        const size_t columns = size_t(element.columns), rows = (element.items.size() + columns - 1) / columns;
        return cell(r, double(index % columns), double(index / columns), double(columns), double(rows), gap_x, gap_y);
    }
    case ElementKind::dialog: {
        // The question above, its answers side by side below.
        constexpr double answers = 0.36;
        Rect below{r.x + gap_x, r.y + r.h * (1 - answers), r.w - 2 * gap_x, r.h * answers - gap_y};
        return cell(below, i, 0, n, 1, gap_x, 0);
    }
    case ElementKind::document:
    case ElementKind::notice: // the heading of a paper takes as much as a row
        return cell(r, 0, i + 1, 1, n + 1, 0, 0);
    case ElementKind::directions:
        return cell(r, 0, i, 1, n, 0, 0);
    default:
        return cell(r, 0, i, 1, n, 0, gap_y);
    }
}

std::vector<Part> parts(const Element& element) {
    if (element.kind == ElementKind::keypad)
        return keys(element);
    std::vector<Part> out;
    if (has_items(element.kind)) {
        for (size_t i = 0; i < element.items.size(); ++i)
            if (const Item& item = element.items[i]; !is_paper(element.kind) || item.touch)
                out.push_back({element.id + "/" + item.id, item_rect(element, i), &element, &item});
        return out;
    }
    bool always = element.kind == ElementKind::field || element.kind == ElementKind::check_box ||
                  element.kind == ElementKind::switch_ || element.kind == ElementKind::button ||
                  element.kind == ElementKind::link;
    if (always || element.touch || element.action.kind != ActionKind::none)
        out.push_back({element.id, element.rect, &element, nullptr});
    return out;
}

Input input_for(const Element& field) {
    const std::string& exact = field.rule.text;
    switch (field.rule.kind) {
    case RuleKind::exact:
        if (!exact.empty() && exact.find_first_not_of("0123456789") == std::string::npos)
            return Input::digits;
        return field.masked ? Input::latin : Input::text;
    case RuleKind::email:
        return Input::email;
    case RuleKind::address_name:
        return Input::latin;
    case RuleKind::digits:
        return Input::digits;
    default:
        return field.masked ? Input::latin : Input::text; // few services take other letters in a password
    }
}

} // namespace accanto::content

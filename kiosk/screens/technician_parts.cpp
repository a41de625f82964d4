#include "kiosk/screens/technician.h"

namespace accanto::screens {

namespace {

constexpr float mark_mm = 14, gap_mm = 4;

std::vector<ui::Line> words_of(const Ui& ui, const LightLine& line) {
    const ui::Look& l = ui.look();
    return {{line.id, line.name, {Role::body, 700, l.ink, l.card}, ui::NodeRole::text, 0},
            {line.id + ".sentence", line.sentence, {Role::caption, 400, l.ink, l.card}, ui::NodeRole::text, 0.5f}};
}

float height_of(Ui& ui, const LightLine& line, float width) {
    const float words = ui::stack_height(ui, width - ui.mm(mark_mm + 16), words_of(ui, line));
    return std::max(ui.mm(mark_mm), words) + ui.mm(5);
}

void draw_line(Ui& ui, Rect r, const LightLine& line) {
    const ui::Look& l = ui.look();
    static constexpr ui::Tint tints[] = {ui::Tint::mint, ui::Tint::butter, ui::Tint::rose};
    static constexpr const char* pictures[] = {"yes", "warning", "no"};
    const size_t light = size_t(line.light);
    ui.card(r, l.card);
    Rect inner = r.inset(ui.mm(4), ui.mm(2.5f));
    Rect mark = inner.cut_start(ui.mm(mark_mm), ui.mm(5));
    mark = mark.middle(ui.mm(mark_mm), ui.mm(mark_mm));
    ui::ShapeSpec round;
    round.fill = l.tint(tints[light]);
    round.radius = int(mark.w / 2);
    round.border = l.theme == ui::Theme::high_contrast ? l.line : 0;
    round.border_px = round.border ? std::max(1, int(ui.mm(0.6f))) : 0;
    ui.shape(mark, round);
    ui.picture_plain(mark.inset(mark.w * 0.06f), pictures[light], l.ink, l.tint(tints[light]));
    ui::text_stack(ui, inner, words_of(ui, line), true);
}

// The first line of each page.
std::vector<size_t> pages_of(Ui& ui, Rect area, const std::vector<LightLine>& lines) {
    std::vector<size_t> first = {0};
    float used = 0;
    for (size_t i = 0; i < lines.size(); ++i) {
        const float h = height_of(ui, lines[i], area.w);
        if (i > first.back() && used + h > area.h) {
            first.push_back(i);
            used = 0;
        }
        used += h + ui.mm(gap_mm);
    }
    return first;
}

} // namespace

int draw_light_lines(Ui& ui, const Scene& scene, Actions& actions, Rect area, const std::vector<LightLine>& lines, std::vector<ui::ButtonSpec> buttons) {
    ui::ButtonSpec previous = button(ui, "page.previous", "common.previous", ButtonStyle::plain, "back"), next = button(ui, "page.next", "common.next", ButtonStyle::primary, "next");
    if (std::any_of(buttons.begin(), buttons.end(), [](const ui::ButtonSpec& one) { return one.style == ButtonStyle::primary; }))
        next.style = ButtonStyle::plain;
    previous.picture_mirrors = next.picture_mirrors = next.picture_after = true;
    std::vector<ui::ButtonSpec> all = buttons;
    all.push_back(previous);
    all.push_back(next);
    const Rect whole = area;
    const float all_h = ui::button_row_height(ui, area.w, all);
    // Where words are so large that the buttons would leave the lines no room, they have the last page to themselves.
    const bool apart = buttons.size() > 1 && all_h > 0.6f * area.h;
    std::vector<size_t> first = pages_of(ui, area, lines);
    Rect row;
    if (apart) {
        row = area.cut_bottom(ui::button_row_height(ui, area.w, {previous, next}), ui.mm(5));
        first = pages_of(ui, area, lines);
    } else if (first.size() > 1 || !buttons.empty()) {
        row = area.cut_bottom(first.size() > 1 ? all_h : ui::button_row_height(ui, area.w, buttons), ui.mm(5));
        first = pages_of(ui, area, lines);
        if (first.size() > 1 && row.h < all_h) {
            area.cut_bottom(all_h - row.h);
            row = {row.x, row.bottom() - all_h, row.w, all_h};
            first = pages_of(ui, area, lines);
        }
    }
    const size_t pages = first.size() + (apart ? 1 : 0);
    const size_t page = std::min(size_t(std::max(0, scene.visit.page)), pages - 1);
    if (page < first.size()) {
        const size_t end = page + 1 < first.size() ? first[page + 1] : lines.size();
        for (size_t i = first[page]; i < end; ++i)
            draw_line(ui, area.cut_top(std::min(area.h, height_of(ui, lines[i], area.w)), ui.mm(gap_mm)), lines[i]);
        if (apart)
            buttons.clear();
    } else {
        row = whole.middle(whole.w, std::min(whole.h, all_h));
    }
    const size_t own = buttons.size();
    if (pages > 1) {
        previous.enabled = page > 0;
        next.enabled = page + 1 < pages;
        buttons.push_back(previous);
        buttons.push_back(next);
    }
    const int pressed = buttons.empty() ? -1 : ui::button_row(ui, row, buttons);
    if (pressed < int(own))
        return pressed;
    // Counted from the page that is shown, whatever was asked for.
    actions.post(app::TurnPage{int(page) - scene.visit.page + (size_t(pressed) == own ? -1 : 1)});
    return -1;
}

void wait_for_it(Ui& ui, Rect area) {
    ui::text_stack(ui, area, {{"looking", ui.word("technician.looking"), {Role::heading, 600, ui.look().soft, 0, ui::Align::centre}, ui::NodeRole::status, 0}}, true);
}

ui::Label said(const Ui& ui, const Scene& scene) {
    const auto& technician = scene.visit.technician;
    return technician && !technician->said.empty() ? ui.word(technician->said, technician->said_of) : Label{};
}

void draw_open_frame(Ui& ui) {
    constexpr ui::Colour red = 0xFFC62828;
    const float thick = std::max(3.0f, ui.mm(2.5f));
    const Rect all = ui.screen();
    ui.fill({0, 0, all.w, thick}, red);
    ui.fill({0, all.h - thick, all.w, thick}, red);
    ui.fill({0, 0, thick, all.h}, red);
    ui.fill({all.w - thick, 0, thick, all.h}, red);
    const Label label = ui.word("technician.open_frame");
    ui::Node node;
    node.id = "open_frame";
    node.role = ui::NodeRole::image;
    node.label = label.text, node.speech = label.speech, node.language = label.language;
    node.chrome = true;
    node.rect = {0, 0, all.w, thick};
    ui.add_node(std::move(node));
}

} // namespace accanto::screens

#include "kiosk/screens/technician.h"

namespace accanto::screens {

namespace {

constexpr float mark_mm = 14, blocks_gap_mm = 4;

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

} // namespace

std::vector<size_t> pages_of(Ui& ui, Rect area, const Blocks& blocks) {
    std::vector<size_t> first = {0};
    float used = 0;
    for (size_t i = 0; i < blocks.count; ++i) {
        const float h = blocks.height(i, area.w);
        if (i > first.back() && (used + h > area.h || i - first.back() == blocks.most)) {
            first.push_back(i);
            used = 0;
        }
        used += h + ui.mm(blocks_gap_mm);
    }
    return first;
}

namespace {

std::vector<ui::ButtonSpec> paging(Ui& ui, const std::vector<ui::ButtonSpec>& beside) {
    ui::ButtonSpec previous = button(ui, "page.previous", "common.previous", ButtonStyle::plain, "back"), next = button(ui, "page.next", "common.more", ButtonStyle::primary, "next");
    if (std::any_of(beside.begin(), beside.end(), [](const ui::ButtonSpec& one) { return one.style == ButtonStyle::primary; }))
        next.style = ButtonStyle::plain;
    previous.picture_mirrors = next.picture_mirrors = next.picture_after = true;
    return {previous, next};
}

constexpr float between_rows_mm = 6;

// All beside each other, or those that page in a row of their own above the others: whichever is lower. Five beside each
// other are too narrow for their words.
struct PagedButtons {
    std::vector<ui::ButtonSpec> own, paging;
    float h = 0, paging_h = 0; // pixels; paging_h 0: one row

    // As high as it may be where it has a page to itself.
    PagedButtons(Ui& ui, float width, const std::vector<ui::ButtonSpec>& buttons, float room = 0) : own(buttons), paging(screens::paging(ui, buttons)) {
        h = ui::button_row_height(ui, width, all());
        const float own_h = ui::button_row_height(ui, width, own), paging_h_alone = ui::button_row_height(ui, width, paging);
        const float two_h = paging_h_alone + ui.mm(between_rows_mm) + own_h;
        if (!own.empty() && (own.size() > 2 || two_h < h || two_h < room))
            h = two_h, paging_h = paging_h_alone;
    }
    std::vector<ui::ButtonSpec> all() const {
        std::vector<ui::ButtonSpec> out = own;
        out.insert(out.end(), paging.begin(), paging.end());
        return out;
    }
    // Index of the pressed one: first of its own, then those that page. -1: none.
    int draw(Ui& ui, Rect row) const {
        if (paging_h == 0)
            return ui::button_row(ui, row, all());
        const int turned = ui::button_row(ui, row.cut_top(paging_h, ui.mm(between_rows_mm)), paging);
        const int pressed = ui::button_row(ui, row, own);
        return turned >= 0 ? int(own.size()) + turned : pressed;
    }
};

} // namespace

float paged_buttons_height(Ui& ui, float width, const std::vector<ui::ButtonSpec>& buttons) { return PagedButtons(ui, width, buttons).h; }

int draw_blocks(Ui& ui, const Scene& scene, Actions& actions, Rect area, const Blocks& blocks, std::vector<ui::ButtonSpec> buttons) {
    const Rect whole = area;
    PagedButtons paged(ui, area.w, buttons);
    // Where words are so large that the buttons would leave the rest no room, they have the last page to themselves.
    const bool are_crowded = buttons.size() > 2 && ui.look().size == ui::TextSize::extra;
    const bool apart = blocks.are_alone || are_crowded || (buttons.size() > 1 && paged.h > 0.6f * area.h);
    std::vector<size_t> first = pages_of(ui, area, blocks);
    Rect row;
    if (apart) {
        row = area.cut_bottom(ui::button_row_height(ui, area.w, paged.paging), ui.mm(5));
        first = pages_of(ui, area, blocks);
    } else if (first.size() > 1 || !buttons.empty()) {
        row = area.cut_bottom(first.size() > 1 ? paged.h : ui::button_row_height(ui, area.w, buttons), ui.mm(5));
        first = pages_of(ui, area, blocks);
        if (first.size() > 1 && row.h < paged.h) {
            area.cut_bottom(paged.h - row.h);
            row = {row.x, row.bottom() - paged.h, row.w, paged.h};
            first = pages_of(ui, area, blocks);
        }
    }
    const size_t pages = first.size() + (apart ? 1 : 0);
    const size_t page = std::min(size_t(std::max(0, scene.visit.page)), pages - 1);
    if (page < first.size()) {
        const size_t end = page + 1 < first.size() ? first[page + 1] : blocks.count;
        for (size_t i = first[page]; i < end; ++i)
            blocks.draw(i, area.cut_top(std::min(area.h, blocks.height(i, area.w)), ui.mm(blocks_gap_mm)));
        if (apart)
            paged = PagedButtons(ui, area.w, {});
    } else {
        paged = PagedButtons(ui, whole.w, buttons, whole.h);
        row = whole.middle(whole.w, std::min(whole.h, paged.h));
    }
    if (pages == 1)
        return buttons.empty() ? -1 : ui::button_row(ui, row, buttons);
    paged.paging[0].enabled = page > 0;
    paged.paging[1].enabled = page + 1 < pages;
    const int pressed = paged.draw(ui, row), turned = pressed - int(paged.own.size());
    if (turned < 0)
        return pressed;
    // Counted from the page that is shown, whatever was asked for.
    actions.post(app::TurnPage{int(page) - scene.visit.page + (turned == 0 ? -1 : 1)});
    return -1;
}

int draw_light_lines(Ui& ui, const Scene& scene, Actions& actions, Rect area, const std::vector<LightLine>& lines, std::vector<ui::ButtonSpec> buttons) {
    Blocks blocks;
    blocks.count = lines.size();
    blocks.height = [&](size_t i, float width) { return height_of(ui, lines[i], width); };
    blocks.draw = [&](size_t i, Rect r) { draw_line(ui, r, lines[i]); };
    return draw_blocks(ui, scene, actions, area, blocks, std::move(buttons));
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

#include "kiosk/ui/choices.h"

#include <cmath>

namespace accanto::ui {

namespace {

struct Arrangement {
    int per_page = 1, columns = 1;
    float w = 0, h = 0;
    double score = -1;
};

bool card_fits(Ui& ui, const CardSpec& spec, float w, float h, float scale) {
    const Look& l = ui.look();
    TextStyle title{Role::heading, 700}, sub{Role::caption, 400};
    title.em_mm = std::max(l.smallest_em_mm(), l.em_mm(Role::heading) * scale);
    sub.em_mm = std::max(l.smallest_em_mm(), l.em_mm(Role::caption) * scale);
    bool wide = is_wide_card(w, h) || spec.picture.empty();
    float pad = ui.mm(5), gap = ui.mm(1.5f);
    float width = w - 2 * pad, room = h - ui.mm(20) - pad * 1.4f;
    if (wide) {
        width = w - (spec.picture.empty() ? ui.mm(9) + pad * 0.4f : std::min(h, w * 0.34f)) - pad * 1.6f - (spec.checkable ? ui.mm(11) : 0);
        room = h - ui.mm(4);
    }
    if (width < ui.mm(30) || room <= 0)
        return false;
    float used = ui.measure(spec.title, title, width).h + gap;
    if (!spec.subtitle.empty())
        used += gap + ui.measure(spec.subtitle, sub, width).h;
    return used <= room && ui.fits(spec.title, title, {width, room}) && ui.fits(spec.subtitle, sub, {width, room});
}

Arrangement best_for(Ui& ui, Rect area, const std::vector<CardSpec>& cards, int per_page, float scale) {
    Arrangement best;
    float gap = ui.mm(ui.look().gap_mm() + 1);
    int most = ui.portrait() ? 2 : 3;
    bool without_pictures = std::all_of(cards.begin(), cards.end(), [](const CardSpec& c) { return c.picture.empty(); });
    if (without_pictures)
        most = 1;
    for (int columns = 1; columns <= std::min(most, per_page); ++columns) {
        int rows = (per_page + columns - 1) / columns;
        float w = (area.w - float(columns - 1) * gap) / float(columns);
        float h = (area.h - float(rows - 1) * gap) / float(rows);
        // A card taller than wide, or a strip across the whole room, is a hole with a word in it.
        h = std::min(h, columns == 1 && per_page > 1 ? std::max(ui.mm(46), w * 0.42f) : w * 0.86f);
        if (without_pictures)
            h = std::min(h, ui.mm(58));
        if (per_page == 1)
            w = std::min(w, ui.mm(220)), h = std::min(h, w * 0.7f);
        if (h < ui.mm(22) || w < ui.mm(60))
            continue;
        bool fits = true;
        for (const CardSpec& c : cards)
            fits = fits && card_fits(ui, c, w, h, scale);
        if (!fits)
            continue;
        double cover = double(w * h * float(per_page)) / double(area.w * area.h);
        int holes = columns * rows - per_page;
        double score = cover * (is_wide_card(w, h) ? 1.0 : 1.3) - 0.08 * holes;
        if (score > best.score)
            best = {per_page, columns, std::floor(w), std::floor(h), score};
    }
    return best;
}

Arrangement arrange(Ui& ui, Rect area, Rect paged, const std::vector<CardSpec>& cards) {
    int count = int(cards.size());
    for (int per_page = std::min(count, 6); per_page >= 1; --per_page)
        for (float scale : {1.0f, 0.85f, 0.72f})
            if (Arrangement a = best_for(ui, per_page < count ? paged : area, cards, per_page, scale); a.score >= 0)
                return a;
    return {1, 1, paged.w, std::min(paged.h, ui.mm(60)), 0};
}

} // namespace

GridResult choice_grid(Ui& ui, Rect area, const std::vector<CardSpec>& cards, int page) {
    GridResult out;
    if (cards.empty())
        return out;
    float gap = ui.mm(ui.look().gap_mm() + 1);
    Rect paged = area;
    Rect pager = paged.cut_bottom(ui.mm(ui.look().button_mm()), gap);
    Arrangement a = arrange(ui, area, paged, cards);
    int count = int(cards.size()), pages = (count + a.per_page - 1) / a.per_page;
    page = std::clamp(page, 0, pages - 1);
    int first = page * a.per_page, last = std::min(count, first + a.per_page);
    int rows = (a.per_page + a.columns - 1) / a.columns;
    Rect room = pages > 1 ? paged : area;
    float total_h = float(rows) * a.h + float(rows - 1) * gap, total_w = float(a.columns) * a.w + float(a.columns - 1) * gap;
    // Left-over height goes below more than above: the eye starts at the question.
    float top = room.y + std::max(0.0f, (room.h - total_h) * 0.35f), start = room.x + (room.w - total_w) / 2;
    for (int i = first; i < last; ++i) {
        int at = i - first;
        Rect r{start + float(at % a.columns) * (a.w + gap), top + float(at / a.columns) * (a.h + gap), a.w, a.h};
        if (ui.choice_card(r, cards[size_t(i)]))
            out.chosen = i;
    }
    if (pages > 1) {
        Rect previous = pager.cut_start(std::min(pager.w * 0.36f, ui.mm(110)));
        Rect next = pager.cut_end(previous.w);
        ButtonSpec p;
        p.id = "page.previous", p.label = ui.word("common.previous"), p.picture = "back", p.picture_mirrors = true;
        p.enabled = page > 0;
        ButtonSpec n;
        n.id = "page.next", n.label = ui.word("common.next"), n.picture = "next", n.picture_mirrors = n.picture_after = true;
        n.enabled = page + 1 < pages;
        if (ui.button(previous, p))
            out.turn = -1;
        TextStyle middle{Role::caption, 600, ui.look().soft, 0, Align::centre, TextStyle::Vertical::centre, 0, true};
        ui.text(pager, "page.number", ui.word("common.page", {{"page", int64_t(page + 1)}, {"pages", int64_t(pages)}}), middle,
                NodeRole::status);
        if (ui.button(next, n))
            out.turn = 1;
    }
    return out;
}

float stack_height(Ui& ui, float width, const std::vector<Line>& lines, float scale) {
    float used = 0;
    bool first = true;
    for (const Line& line : lines) {
        if (line.label.empty())
            continue;
        TextStyle style = line.style;
        float em = style.em_mm > 0 ? style.em_mm : ui.look().em_mm(style.role);
        style.em_mm = std::max(ui.look().smallest_em_mm(), em * scale);
        used += (first ? 0 : ui.mm(line.gap_mm * scale)) + std::ceil(ui.measure(line.label, style, width).h);
        first = false;
    }
    return used;
}

float text_stack(Ui& ui, Rect area, const std::vector<Line>& lines, bool centred) {
    float scale = 1;
    while (scale > 0.4f && stack_height(ui, area.w, lines, scale) > area.h)
        scale -= 0.04f;
    float used = stack_height(ui, area.w, lines, scale);
    float y = area.y + (centred ? std::max(0.0f, (area.h - used) / 2) : 0);
    bool first = true;
    for (const Line& line : lines) {
        if (line.label.empty())
            continue;
        TextStyle style = line.style;
        float em = style.em_mm > 0 ? style.em_mm : ui.look().em_mm(style.role);
        style.em_mm = std::max(ui.look().smallest_em_mm(), em * scale);
        if (!first)
            y += ui.mm(line.gap_mm * scale);
        first = false;
        float h = std::ceil(ui.measure(line.label, style, area.w).h);
        ui.text({area.x, y, area.w, h}, line.id, line.label, style, line.role);
        y += h;
    }
    return used;
}

namespace {

bool row_fits(Ui& ui, float width, const std::vector<ButtonSpec>& buttons) {
    float gap = ui.mm(6);
    float each = (width - gap * float(buttons.size() - 1)) / float(buttons.size());
    for (const ButtonSpec& b : buttons) {
        TextStyle style;
        style.role = b.role;
        style.weight = 600;
        style.align = Align::centre;
        float inner = each - ui.mm(5) - (b.picture.empty() ? 0 : ui.mm(14));
        style.em_mm = std::max(ui.look().smallest_em_mm(), ui.look().em_mm(b.role) * 0.85f);
        if (inner < ui.mm(20) || !ui.fits(b.label, style, {inner, ui.mm(24)}))
            return false;
    }
    return true;
}

float button_height(Ui& ui) { return ui.mm(ui.look().size == TextSize::extra ? 26.0f : 22.0f); }

} // namespace

float button_row_height(Ui& ui, float width, const std::vector<ButtonSpec>& buttons) {
    if (buttons.empty())
        return 0;
    float h = button_height(ui);
    if (row_fits(ui, width, buttons))
        return h;
    return h * float(buttons.size()) + ui.mm(6) * float(buttons.size() - 1);
}

int button_row(Ui& ui, Rect area, std::vector<ButtonSpec> buttons) {
    if (buttons.empty())
        return -1;
    int pressed = -1;
    bool row = row_fits(ui, area.w, buttons);
    float gap = ui.mm(6), count = float(buttons.size());
    float w = row ? (area.w - gap * (count - 1)) / count : area.w;
    float h = row ? area.h : (area.h - gap * (count - 1)) / count;
    // A button as wide as the room looks like a bar, not like something to press.
    float widest = ui.mm(150);
    float used = row ? std::min(w, widest) : std::min(w, ui.mm(220));
    float start = row ? area.x + (area.w - used * count - gap * (count - 1)) / 2 : area.x + (area.w - used) / 2;
    for (size_t i = 0; i < buttons.size(); ++i) {
        Rect r = row ? Rect{start + float(i) * (used + gap), area.y, used, h}
                     : Rect{start, area.y + float(i) * (h + gap), used, h};
        if (ui.button(r, buttons[i]))
            pressed = int(i);
    }
    return pressed;
}

} // namespace accanto::ui

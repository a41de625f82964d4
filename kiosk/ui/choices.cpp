#include "kiosk/ui/choices.h"

#include "kiosk/ui/first_letters.h"
#include "kiosk/ui/reach.h"

#include <cmath>

namespace accanto::ui {

namespace {

// Of a name so many letters, at the most.
CardSpec shortened(CardSpec card, size_t letters) {
    if (card.sure_letters > 0)
        card.title.text = first_letters(card.title.text, letters);
    return card;
}

// As much of its title as a card of this size holds at the size of its words.
CardSpec filled(Ui& ui, const CardSpec& card, Size size) {
    size_t least = card.sure_letters, most = card.title.text.size(); // which are bytes, and so no less than its letters
    if (least == 0 || least >= most || ui.card_holds(size, card, *card.words))
        return card;
    while (least + 1 < most) {
        const size_t middle = (least + most) / 2;
        (ui.card_holds(size, shortened(card, middle), *card.words) ? least : most) = middle;
    }
    return shortened(card, least);
}

// What of the cards is sure to be shown: by this it is decided how many stand on a page, and how large.
std::vector<CardSpec> sure_parts(const std::vector<CardSpec>& cards) {
    std::vector<CardSpec> out;
    for (const CardSpec& card : cards)
        out.push_back(shortened(card, card.sure_letters));
    return out;
}

struct Arrangement {
    int per_page = 1, columns = 1;
    float w = 0, h = 0;
    double score = -1;
};

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
            fits = fits && card_fits(ui, c, {w, h}, scale);
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
        for (float scale : {1.0f, 0.85f, 0.72f, 0.6f})
            if (Arrangement a = best_for(ui, per_page < count ? paged : area, cards, per_page, scale); a.score >= 0)
                return a;
    return {1, 1, paged.w, std::min(paged.h, ui.mm(60)), 0};
}

// One question, one voice: the answers of a page are all as large as the longest of them can be.
void same_words(Ui& ui, std::vector<CardSpec>& cards, Size size) {
    CardWords words;
    const std::vector<CardSpec> sure = sure_parts(cards);
    for (const CardSpec& card : sure)
        if (ui.card_words(size, card).role != Role::title)
            words.role = Role::heading;
    for (const CardSpec& card : sure)
        words.scale = std::min(words.scale, ui.card_words(size, card, words.role).scale);
    for (CardSpec& card : cards)
        card.words = words;
}

float cards_gap(Ui& ui) { return ui.mm(ui.look().gap_mm() + 1); }

// Index of the card that was touched, or -1.
int draw_cards(Ui& ui, Rect room, const std::vector<CardSpec>& cards, const Arrangement& a, int page) {
    const float gap = cards_gap(ui);
    const int first = page * a.per_page, last = std::min(int(cards.size()), first + a.per_page);
    const int rows = (a.per_page + a.columns - 1) / a.columns;
    const float total_h = float(rows) * a.h + float(rows - 1) * gap, total_w = float(a.columns) * a.w + float(a.columns - 1) * gap;
    // Left-over height goes below more than above: the eye starts at the question.
    const float top = room.y + std::max(0.0f, (room.h - total_h) * 0.35f), start = room.x + (room.w - total_w) / 2;
    // On a tall page the last ones stand at its end, within reach, also where there are fewer.
    const int rows_here = (last - first + a.columns - 1) / a.columns;
    const float down = ui.portrait() && first > 0 && rows_here < rows ? room.bottom() - top - float(rows_here) * (a.h + gap) + gap : 0;
    int chosen = -1;
    for (int i = first; i < last; ++i) {
        const int at = i - first;
        const Rect r{start + float(at % a.columns) * (a.w + gap), top + down + float(at / a.columns) * (a.h + gap), a.w, a.h};
        if (ui.choice_card(r, filled(ui, cards[size_t(i)], {a.w, a.h})))
            chosen = i;
    }
    return chosen;
}

} // namespace

ChoicePage choice_page(Ui& ui, Rect area, std::vector<CardSpec> cards, int page) {
    ChoicePage out;
    if (cards.empty())
        return out;
    const int count = int(cards.size());
    Arrangement a = arrange(ui, area, area, sure_parts(cards));
    out.pages = (count + a.per_page - 1) / a.per_page;
    // Five and two would look like a mistake: four and three.
    const int even = (count + out.pages - 1) / out.pages;
    for (float scale : {1.0f, 0.85f, 0.72f, 0.6f})
        if (Arrangement b = best_for(ui, area, sure_parts(cards), even, scale); even < a.per_page && b.score >= 0) {
            a = b;
            break;
        }
    same_words(ui, cards, {a.w, a.h});
    out.page = std::clamp(page, 0, out.pages - 1);
    out.chosen = draw_cards(ui, area, cards, a, out.page);
    return out;
}

int pager(Ui& ui, Rect row, int page, int pages) {
    const float wide = std::min(row.w * 0.38f, ui.mm(110));
    ButtonSpec previous, next;
    previous.id = "page.previous", previous.label = ui.word("common.previous"), previous.picture = "back", previous.picture_mirrors = true;
    previous.enabled = page > 0;
    next.id = "page.next", next.label = ui.word("common.next"), next.picture = "next", next.picture_mirrors = next.picture_after = true;
    next.enabled = page + 1 < pages;
    const Rect start = row.cut_start(wide, ui.mm(3)), end = row.cut_end(wide, ui.mm(3));
    int turn = ui.button(start, previous) ? -1 : 0;
    const TextStyle middle{Role::caption, 600, ui.look().soft, 0, Align::centre, TextStyle::Vertical::centre, 0, true};
    ui.text(row, "page.number", ui.word("common.page", {{"page", int64_t(page + 1)}, {"pages", int64_t(pages)}}), middle, NodeRole::status);
    if (ui.button(end, next))
        turn = 1;
    return turn;
}

GridResult choice_grid(Ui& ui, Rect area, std::vector<CardSpec> cards, int page) {
    GridResult out;
    if (cards.empty())
        return out;
    const float gap = cards_gap(ui);
    Rect paged = area;
    const Rect row = paged.cut_bottom(ui.mm(ui.look().button_mm()), gap);
    Arrangement a = arrange(ui, area, paged, sure_parts(cards));
    same_words(ui, cards, {a.w, a.h});
    int count = int(cards.size()), pages = (count + a.per_page - 1) / a.per_page;
    page = std::clamp(page, 0, pages - 1);
    out.chosen = draw_cards(ui, pages > 1 ? paged : area, cards, a, page);
    if (pages > 1)
        out.turn = pager(ui, row, page, pages);
    return out;
}

namespace {

TextStyle scaled(Ui& ui, const Line& line, float scale) {
    TextStyle style = line.style;
    const float em = style.em_mm > 0 ? style.em_mm : ui.look().em_mm(style.role);
    style.em_mm = std::max(ui.look().smallest_em_mm(), em * scale);
    return style;
}

// Whether no word is longer than a line.
bool are_words_whole(Ui& ui, float width, const std::vector<Line>& lines, float scale) {
    constexpr float any_height = 1e6f;
    return std::all_of(lines.begin(), lines.end(), [&](const Line& line) {
        return ui.fits(line.label, scaled(ui, line, scale), {width, any_height});
    });
}

} // namespace

float stack_height(Ui& ui, float width, const std::vector<Line>& lines, float scale) {
    float used = 0;
    bool first = true;
    for (const Line& line : lines) {
        if (line.label.empty())
            continue;
        const TextStyle style = scaled(ui, line, scale);
        used += (first ? 0 : ui.mm(line.gap_mm * scale)) + std::ceil(ui.measure(line.label, style, width).h);
        first = false;
    }
    return used;
}

float text_stack(Ui& ui, Rect area, const std::vector<Line>& lines, bool centred) {
    float scale = 1;
    while (scale > 0.4f && (stack_height(ui, area.w, lines, scale) > area.h || !are_words_whole(ui, area.w, lines, scale)))
        scale -= 0.04f;
    float used = stack_height(ui, area.w, lines, scale);
    float y = area.y + (centred ? std::max(0.0f, (area.h - used) / 2) : 0);
    bool first = true;
    for (const Line& line : lines) {
        if (line.label.empty())
            continue;
        const TextStyle style = scaled(ui, line, scale);
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

// As much smaller as a sentence of this size may become.
float least_scale(const Look& look) { return look.read_em_mm() / look.em_mm(Role::body); }

// As many lines on each page as stand there with room to spare; at least one.
std::vector<std::vector<Line>> pages_of(Ui& ui, Size size, const std::vector<Line>& lines) {
    const float scale = (1 + least_scale(ui.look())) / 2;
    std::vector<std::vector<Line>> pages(1);
    for (const Line& line : lines) {
        if (line.label.empty())
            continue;
        pages.back().push_back(line);
        if (pages.back().size() == 1 || stack_height(ui, size.w, pages.back(), scale) <= size.h)
            continue;
        pages.back().pop_back();
        pages.push_back({line});
    }
    return pages;
}

} // namespace

bool reads_whole(Ui& ui, Size size, const std::vector<Line>& lines) {
    const float scale = least_scale(ui.look());
    return stack_height(ui, size.w, lines, scale) <= size.h && are_words_whole(ui, size.w, lines, scale);
}

int text_pages(Ui& ui, Rect area, const std::vector<Line>& lines, int page, bool centred) {
    // In a small place a pager would take more than it gives.
    constexpr float least_width_mm = 190, least_height_mm = 110;
    const bool may_shrink = ui.look().read_em_mm() <= ui.look().smallest_em_mm() || area.w < ui.mm(least_width_mm) || area.h < ui.mm(least_height_mm);
    if (may_shrink || reads_whole(ui, {area.w, area.h}, lines)) {
        text_stack(ui, area, lines, centred);
        return 0;
    }
    const Rect row = area.cut_bottom(ui.mm(ui.look().button_mm()), ui.mm(ui.look().gap_mm()));
    const auto pages = pages_of(ui, {area.w, area.h}, lines);
    page = std::clamp(page, 0, int(pages.size()) - 1);
    text_stack(ui, area, pages[size_t(page)], centred);
    return pages.size() > 1 ? pager(ui, row, page, int(pages.size())) : 0;
}

namespace {

bool is_low(Ui& ui) { return ui.screen().h < ui.mm(ui.portrait() ? squat_mm : 230); }
// A low panel has no height for what is larger than legible.
float least_em_mm(Ui& ui) { return is_low(ui) ? ui.look().smallest_em_mm() : ui.look().read_em_mm(); }

// Side by side as long as the words stay readable: a smaller word beside the others is easier found than a tower of buttons.
bool row_fits(Ui& ui, float width, float height, const std::vector<ButtonSpec>& buttons, float scale, float picture_mm) {
    float gap = ui.mm(6);
    float each = (width - gap * float(buttons.size() - 1)) / float(buttons.size());
    for (const ButtonSpec& b : buttons) {
        TextStyle style;
        style.weight = 600;
        style.align = Align::centre;
        float inner = each - ui.mm(6) - (b.picture.empty() ? 0 : ui.mm(picture_mm));
        style.em_mm = std::max(scale > 0 ? least_em_mm(ui) : ui.look().smallest_em_mm(), ui.look().em_mm(b.role) * scale);
        if (inner < ui.mm(20) || !ui.fits(b.label, style, {inner, height - ui.mm(2)}))
            return false;
    }
    return true;
}

// The widths of the buttons of one row, equal where they can be; empty when they must stand under each other.
std::vector<float> row_widths(Ui& ui, float width, float height, const std::vector<ButtonSpec>& buttons) {
    float gap = ui.mm(6), count = float(buttons.size());
    std::vector<float> out(buttons.size(), (width - gap * (count - 1)) / count);
    if (row_fits(ui, width, height, buttons, 0.7f, 16.5f) || row_fits(ui, width, height, buttons, 0.6f, 11.5f))
        return out;
    // A low panel has no height for a second row: there, the words stand alone, and take what each of them needs.
    if (!is_low(ui))
        return {};
    if (row_fits(ui, width, height, buttons, 0, 0))
        return out;
    float left = width - gap * (count - 1);
    for (size_t i = 0; i < buttons.size(); ++i) {
        TextStyle style{Role::button, 600};
        style.em_mm = ui.look().smallest_em_mm();
        float inner = ui.mm(24);
        while (inner < width && !ui.fits(buttons[i].label, style, {inner, height - ui.mm(2)}))
            inner += ui.mm(2);
        out[i] = inner + ui.mm(6);
        left -= out[i];
    }
    if (left < 0)
        return {};
    for (float& w : out)
        w += left / count;
    return out;
}

float button_height(Ui& ui) { return ui.mm(ui.look().size != TextSize::extra ? 22.0f : is_low(ui) ? 26.0f : 30.0f); }

// Of buttons side by side: on a low panel they rather have a second line than stand under each other. 0: they must.
float side_by_side_height(Ui& ui, float width, const std::vector<ButtonSpec>& buttons) {
    const float h = button_height(ui), two_lines = ui.mm(2.8f * least_em_mm(ui) + (is_low(ui) || ui.look().size != TextSize::extra ? 3.0f : 8.0f));
    if (!row_widths(ui, width, h, buttons).empty())
        return h;
    return (is_low(ui) || ui.look().size == TextSize::extra) && !row_widths(ui, width, two_lines, buttons).empty() ? two_lines : 0;
}

} // namespace

float button_row_height(Ui& ui, float width, const std::vector<ButtonSpec>& buttons) {
    if (buttons.empty())
        return 0;
    if (const float h = side_by_side_height(ui, width, buttons))
        return h;
    const float h = button_height(ui);
    return h * float(buttons.size()) + ui.mm(6) * float(buttons.size() - 1);
}

int button_row(Ui& ui, Rect area, std::vector<ButtonSpec> buttons) {
    if (buttons.empty())
        return -1;
    int pressed = -1;
    std::vector<float> widths;
    if (const float h = side_by_side_height(ui, area.w, buttons))
        widths = row_widths(ui, area.w, h, buttons);
    bool row = !widths.empty();
    float gap = ui.mm(6), count = float(buttons.size());
    float h = row ? area.h : (area.h - gap * (count - 1)) / count;
    // A button as wide as the room looks like a bar, not like something to press.
    if (!row)
        widths.assign(buttons.size(), area.w);
    float used = row ? gap * (count - 1) : 0;
    for (float& w : widths) {
        w = std::min(w, ui.mm(row && ui.look().size != TextSize::extra ? 150.0f : 220.0f));
        used = row ? used + w : w;
    }
    Rect at{area.x + (area.w - used) / 2, area.y, 0, h};
    for (size_t i = 0; i < buttons.size(); ++i) {
        at.w = widths[i];
        if (ui.button(at, buttons[i]))
            pressed = int(i);
        if (row)
            at.x += at.w + gap;
        else
            at.y += h + gap;
    }
    return pressed;
}

} // namespace accanto::ui

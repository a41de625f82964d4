#include "kiosk/screens/week.h"

#include <algorithm>

namespace accanto::screens {

namespace {

void draw_day(Ui& ui, Rect row, int day, bool today, const std::string& spans) {
    const ui::Look& l = ui.look();
    if (today) {
        ui::ShapeSpec mark;
        mark.fill = l.tint(ui::Tint::sky);
        mark.radius = int(ui.mm(4));
        ui.shape(row.inset(-ui.mm(3), ui.mm(0.5f)), mark);
    }
    const ui::Colour ground = today ? l.tint(ui::Tint::sky) : l.card;
    TextStyle style{Role::body,       today ? 700 : 400,           l.ink, ground,
                    ui::Align::start, TextStyle::Vertical::centre, 0,     true};
    const std::string id = "day." + std::to_string(day);
    ui.text(row.cut_start(row.w * (row.w < ui.mm(230) ? 0.33f : 0.42f)), id, day_word(ui, day), style);
    style.align = ui::Align::end;
    if (spans.empty()) {
        ui.text(row, id + ".hours", ui.word("hours.closed_day"), style);
        return;
    }
    // Two spans of a day stay on one line.
    const ui::Label times = ui.plain(spans, "en");
    if (l.read_em_mm() > l.smallest_em_mm()) {
        // The largest words have a line for each span, where one for both would make them small.
        TextStyle least = style;
        least.em_mm = l.read_em_mm();
        if (const std::string::size_type between = spans.find("   "); between != std::string::npos && ui.measure(times, least, 0).w > row.w) {
            const ui::Label two = ui.plain(spans.substr(0, between) + "\n" + spans.substr(between + 3), "en");
            if (least.fit = false; ui.fits(two, least, {row.w, row.h})) {
                least.fit = true, least.em_mm = l.em_mm(style.role);
                ui.text(row, id + ".hours", two, least);
                return;
            }
        }
    }
    for (style.em_mm = l.em_mm(style.role);
         style.em_mm > l.smallest_em_mm() && ui.measure(times, style, 0).w > row.w;)
        style.em_mm = std::max(l.smallest_em_mm(), style.em_mm - 0.5f);
    ui.text(row, id + ".hours", times, style);
}

} // namespace

Rect week_place(const Ui& ui, Rect& area) {
    const float gap = ui.mm(6);
    // Each day has its line, whatever stands above.
    const float least = ui.mm(7 * 1.4f * ui.look().smallest_em_mm() + 13);
    return ui.portrait() ? area.cut_bottom(std::max(area.h * 0.52f, least), gap)
                         : area.cut_end(area.w * (ui.screen().w < ui.mm(400) ? 0.6f : 0.52f), gap);
}

void draw_week(Ui& ui, const Scene& scene, Rect area, const std::array<std::vector<OpeningSpan>, 7>& hours) {
    const ui::Look& l = ui.look();
    ui.card(area, l.card);
    if (std::all_of(hours.begin(), hours.end(), [](const auto& spans) { return spans.empty(); })) {
        ui::text_stack(ui, area.inset(ui.mm(8)),
                       {{"hours.none", ui.word("hours.none"), {Role::heading, 700, l.ink, l.card}}}, true);
        return;
    }
    Rect rows = area.inset(ui.mm(8), ui.mm(6));
    // A low page is wide enough for two columns, and too low for seven large lines.
    const bool two = rows.h < 7 * 1.15f * ui.mm(l.smallest_em_mm()) && rows.w > ui.mm(250);
    const float height = rows.h / (two ? 4 : 7);
    Rect column = two ? rows.cut_start((rows.w - ui.mm(14)) / 2, ui.mm(14)) : rows;
    for (int day = 1; day <= 7; ++day) {
        if (two && day == 5)
            column = rows;
        draw_day(ui, column.cut_top(height), day, day == scene.local.weekday, spans_text(hours[size_t(day - 1)]));
    }
}

} // namespace accanto::screens

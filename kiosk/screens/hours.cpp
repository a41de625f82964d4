// When the point is open, where it is, and whom one can call.
#include "kiosk/screens/booking_words.h"
#include "kiosk/screens/week.h"
#include "kiosk/ui/reach.h"

namespace accanto::screens {

using ui::Line;

namespace {

// The largest words, and then the week: a page for each.
void draw_hours_in_turn(Ui& ui, const Scene& scene, Actions& actions, Rect area, const std::vector<Line>& lines) {
    const Rect turning = area.cut_bottom(ui.mm(ui.look().button_mm()), ui.mm(ui.look().gap_mm()));
    const int page = std::clamp(scene.visit.page, 0, 1);
    if (page == 0) {
        ui.card(area, ui.look().card);
        ui::text_stack(ui, area.inset(ui.mm(8), ui.mm(5)), lines, true);
    } else {
        draw_week(ui, scene, area, scene.settings.point.hours);
    }
    if (const int turn = ui::pager(ui, turning, page, 2))
        actions.post(app::TurnPage{turn});
}

} // namespace

void draw_hours(Ui& ui, const Scene& scene, Actions& actions) {
    const ui::Look& l = ui.look();
    Rect area = draw_bar(ui, scene, actions);
    if (has_printer(scene)) {
        // Beside the title, so that the week keeps its height.
        const bool is_narrow = l.size == ui::TextSize::extra && ui.portrait() && ui.screen().h > ui.mm(ui::squat_mm);
        Rect head = area.cut_top(ui.mm(is_narrow ? 50 : 20), ui.mm(4));
        ui::ButtonSpec print = button(ui, "hours.print", "keep.print", ui::ButtonStyle::plain, "print");
        print.enabled = scene.visit.paper != app::PrintState::printing;
        const Rect end = head.cut_end(std::min(ui.mm(100), head.w * 0.36f), ui.mm(6));
        if (ui.button(end.middle(end.w, std::min(end.h, ui.mm(24))), print))
            actions.post(app::PrintHours{});
        Label told = paper_words(ui, scene.visit.paper);
        ui.text(head, "title", told.empty() ? ui.word("hours.title") : told,
                {Role::title, 700, l.ink, 0, ui::Align::start, ui::TextStyle::Vertical::centre, 0, true},
                ui::NodeRole::heading);
    } else {
        draw_title(ui, area, ui.word("hours.title"));
    }
    std::vector<Line> lines;
    ui::TextStyle small{Role::caption, 600, l.soft, l.card}, large{Role::heading, 700, l.ink, l.card};
    lines.push_back({"open",
                     ui.word(scene.point.open ? "hours.open_now" : "hours.closed_now"),
                     {Role::heading, 700, l.deep, l.card},
                     ui::NodeRole::status,
                     0});
    lines.push_back({"name", ui.plain(scene.settings.point.name, scene.settings.point.official_language),
                     large, ui::NodeRole::text, 4});
    if (!scene.settings.point.address.empty()) {
        lines.push_back({"address.word", ui.word("hours.address"), small, ui::NodeRole::text, 6});
        lines.push_back({"address",
                         ui.plain(scene.settings.point.address, scene.settings.point.official_language),
                         {Role::body, 400, l.ink, l.card},
                         ui::NodeRole::text,
                         1});
    }
    if (!help_phone(scene).empty()) {
        lines.push_back({"phone.word", ui.word("hours.phone"), small, ui::NodeRole::text, 6});
        // Digits keep their order in every language.
        lines.push_back({"phone",
                         ui.plain(help_phone(scene), "en"),
                         {Role::title, 700, l.ink, l.card},
                         ui::NodeRole::text,
                         1});
    }
    if (l.size == ui::TextSize::extra && ui.screen().h > ui.mm(230))
        return draw_hours_in_turn(ui, scene, actions, area, lines);
    const Rect week = week_place(ui, area);
    ui.card(area, l.card);
    const Rect words = area.inset(ui.mm(8), ui.mm(7));
    constexpr float smallest = 0.4f;
    // An address is known as one, and the least to miss where there is no room.
    if (ui::stack_height(ui, words.w, lines, smallest) > words.h)
        std::erase_if(lines, [](const Line& line) { return line.id == "address.word"; });
    ui::text_stack(ui, words, lines, true);

    draw_week(ui, scene, week, scene.settings.point.hours);
}

} // namespace accanto::screens

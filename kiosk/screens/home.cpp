#include "kiosk/screens/frame.h"

namespace accanto::screens {

void draw_home(Ui& ui, const Scene& scene, Actions& actions) {
    ui::Rect area = draw_bar(ui, scene, actions);
    draw_title(ui, area, ui.word("home.title"));
    ui::Label mentors = ui.word("home.mentor_here", {{"n", int64_t(scene.point.mentors)}});
    if (!scene.point.open && scene.point.next_opening)
        mentors = opening_words(ui, "home.mentor_closed", *scene.point.next_opening);
    else if (scene.point.mentors == 0 && scene.point.on_break > 0)
        mentors = ui.word("home.mentor_break");
    std::vector<ui::CardSpec> cards = {
        {"home.learn", ui.word("home.learn"), ui.word("home.learn_sub"), "learn", ui::Tint::mint},
        {"home.mentor", ui.word("home.mentor"), mentors, "mentor", ui::Tint::peach},
        {"home.hours", ui.word("home.hours"), ui.word("home.hours_sub"), "hours", ui::Tint::sky},
        {"home.settings", ui.word("home.settings"), ui.word("home.settings_sub"), "text_size", ui::Tint::lavender},
    };
    switch (ui::choice_grid(ui, area, cards, scene.visit.page).chosen) {
    case 0: actions.post(app::GoTo{ScreenId::learn}); break;
    case 1: actions.post(app::StartTicket{}); break;
    case 2: actions.post(app::GoTo{ScreenId::hours}); break;
    case 3: actions.post(app::GoTo{ScreenId::settings}); break;
    default: break;
    }
}

void draw_hours(Ui& ui, const Scene& scene, Actions& actions) {
    using ui::Label;
    using ui::Line;
    using ui::Rect;
    using ui::Role;
    const ui::Look& l = ui.look();
    Rect area = draw_bar(ui, scene, actions);
    if (has_printer(scene)) {
        // Beside the title, so that the week keeps its height.
        Rect head = area.cut_top(ui.mm(20), ui.mm(4));
        ui::ButtonSpec print = button(ui, "hours.print", "keep.print", ui::ButtonStyle::plain, "print");
        print.enabled = scene.visit.paper != app::PrintState::printing;
        if (ui.button(head.cut_end(std::min(ui.mm(100), head.w * 0.36f), ui.mm(6)), print))
            actions.post(app::PrintHours{});
        Label told = paper_words(ui, scene.visit.paper);
        ui.text(head, "title", told.empty() ? ui.word("hours.title") : told,
                {Role::title, 700, l.ink, 0, ui::Align::start, ui::TextStyle::Vertical::centre, 0, true}, ui::NodeRole::heading);
    } else {
        draw_title(ui, area, ui.word("hours.title"));
    }
    float gap = ui.mm(6);
    Rect week = ui.portrait() ? area.cut_bottom(area.h * 0.52f, gap) : area.cut_end(area.w * (ui.screen().w < ui.mm(400) ? 0.6f : 0.52f), gap);

    ui.card(area, l.card);
    std::vector<Line> lines;
    ui::TextStyle small{Role::caption, 600, l.soft, l.card}, large{Role::heading, 700, l.ink, l.card};
    lines.push_back({"open", ui.word(scene.point.open ? "hours.open_now" : "hours.closed_now"),
                     {Role::heading, 700, l.deep, l.card}, ui::NodeRole::status, 0});
    lines.push_back({"name", ui.plain(scene.settings.point.name, scene.settings.point.official_language), large, ui::NodeRole::text, 4});
    if (!scene.settings.point.address.empty()) {
        lines.push_back({"address.word", ui.word("hours.address"), small, ui::NodeRole::text, 6});
        lines.push_back({"address", ui.plain(scene.settings.point.address, scene.settings.point.official_language),
                         {Role::body, 400, l.ink, l.card}, ui::NodeRole::text, 1});
    }
    if (!scene.settings.point.help_phone.empty()) {
        lines.push_back({"phone.word", ui.word("hours.phone"), small, ui::NodeRole::text, 6});
        // Digits keep their order in every language.
        lines.push_back({"phone", ui.plain(scene.settings.point.help_phone, "en"),
                         {Role::title, 700, l.ink, l.card}, ui::NodeRole::text, 1});
    }
    ui::text_stack(ui, area.inset(ui.mm(8), ui.mm(7)), lines, true);

    ui.card(week, l.card);
    bool any = false;
    for (const auto& spans : scene.settings.point.hours)
        any = any || !spans.empty();
    if (!any) {
        ui::text_stack(ui, week.inset(ui.mm(8)), {{"hours.none", ui.word("hours.none"), {Role::heading, 700, l.ink, l.card}}}, true);
        return;
    }
    Rect rows = week.inset(ui.mm(8), ui.mm(6));
    float h = rows.h / 7;
    for (int day = 1; day <= 7; ++day) {
        Rect row = rows.cut_top(h);
        bool today = day == scene.local.weekday;
        if (today) {
            ui::ShapeSpec mark;
            mark.fill = l.tint(ui::Tint::sky);
            mark.radius = int(ui.mm(4));
            ui.shape(row.inset(-ui.mm(3), ui.mm(0.5f)), mark);
        }
        ui::Colour ground = today ? l.tint(ui::Tint::sky) : l.card;
        ui::TextStyle style{Role::body, today ? 700 : 400, l.ink, ground, ui::Align::start, ui::TextStyle::Vertical::centre, 0, true};
        std::string id = "day." + std::to_string(day);
        ui.text(row.cut_start(row.w * (row.w < ui.mm(230) ? 0.33f : 0.42f)), id, ui.word("day." + std::to_string(day)), style);
        const std::string spans = spans_text(scene.settings.point.hours[size_t(day - 1)]);
        style.align = ui::Align::end;
        if (spans.empty()) {
            ui.text(row, id + ".hours", ui.word("hours.closed_day"), style);
        } else {
            // Two spans of a day stay on one line.
            ui::Label times = ui.plain(spans, "en");
            for (style.em_mm = l.em_mm(style.role); style.em_mm > l.smallest_em_mm() && ui.measure(times, style, 0).w > row.w;)
                style.em_mm = std::max(l.smallest_em_mm(), style.em_mm - 0.5f);
            ui.text(row, id + ".hours", times, style);
        }
    }
}

} // namespace accanto::screens

// Setting up: the days of the week and their hours, and how high the screen hangs.
#include "kiosk/screens/setup.h"

namespace accanto::screens {

using setup::Step;

namespace {

struct Value {
    const char* title;
    const char* sentence;
    Label shown;
    const char* what; // as ChangeSetup names it
    Stepping stepping;
};

const char* title_of(Step step) {
    switch (step) {
    case Step::opens:
        return "setup.opens_title";
    case Step::closes:
        return "setup.closes_title";
    case Step::pause_from:
        return "setup.pause_from_title";
    default:
        return "setup.pause_to_title";
    }
}

int minute_of(const app::SetupVisit& s) {
    switch (s.step) {
    case Step::opens:
        return s.first.from_minute;
    case Step::closes:
        return s.first.to_minute;
    case Step::pause_from:
        return s.second.from_minute;
    default:
        return s.second.to_minute;
    }
}

Value value_of(Ui& ui, const app::SetupVisit& s) {
    if (s.step == Step::height)
        return {"setup.height_title",
                "setup.height_text",
                ui.word("setup.height_cm", {{"n", int64_t(s.height_cm)}}),
                "height",
                {"setup", {"setup.much_lower", "setup.lower", "setup.higher", "setup.much_higher"}}};
    return {title_of(s.step),
            "setup.times_text",
            ui.plain(clock_time(minute_of(s)), "en"),
            "time",
            {"setup", {"setup.much_earlier", "setup.earlier", "setup.later", "setup.much_later"}, 60, 15}};
}

} // namespace

void draw_setup_days(Ui& ui, const Scene& scene, Actions& actions) {
    const app::SetupVisit& s = *scene.visit.setup;
    Rect area =
        draw_question(ui, scene, actions, ui.word("setup.days_title"), said_or(ui, scene, "setup.days_text"));
    std::vector<ui::ButtonSpec> buttons = {
        button(ui, "setup.times", "setup.set_times", ButtonStyle::plain, "hours"),
        button(ui, "setup.next", "common.continue", ButtonStyle::primary, "yes")};
    buttons[0].enabled = !s.days.empty();
    buttons[1].enabled = s.days.empty();
    const Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(5));
    std::vector<ui::CardSpec> cards;
    for (size_t day = 0; day < s.then.point.hours.size(); ++day) {
        const std::string hours = spans_text(s.then.point.hours[day]);
        ui::CardSpec card{"setup.day." + std::to_string(day), day_word(ui, int(day) + 1),
                          hours.empty() ? ui.word("setup.no_hours") : ui.plain(hours, "en"), "calendar",
                          ui::Tint::sky};
        card.checkable = true;
        card.chosen = s.days.contains(day);
        cards.push_back(std::move(card));
    }
    const ui::GridResult grid = ui::choice_grid(ui, area, std::move(cards), scene.visit.page);
    if (grid.turn)
        actions.post(app::TurnPage{grid.turn});
    if (grid.chosen >= 0)
        actions.post(app::ChangeSetup{"day", grid.chosen});
    if (const int pressed = ui::button_row(ui, row, buttons); pressed >= 0)
        answer_by(actions, buttons[size_t(pressed)]);
}

void draw_setup_pause(Ui& ui, const Scene& scene, Actions& actions) {
    draw_setup_message(ui, scene, actions,
                       {"visit_calendar",
                        ui.word("setup.pause_title"),
                        {ui.word("setup.pause_text")},
                        {button(ui, "setup.no", "common.no", ButtonStyle::plain, "no"),
                         button(ui, "setup.yes", "common.yes", ButtonStyle::primary, "yes")},
                        ui::Tint::sky});
}

void draw_setup_value(Ui& ui, const Scene& scene, Actions& actions) {
    const Value value = value_of(ui, *scene.visit.setup);
    Rect area = draw_question(ui, scene, actions, ui.word(value.title), said_or(ui, scene, value.sentence));
    const std::vector<ui::ButtonSpec> on = {
        button(ui, "setup.next", "common.continue", ButtonStyle::primary, "yes")};
    const Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, on), ui.mm(5));
    if (const int by = draw_stepping(ui, area, value.stepping))
        actions.post(app::ChangeSetup{value.what, by});
    const ui::Look& l = ui.look();
    ui.text(area.middle(area.w, std::min(area.h, ui.mm(50))), "setup.value", value.shown,
            {Role::number, 800, l.deep, 0, ui::Align::centre, TextStyle::Vertical::centre, 0, true},
            ui::NodeRole::status);
    if (ui::button_row(ui, row, on) == 0)
        answer_by(actions, on[0]);
}

} // namespace accanto::screens

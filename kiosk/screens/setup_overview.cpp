// Setting up: all that was decided on one page, before it counts.
#include "kiosk/screens/setup.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::screens {

using setup::Step;

namespace {

// "5 days a week: 09:00–14:00"; without the times where days differ.
Label week_of(const Ui& ui, const Settings& settings) {
    std::string times;
    int64_t days = 0;
    bool are_same = true;
    for (const std::vector<OpeningSpan>& spans : settings.point.hours) {
        const std::string now = spans_text(spans);
        if (now.empty())
            continue;
        are_same = are_same && (times.empty() || times == now);
        times = now;
        ++days;
    }
    if (days == 0)
        return ui.word("setup.no_hours");
    return are_same ? ui.word("setup.week_times", {{"n", days}, {"times", times}})
                    : ui.word("setup.week", {{"n", days}});
}

Label printer_of(const Ui& ui, const Settings::Printer& printer) {
    if (printer.kind == "escpos")
        return ui.word(printer.width_mm == 58 ? "setup.roll58" : "setup.roll80");
    if (printer.kind == "cups")
        return ui.plain(printer.queue, "en");
    return ui.word(printer.kind == "none" ? "setup.no_paper" : "doctor.printer_png");
}

Label way_of(const Ui& ui, setup::Way way) {
    static constexpr const char* words[] = {"setup.code", "setup.stick", "setup.offline", "setup.as_it_is"};
    return ui.word(words[size_t(way)]);
}

struct Decided {
    const char *name, *picture;
    Label value;
    const char* key = ""; // without which nothing can be saved
};

Decided decided_at(const Ui& ui, const Scene& scene, Step step) {
    const app::SetupVisit& s = *scene.visit.setup;
    const Settings& then = s.then;
    switch (step) {
    case Step::join:
        return {"setup.of_join", "network", way_of(ui, s.answers.way), "point.id"};
    case Step::name:
        return {"setup.of_name", "places", ui.plain(then.point.name, then.point.official_language),
                "point.name"};
    case Step::letter:
        return {"setup.of_letter", "ticket", ui.plain(then.kiosk.letter, "en"), "kiosk.letter"};
    case Step::official:
        return {"setup.of_official", "language", language_name(ui, then.point.official_language)};
    case Step::days:
        return {"setup.of_days", "calendar", week_of(ui, then)};
    case Step::pin:
        return {"technician.pin", "key", {}, "technician.pin"};
    case Step::card:
        return {"doctor.name_screen", "bank_card",
                ui.word("setup.panel", {{"cm", int64_t(then.screen.middle_mm / 10)},
                                        {"pitch", fmt::format("{:.4f}", then.screen.pitch_mm)}})};
    case Step::printer:
        return {"doctor.name_printer", "print", printer_of(ui, then.printer)};
    default:
        return {"setup.of_clock", "hours",
                ui.plain(place_of_zone(then.point.time_zone) + "   " +
                             clock_time(local_time(scene.wall_ms, then.point.time_zone).minute_of_day),
                         "en")};
    }
}

bool is_missing(const app::SetupVisit& s, Step step, const Decided& decided) {
    const bool unmeasured =
        step == Step::card && (s.then.screen.pitch_mm <= 0 || s.then.screen.middle_mm <= 0);
    const bool of_nowhere = step == Step::clock && s.then.point.time_zone.empty();
    return unmeasured || of_nowhere ||
           std::find(s.missing.begin(), s.missing.end(), decided.key) != s.missing.end();
}

std::vector<ui::CardSpec> cards_of(const Ui& ui, const Scene& scene) {
    std::vector<ui::CardSpec> open, cards; // what is open stands first: it may be all that is to be done
    for (const Step step : setup::changeable) {
        const Decided decided = decided_at(ui, scene, step);
        const bool missing = is_missing(*scene.visit.setup, step, decided);
        if (step == Step::pin && !missing) // it is nobody's to read
            continue;
        (missing ? open : cards).push_back({std::string("setup.") + setup::to_text(step), ui.word(decided.name),
                         missing ? ui.word("setup.not_answered") : decided.value,
                         missing ? "warning" : decided.picture,
                         missing ? ui::Tint::rose : ui::Tint(cards.size() % 5)});
    }
    open.insert(open.end(), cards.begin(), cards.end());
    return open;
}

} // namespace

void draw_setup_overview(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_question(ui, scene, actions, ui.word("setup.overview_title"),
                              said_or(ui, scene, "setup.overview_text"));
    const std::vector<ui::ButtonSpec> save = {
        button(ui, "setup.next", "setup.finish", ButtonStyle::primary, "yes")};
    const Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, save), ui.mm(5));
    const std::vector<ui::CardSpec> cards = cards_of(ui, scene);
    if (const int chosen = draw_answers(ui, scene, actions, area, cards); chosen >= 0)
        actions.post(
            app::AnswerSetup{cards[size_t(chosen)].id.substr(cards[size_t(chosen)].id.rfind('.') + 1)});
    if (ui::button_row(ui, row, save) == 0)
        answer_by(actions, save[0]);
}

} // namespace accanto::screens

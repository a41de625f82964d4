// Setting up: what the technician tries where they stand, and the verdict.
#include "kiosk/screens/setup.h"

#include "content/library/zone_place.h"

#include <algorithm>

namespace accanto::screens {

using doctor::Light;
using setup::Step;

namespace {

std::vector<ui::ButtonSpec> no_and_yes(Ui& ui, const char* no, const char* yes) {
    return {button(ui, "setup.no", no, ButtonStyle::plain, "no"),
            button(ui, "setup.yes", yes, ButtonStyle::primary, "yes")};
}

LightLine line_of_finding(const Ui& ui, const doctor::Finding& finding) {
    return {"finding." + finding.check, finding.light, ui.word(doctor::name_key(finding)),
            ui.word(finding.key, finding.arguments)};
}

// Who cannot turn the panel turns the picture, and sees it at once.
void draw_upright(Ui& ui, const Scene& scene, Actions& actions) {
    std::vector<ui::ButtonSpec> buttons = {
        button(ui, "setup.turn", "setup.turn", ButtonStyle::plain, "again")};
    for (ui::ButtonSpec& one : no_and_yes(ui, "common.no", "common.yes"))
        buttons.push_back(std::move(one));
    draw_setup_message(ui, scene, actions,
                       {"visit_mentor",
                        ui.word("setup.upright_title"),
                        {ui.word("setup.upright_text")},
                        std::move(buttons),
                        ui::Tint::mint});
}

void draw_touch(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    std::vector<ui::ButtonSpec> buttons = no_and_yes(ui, "setup.touch_not_felt", "common.continue");
    const auto& touched = scene.visit.technician->touched;
    buttons[1].enabled = std::all_of(touched.begin(), touched.end(), [](bool felt) { return felt; });
    const Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(5));
    draw_touch_targets(ui, scene, actions, area);
    if (const int pressed = ui::button_row(ui, row, buttons); pressed >= 0)
        answer_by(actions, buttons[size_t(pressed)]);
}

// Goes on without what was asked for.
ui::ButtonSpec way_round(Ui& ui, const char* id, const char* word) {
    ui::ButtonSpec out = button(ui, id, word, ButtonStyle::plain, "next");
    out.picture_mirrors = true;
    return out;
}

void draw_no_loudspeaker(Ui& ui, const Scene& scene, Actions& actions) {
    draw_setup_message(ui, scene, actions,
                       {"trouble_scene",
                        ui.word("setup.silent_title"),
                        {ui.word("setup.silent_text")},
                        {way_round(ui, "setup.without", "setup.without_sound"),
                         button(ui, "setup.again", "technician.again", ButtonStyle::primary, "again")},
                        ui::Tint::lavender});
}

void draw_sound(Ui& ui, const Scene& scene, Actions& actions) {
    if (scene.visit.setup->is_unheard)
        return draw_no_loudspeaker(ui, scene, actions);
    const std::string& language =
        scene.languages[std::min(scene.visit.setup->language_at, scene.languages.size() - 1)];
    std::vector<ui::ButtonSpec> buttons = {
        button(ui, "setup.again", "setup.sound_again", ButtonStyle::plain, "listen")};
    for (ui::ButtonSpec& one : no_and_yes(ui, "common.no", "common.yes"))
        buttons.push_back(std::move(one));
    draw_setup_message(ui, scene, actions,
                       {"attract",
                        ui.word_with("setup.sound_title", "language", language_name(ui, language)),
                        {ui.word("setup.sound_text")},
                        std::move(buttons),
                        ui::Tint::lavender});
}

void draw_paper(Ui& ui, const Scene& scene, Actions& actions) {
    std::vector<ui::ButtonSpec> buttons = {
        button(ui, "setup.print", "technician.print", ButtonStyle::plain, "print")};
    buttons[0].enabled = scene.visit.paper != app::PrintState::printing;
    for (ui::ButtonSpec& one : no_and_yes(ui, "common.no", "common.yes"))
        buttons.push_back(std::move(one));
    buttons[2].enabled = scene.visit.paper == app::PrintState::printed;
    Message message{"mentor_printer_scene",
                    ui.word("setup.paper_title"),
                    {ui.word("setup.paper_text")},
                    std::move(buttons),
                    ui::Tint::lavender};
    if (const Label outcome = paper_words(ui, scene.visit.paper); !outcome.empty())
        message.sentences.push_back(outcome);
    draw_setup_message(ui, scene, actions, std::move(message));
}

Label place_of(const Ui& ui, const Scene& scene, const std::string& zone) {
    const std::string& language = scene.visit.language;
    return ui.plain(content::place_of_zone(zone, language), language);
}

// One card for each zone, and behind them one for none.
void choose_zone(Ui& ui, const Scene& scene, Actions& actions, Rect area,
                 const std::vector<ui::CardSpec>& cards) {
    const std::vector<std::string>& zones = scene.visit.setup->zones;
    if (const int chosen = draw_answers(ui, scene, actions, area, cards); chosen >= 0)
        actions.post(app::AnswerSetup{size_t(chosen) < zones.size() ? zones[size_t(chosen)] : "none"});
}

void draw_clock(Ui& ui, const Scene& scene, Actions& actions) {
    const Rect area = draw_question(ui, scene, actions, ui.word("setup.clock_title"),
                                    said_or(ui, scene, "setup.clock_text"));
    std::vector<ui::CardSpec> cards;
    for (const std::string& zone : scene.visit.setup->zones)
        cards.push_back({"setup.zone." + zone,
                         ui.plain(clock_time(local_time(scene.wall_ms, zone).minute_of_day), "en"),
                         place_of(ui, scene, zone), "hours", ui::Tint(cards.size() % 6)});
    cards.push_back(
        {"setup.none", ui.word("setup.clock_none"), ui.word("setup.clock_none_sub"), "no", ui::Tint::rose});
    choose_zone(ui, scene, actions, area, cards);
}

// Where the clock is wrong no time says which zone it is.
void draw_whose_time(Ui& ui, const Scene& scene, Actions& actions) {
    const app::SetupVisit& s = *scene.visit.setup;
    const Rect area = draw_question(ui, scene, actions, ui.word("setup.place_title"),
                                    said_or(ui, scene, "setup.place_text"));
    std::vector<ui::CardSpec> cards;
    for (const std::string& zone : s.zones) {
        cards.push_back({"setup.zone." + zone,
                         place_of(ui, scene, zone),
                         {},
                         "map_pin",
                         ui::Tint(cards.size() % 6)});
        cards.back().chosen = zone == s.then.point.time_zone;
    }
    cards.push_back(
        {"setup.none", ui.word("setup.place_none"), ui.word("setup.place_none_sub"), "wait", ui::Tint::rose});
    choose_zone(ui, scene, actions, area, cards);
}

void draw_lines(Ui& ui, const Scene& scene, Actions& actions, Rect area, const std::vector<LightLine>& lines,
                const std::vector<ui::ButtonSpec>& buttons) {
    if (const int pressed = draw_light_lines(ui, scene, actions, area, lines, buttons); pressed >= 0)
        answer_by(actions, buttons[size_t(pressed)]);
}

void draw_wait(Ui& ui, Rect area) {
    ui::text_stack(ui, area,
                   {{"looking",
                     ui.word("technician.looking"),
                     {Role::heading, 600, ui.look().soft, 0, ui::Align::centre},
                     ui::NodeRole::status,
                     0}},
                   true);
}

void draw_contents(Ui& ui, const Scene& scene, Actions& actions) {
    const Rect area = draw_question(ui, scene, actions, ui.word("technician.do_contents"),
                                    said_or(ui, scene, "setup.contents_text"));
    const auto& t = *scene.visit.technician;
    if (!t.contents)
        return draw_wait(ui, area);
    std::vector<LightLine> lines = {line_of_finding(ui, *t.contents)};
    for (const app::TechnicianVisit::Pack& pack : t.packs)
        lines.push_back({"pack." + pack.id, Light::green, ui.plain(pack.id, "en"),
                         ui.word("technician.pack", {{"version", pack.version}})});
    draw_lines(ui, scene, actions, area, lines,
               {button(ui, "setup.again", "technician.again", ButtonStyle::plain, "again"),
                button(ui, "setup.next", "common.continue", ButtonStyle::primary, "yes")});
}

void draw_power(Ui& ui, const Scene& scene, Actions& actions) {
    if (scene.visit.setup->came_back)
        return draw_setup_message(ui, scene, actions,
                                  {"well_done",
                                   ui.word("setup.back_title"),
                                   {ui.word("setup.back_text")},
                                   {button(ui, "setup.next", "common.continue", ButtonStyle::primary, "yes")},
                                   ui::Tint::mint});
    draw_setup_message(ui, scene, actions,
                       {"trouble_scene",
                        ui.word("setup.power_title"),
                        {ui.word("setup.power_text")},
                        {way_round(ui, "setup.no_cut", "setup.no_cut")},
                        ui::Tint::peach});
}

void draw_void_ticket(Ui& ui, const Scene& scene, Actions& actions) {
    const auto& tried = scene.visit.setup->ticket;
    Message message{"no_numbers",
                    ui.word("setup.ticket_title"),
                    {tried ? ui.word(tried->key, tried->arguments) : ui.word("setup.ticket_text")},
                    {},
                    ui::Tint::butter};
    if (const Label paper = paper_words(ui, scene.visit.paper); tried && !paper.empty())
        message.sentences.push_back(paper);
    message.buttons.push_back(button(ui, "setup.try", tried ? "fitting.again" : "setup.ticket_try",
                                     tried ? ButtonStyle::plain : ButtonStyle::primary, "ticket"));
    if (tried)
        message.buttons.push_back(button(ui, "setup.next", "common.continue", ButtonStyle::primary, "yes"));
    draw_setup_message(ui, scene, actions, std::move(message));
}

// What is left to do comes first, and what is well is one line.
std::vector<LightLine> lines_of_verdict(const Ui& ui, const std::vector<doctor::Finding>& all) {
    std::vector<LightLine> lines;
    int64_t well = 0;
    for (const Light light : {Light::red, Light::amber})
        for (const doctor::Finding& one : all)
            if (one.light == light)
                lines.push_back(line_of_finding(ui, one));
    for (const doctor::Finding& one : all)
        well += one.light == Light::green;
    lines.push_back(
        {"setup.well", Light::green, ui.word("setup.well_name"), ui.word("setup.well", {{"n", well}})});
    return lines;
}

void draw_verdict(Ui& ui, const Scene& scene, Actions& actions) {
    const app::SetupVisit& s = *scene.visit.setup;
    const Rect area =
        draw_question(ui, scene, actions, ui.word(s.all ? "acceptance." + s.verdict : "acceptance.title"),
                      said_or(ui, scene, "setup.verdict_text"));
    if (!s.all)
        return draw_wait(ui, area);
    draw_lines(ui, scene, actions, area, lines_of_verdict(ui, *s.all),
               {button(ui, "setup.again", "technician.again", ButtonStyle::plain, "again"),
                button(ui, "setup.stick", "setup.sheet", ButtonStyle::plain, "save_file"),
                button(ui, "setup.done", "setup.done", ButtonStyle::primary, "yes")});
}

} // namespace

void draw_setup_trial(Ui& ui, const Scene& scene, Actions& actions) {
    switch (scene.visit.setup->step) {
    case Step::upright:
        return draw_upright(ui, scene, actions);
    case Step::touch:
        return draw_touch(ui, scene, actions);
    case Step::sound:
        return draw_sound(ui, scene, actions);
    case Step::paper:
        return draw_paper(ui, scene, actions);
    case Step::clock:
        return draw_clock(ui, scene, actions);
    case Step::place:
        return draw_whose_time(ui, scene, actions);
    case Step::contents:
        return draw_contents(ui, scene, actions);
    case Step::power:
        return draw_power(ui, scene, actions);
    case Step::ticket:
        return draw_void_ticket(ui, scene, actions);
    default:
        return draw_verdict(ui, scene, actions);
    }
}

} // namespace accanto::screens

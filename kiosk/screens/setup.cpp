// Setting up a kiosk on its own screen: one question a page (kiosk/setup/progress.h has their order).
#include "kiosk/screens/setup.h"

#include <fmt/format.h>

namespace accanto::screens {

using setup::Step;

void answer_by(Actions& actions, const ui::ButtonSpec& button) {
    actions.post(app::AnswerSetup{button.id.substr(button.id.rfind('.') + 1)});
}

Label said_or(const Ui& ui, const Scene& scene, const char* sentence) {
    const Label outcome = said(ui, scene);
    return outcome.empty() ? ui.word(sentence) : outcome;
}

void draw_setup_message(Ui& ui, const Scene& scene, Actions& actions, Message message) {
    const Rect area = draw_bar(ui, scene, actions);
    if (const Label outcome = said(ui, scene); !outcome.empty())
        message.sentences.insert(message.sentences.begin(), outcome);
    if (const int pressed = draw_message(ui, area, message); pressed >= 0)
        answer_by(actions, message.buttons[size_t(pressed)]);
}

void draw_setup_place(Ui& ui, const app::SetupVisit& s, Rect beside, ui::Colour ground, Rect& below) {
    const ui::Look& l = ui.look();
    // One thing that is changed from the overview is a part of it.
    const setup::Place place = setup::place_of(s.progress.changing ? Step::overview : s.step);
    const bool is_beside = beside.w > ui.mm(40);
    const float line_h = ui.mm(l.em_mm(Role::caption) * 1.5f), bar_h = ui.mm(2);
    Rect r = is_beside ? beside.middle(std::min(beside.w, ui.mm(80)),
                                       std::min(beside.h, 2 * line_h + bar_h + ui.mm(1)))
                       : below.cut_top(line_h + bar_h, ui.mm(3));
    Rect bar = r.cut_bottom(bar_h, ui.mm(0.5f));
    Label words = ui.word("setup.step", {{"n", int64_t(place.n)}, {"of", int64_t(place.of)}});
    const TextStyle style{Role::caption,
                          400,
                          l.soft,
                          is_beside ? ground : l.paper,
                          ui::Align::centre,
                          TextStyle::Vertical::centre,
                          0,
                          true};
    if (ui.measure(words, {Role::caption, 400}, 0).w > r.w)
        words.text = fmt::format("{}/{}", place.n, place.of); // said as before
    ui.text(r, "setup.place", words, style);
    ui.fill(bar.middle(bar.w, bar.h / 4), l.line); // thin beside thick: told apart by eyes that see no colours
    bar.w = bar.w * float(place.n) / float(place.of);
    ui.fill(bar, l.deep);
}

namespace {

// One of these, by its code.
void draw_setup_cards(Ui& ui, const Scene& scene, Actions& actions, const char* title, const char* sentence,
                      const std::vector<ui::CardSpec>& cards) {
    const Rect area = draw_question(ui, scene, actions, ui.word(title), said_or(ui, scene, sentence));
    if (const int chosen = draw_answers(ui, scene, actions, area, cards); chosen >= 0)
        actions.post(
            app::AnswerSetup{cards[size_t(chosen)].id.substr(cards[size_t(chosen)].id.rfind('.') + 1)});
}

std::vector<ui::CardSpec> language_cards(Ui& ui, const Scene& scene, const std::string& chosen) {
    std::vector<ui::CardSpec> cards;
    for (const std::string& language : scene.languages) {
        cards.push_back({"setup.language." + language,
                         language_name(ui, language),
                         {},
                         "language",
                         ui::Tint(cards.size() % 6)});
        cards.back().chosen = language == chosen;
    }
    return cards;
}

void draw_join(Ui& ui, const Scene& scene, Actions& actions, const app::SetupVisit& s) {
    std::vector<ui::CardSpec> cards = {
        {"setup.code", ui.word("setup.code"), ui.word("setup.code_sub"), "network", ui::Tint::mint},
        {"setup.stick", ui.word("setup.stick"), ui.word("setup.stick_sub"), "download", ui::Tint::peach},
        {"setup.offline", ui.word("setup.offline"), ui.word("setup.offline_sub"), "wait", ui::Tint::lavender},
    };
    if (!s.is_bare)
        cards.push_back({"setup.as_it_is", ui.word("setup.as_it_is"), ui.word("setup.as_it_is_sub"), "yes",
                         ui::Tint::butter});
    draw_setup_cards(ui, scene, actions, "setup.join_title", "setup.join_text", cards);
}

void draw_printers(Ui& ui, const Scene& scene, Actions& actions) {
    const std::vector<ui::CardSpec> cards = {
        {"setup.roll80", ui.word("setup.roll80"), ui.word("setup.roll_sub"), "receipt", ui::Tint::mint},
        {"setup.roll58", ui.word("setup.roll58"), ui.word("setup.roll_sub"), "receipt", ui::Tint::sky},
        {"setup.cups", ui.word("setup.cups"), ui.word("setup.cups_sub"), "print", ui::Tint::butter},
        {"setup.none", ui.word("setup.no_paper"), ui.word("setup.no_paper_sub"), "no", ui::Tint::rose},
    };
    draw_setup_cards(ui, scene, actions, "setup.printer_title", "setup.printer_text", cards);
}

// The hub's stick, and the machine at work with one.
void draw_stick_page(Ui& ui, const Scene& scene, Actions& actions) {
    draw_setup_message(ui, scene, actions,
                       {"take_home",
                        ui.word("setup.stick_title"),
                        {ui.word("setup.stick_text")},
                        {button(ui, "setup.read", "setup.stick_read", ButtonStyle::primary, "download")},
                        ui::Tint::peach});
}

// What has been answered is there in either case.
void draw_doubt(Ui& ui, const Scene& scene, Actions& actions, app::SetupVisit::Doubt doubt) {
    const bool leaves = doubt == app::SetupVisit::Doubt::whether_to_leave;
    draw_setup_message(ui, scene, actions,
                       {"waiting",
                        ui.word("setup.unfinished_title"),
                        {ui.word("setup.unfinished_text")},
                        {leaves ? button(ui, "setup.leave", "setup.leave", ButtonStyle::plain, "finish")
                                : button(ui, "setup.anew", "setup.anew", ButtonStyle::plain, "again"),
                         button(ui, "setup.on", "common.continue", ButtonStyle::primary, "yes")},
                        ui::Tint::butter});
}

void draw_waiting(Ui& ui, const Scene& scene, Actions& actions, const char* title, const char* sentence) {
    const Rect area = draw_bar(ui, scene, actions);
    draw_message(ui, area, {"waiting", ui.word(title), {ui.word(sentence)}, {}, ui::Tint::butter});
}

} // namespace

void draw_setup(Ui& ui, const Scene& scene, Actions& actions) {
    if (!scene.visit.setup || !scene.visit.technician)
        return;
    const app::SetupVisit& s = *scene.visit.setup;
    if (scene.visit.technician->stick)
        return draw_waiting(ui, scene, actions, "technician.stick_working", "technician.stick_leave_in");
    if (s.step == Step::verdict && !scene.visit.busy.empty())
        return draw_waiting(ui, scene, actions, "setup.drawing_sheet", "setup.drawing_sheet_text");
    if (s.enrol_asked > 0)
        return draw_waiting(ui, scene, actions, "setup.asking_hub", "setup.asking_hub_text");
    if (s.doubt != app::SetupVisit::Doubt::none)
        return draw_doubt(ui, scene, actions, s.doubt);
    switch (s.step) {
    case Step::language:
        if (!s.ready && said(ui, scene).empty())
            return draw_waiting(ui, scene, actions, "setup.title", "technician.looking");
        if (!s.ready) // what was decided before cannot be read
            return draw_setup_message(ui, scene, actions,
                                      {"trouble_scene", ui.word("setup.title"), {}, {}, ui::Tint::peach});
        return draw_setup_cards(ui, scene, actions, "setup.title", "setup.language_text",
                                language_cards(ui, scene, ""));
    case Step::join:
        return draw_join(ui, scene, actions, s);
    case Step::stick:
        return draw_stick_page(ui, scene, actions);
    case Step::official:
        return draw_setup_cards(ui, scene, actions, "setup.official_title", "setup.official_text",
                                language_cards(ui, scene, s.is_bare && !s.settled && !s.has_official ? "" : s.then.point.official_language));
    case Step::hub:
    case Step::code:
    case Step::name:
    case Step::id:
    case Step::letter:
    case Step::queue:
    case Step::date:
    case Step::time:
        return draw_setup_typing(ui, scene, actions);
    case Step::days:
        return draw_setup_days(ui, scene, actions);
    case Step::pause:
        return draw_setup_pause(ui, scene, actions);
    case Step::opens:
    case Step::closes:
    case Step::pause_from:
    case Step::pause_to:
    case Step::height:
        return draw_setup_value(ui, scene, actions);
    case Step::card:
        return draw_technician_screen(ui, scene, actions);
    case Step::printer:
        return draw_printers(ui, scene, actions);
    case Step::overview:
        return draw_setup_overview(ui, scene, actions);
    default:
        return draw_setup_trial(ui, scene, actions);
    }
}

} // namespace accanto::screens

// Mentors at the technician's screen: who may sign in at the desk, one that is added, and a PIN that was made
// for one.
#include "kiosk/screens/contact_page.h"
#include "kiosk/screens/technician.h"
#include "kiosk/screens/typing_page.h"

#include "content/library/letters.h"
#include "kiosk/ui/spoken.h"

namespace accanto::screens {

namespace {

using app::MentorWish;
using app::TechnicianVisit;
using Mentor = TechnicianVisit::Mentor;

// Of a name in the list; who opens a longer one sees it whole.
constexpr size_t sure_letters = 24;

const char* state_of(const Mentor& mentor) {
    switch (mentor.may) {
    case Mentor::May::wait:
        return "technician.mentor_waits";
    case Mentor::May::not_sign_in:
        return "technician.mentor_gone";
    case Mentor::May::sign_in:
        break;
    }
    return "technician.mentor_can";
}

// Whose desk is elsewhere has no mentors of its own.
void draw_elsewhere(Ui& ui, const Scene& scene, Actions& actions) {
    const Rect area = draw_bar(ui, scene, actions);
    draw_message(ui, area,
                 {"visit_mentor",
                  ui.word("technician.do_mentors"),
                  {ui.word("doctor.mentors_host")},
                  {},
                  ui::Tint::lavender});
}

} // namespace

void draw_technician_mentors(Ui& ui, const Scene& scene, Actions& actions) {
    if (scene.settings.has_host())
        return draw_elsewhere(ui, scene, actions);
    const auto& t = scene.visit.technician;
    const bool known = t && t->mentors;
    const Label outcome = said(ui, scene);
    const char* text = known && t->mentors->empty() ? "technician.mentors_none" : "technician.mentors_text";
    const Rect area = draw_question(ui, scene, actions, ui.word("technician.do_mentors"),
                                    outcome.empty() ? ui.word(text) : outcome);
    if (!known)
        return outcome.empty() ? wait_for_it(ui, area) : void();
    std::vector<ui::CardSpec> cards = {{"mentor.add", ui.word("technician.mentor_add"),
                                        ui.word("technician.mentor_add_sub"), "plus", ui::Tint::mint}};
    for (const Mentor& one : *t->mentors) {
        cards.push_back({"mentor." + one.id, ui.plain(one.name), ui.word(state_of(one)),
                         one.may == Mentor::May::sign_in ? "mentor" : "lock", ui::Tint(cards.size() % 6)});
        cards.back().sure_letters = sure_letters;
    }
    const int chosen = draw_answers(ui, scene, actions, area, std::move(cards));
    if (chosen == 0)
        actions.post(app::CareForMentor{MentorWish::add});
    else if (chosen > 0)
        actions.post(app::CareForMentor{MentorWish::open, (*t->mentors)[size_t(chosen) - 1].id});
}

void draw_technician_mentor(Ui& ui, const Scene& scene, Actions& actions) {
    if (!scene.visit.technician)
        return;
    const Mentor& mentor = scene.visit.technician->mentor;
    const Label outcome = said(ui, scene);
    const Rect area =
        draw_question(ui, scene, actions, ui.word("technician.mentor_title", {{"name", mentor.name}}),
                      outcome.empty() ? ui.word(state_of(mentor)) : outcome);
    std::vector<ui::CardSpec> cards;
    std::vector<MentorWish> wishes;
    const auto offer = [&](MentorWish wish, const char* name, const char* picture) {
        const std::string word = std::string("technician.mentor_") + name;
        cards.push_back({std::string("mentor.") + name, ui.word(word), ui.word(word + "_sub"), picture,
                         ui::Tint(cards.size())});
        wishes.push_back(wish);
    };
    if (mentor.may != Mentor::May::sign_in)
        offer(MentorWish::let_in, "let_in", "yes");
    if (mentor.may != Mentor::May::not_sign_in) {
        offer(MentorWish::new_pin, "new_pin", "key");
        offer(MentorWish::ask_away, "away", "no");
    }
    if (const int chosen = draw_answers(ui, scene, actions, area, std::move(cards)); chosen >= 0)
        actions.post(app::CareForMentor{wishes[size_t(chosen)]});
}

void draw_technician_mentor_name(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    if (!scene.visit.technician)
        return;
    const std::string& name = scene.visit.technician->mentor.name;
    std::vector<ui::ButtonSpec> buttons = {
        button(ui, "mentor.use_name", "common.continue", ButtonStyle::primary, "yes")};
    buttons[0].enabled = !content::trimmed(name).empty();
    const Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons),
                                     ui.mm(ui.screen().h < ui.mm(230) ? 3 : 6));
    draw_typing(ui, scene, actions, area,
                {ui.word("technician.mentor_name_title"), "technician.mentor_name_text", "mentor.name",
                 ui.word("technician.mentor_name"), name});
    if (ui::button_row(ui, row, buttons) == 0)
        actions.post(app::CareForMentor{MentorWish::use_name});
}

void draw_technician_mentor_made(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    if (!scene.visit.technician)
        return;
    const TechnicianVisit& t = *scene.visit.technician;
    std::vector<ui::ButtonSpec> buttons;
    // A printer that keeps its slips as pictures would keep the PIN.
    if (has_printer(scene) && scene.settings.printer.kind != "png") {
        buttons.push_back(
            button(ui, "mentor.print_pin", "technician.mentor_print", ButtonStyle::plain, "print"));
        buttons.back().enabled = scene.visit.paper != app::PrintState::printing;
    }
    buttons.push_back(button(ui, "mentor.end_pin", "technician.mentor_noted", ButtonStyle::primary, "yes"));
    buttons.back().enabled = scene.visit.paper != app::PrintState::printing; // it would call the slip back
    const Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(8));
    const Label paper = paper_words(ui, scene.visit.paper);
    draw_title(ui, area, ui.word("technician.mentor_pin_title", {{"name", t.mentor.name}}),
               paper.empty() ? ui.word("technician.mentor_made_text") : paper);
    const ui::Look& l = ui.look();
    const float h = std::min(area.h, std::max(ui.mm(34), ui.mm(l.em_mm(Role::number) * 1.6f)));
    const Rect box = area.middle(std::min(area.w, ui.mm(200)), h);
    draw_private_box(ui, box, "mentor.pin", ui.word("technician.pin"), t.made_pin);
    ui.paint_text(
        box.inset(ui.mm(4), ui.mm(1)), ui.plain(ui::in_groups(t.made_pin, "", " "), "en"),
        {Role::number, 700, l.ink, l.card, ui::Align::centre, TextStyle::Vertical::centre, 0, true});
    if (const int pressed = ui::button_row(ui, row, buttons); pressed >= 0)
        actions.post(app::CareForMentor{pressed + 1 == int(buttons.size()) ? MentorWish::end_pin
                                                                           : MentorWish::print_pin});
}

void draw_technician_mentor_away(Ui& ui, const Scene& scene, Actions& actions) {
    const Rect area = draw_bar(ui, scene, actions);
    if (!scene.visit.technician)
        return;
    const Message m{"still_there",
                    ui.word("technician.mentor_away_title", {{"name", scene.visit.technician->mentor.name}}),
                    {ui.word("technician.mentor_away_text")},
                    {button(ui, "mentor.keep", "common.no", ButtonStyle::plain, "no"),
                     button(ui, "mentor.take_away", "technician.mentor_away", ButtonStyle::primary, "yes")},
                    ui::Tint::peach};
    switch (draw_message(ui, area, m)) {
    case 0:
        actions.post(app::GoBack{});
        break;
    case 1:
        actions.post(app::CareForMentor{MentorWish::take_away});
        break;
    default:
        break;
    }
}

} // namespace accanto::screens

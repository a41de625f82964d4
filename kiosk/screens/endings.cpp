// The screens around a visit: the idle question, finishing, trouble, closed.
#include "kiosk/screens/booking_words.h"
#include "kiosk/screens/frame.h"
#include "kiosk/screens/slip_card.h"

namespace accanto::screens {

void draw_still_there(Ui& ui, const Scene&, Actions& actions) {
    // Nothing private is drawn below: the question hides the page.
    Message m{"still_there", ui.word("idle.title"), {ui.word("idle.text")},
              {button(ui, "idle.finish", "idle.finish", ButtonStyle::plain, "finish"),
               button(ui, "idle.yes", "idle.yes", ButtonStyle::primary, "yes")},
              ui::Tint::sky};
    switch (draw_message(ui, whole_place(ui), m)) {
    case 0: actions.post(app::FinishVisit{}); break;
    case 1: actions.post(app::StillHere{}); break;
    default: break;
    }
}

void draw_leave(Ui& ui, const Scene& scene, Actions& actions) {
    Message m{"finished", ui.word("leave.title"), {ui.word("leave.text")}, {button(ui, "leave.no", "leave.no", ButtonStyle::plain, "back")},
              ui::Tint::mint};
    m.buttons[0].picture_mirrors = true;
    if (scene.visit.held)
        m.sentences.push_back(ui.word("finished.ticket_kept", {{"label", scene.visit.held->ticket.label}}));
    // In the middle of a lesson, one may come back to it.
    bool learning = scene.visit.lesson && !scene.visit.lesson_finished;
    if (learning)
        m.buttons.push_back(button(ui, "leave.keep", "keep.button", ButtonStyle::plain, "picture_star"));
    else if (scene.visit.skills.path.next())
        m.buttons.push_back(button(ui, "leave.keep", "path.keep", ButtonStyle::plain, "picture_star"));
    m.buttons.push_back(button(ui, "leave.yes", "leave.yes", ButtonStyle::primary, "finish"));
    int pressed = draw_message(ui, whole_place(ui), m);
    if (pressed < 0)
        return;
    const std::string& id = m.buttons[size_t(pressed)].id;
    if (id == "leave.no")
        actions.post(app::GoBack{});
    else if (id == "leave.keep" && learning)
        actions.post(app::KeepPlace{});
    else if (id == "leave.keep")
        actions.post(app::KeepPath{});
    else
        actions.post(app::FinishVisit{});
}

void draw_trouble(Ui& ui, const Scene& scene, Actions& actions) {
    // Lessons need no store: what works goes on working.
    bool can_learn = !scene.library.heads().empty();
    Message m{"trouble_scene", ui.word("trouble.title"), {ui.word(scene.trouble_key.empty() ? "trouble.store_failed" : scene.trouble_key)},
              {button(ui, "trouble.retry", "trouble.retry", can_learn ? ButtonStyle::plain : ButtonStyle::primary, "again")}, ui::Tint::peach};
    // With a letter that may be another kiosk's there is no number; without a store there is.
    const bool gives = scene.trouble_key != "trouble.settings" && !scene.visit.held;
    if (scene.visit.no_safe_number)
        m.sentences.push_back(ui.word("trouble.no_number"));
    else if (can_learn)
        m.sentences.push_back(ui.word(gives ? "trouble.still_number" : "trouble.still_learn"));
    if (can_learn)
        m.buttons.push_back(button(ui, "trouble.learn", "trouble.learn", gives ? ButtonStyle::plain : ButtonStyle::primary, "learn"));
    if (gives)
        m.buttons.push_back(button(ui, "trouble.number", scene.visit.safe ? "safe.show" : "safe.take", ButtonStyle::primary, "ticket"));
    const int pressed = draw_message(ui, whole_place(ui), m);
    if (pressed < 0)
        return;
    const std::string& id = m.buttons[size_t(pressed)].id;
    if (id == "trouble.retry")
        return actions.post(app::RetryStore{});
    if (!scene.visit.is_active())
        actions.post(app::Begin{ui.language()});
    if (id == "trouble.learn")
        actions.post(app::GoTo{ScreenId::learn});
    else
        actions.post(app::TakeSafeNumber{});
}

// A number that no screen and no desk knows yet: a person calls it.
void draw_safe_number(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    if (!scene.visit.safe)
        return;
    const ui::Look& l = ui.look();
    const std::string label = scene.visit.safe->label();
    std::vector<ui::ButtonSpec> buttons = {button(ui, "safe.learn", "ticket.learn_meanwhile", ButtonStyle::primary, "learn")};
    if (has_printer(scene))
        buttons.push_back(button(ui, "safe.print", "ticket.print_again", ButtonStyle::plain, "print"));
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(8));
    std::vector<ui::Line> lines = {
        {"safe.title", ui.word("bar.your_number"), {Role::heading, 700, l.ink, l.card, ui::Align::centre}, ui::NodeRole::heading, 0},
        {"safe.number", ui.plain(label, "en"), {Role::number, 800, l.deep, l.card, ui::Align::centre}, ui::NodeRole::status, 1},
        {"safe.wait", ui.word("safe.wait"), {Role::body, 700, l.ink, l.card, ui::Align::centre}, ui::NodeRole::text, 2},
        {"safe.paper", paper_words(ui, scene.visit.paper), {Role::body, 400, l.soft, l.card, ui::Align::centre}, ui::NodeRole::status, 2},
    };
    const std::string picture = point::ticket_picture(label);
    const Label picture_word = ui.word("picture." + picture.substr(8));
    lines[1].label.speech = ui.word_with("ticket.spoken", "picture", picture_word, {{"label", label}}).speech;
    lines[1].label.language = scene.visit.language;
    Rect card = slip_place(ui, area);
    ui.card(card, l.card);
    Rect inner = card.inset(ui.mm(8), ui.mm(4));
    const float side = std::min(inner.h * 0.5f, inner.w * 0.3f);
    Rect image = ui.portrait() ? inner.cut_top(side, ui.mm(4)) : inner.cut_end(side, ui.mm(6));
    ui::text_stack(ui, inner, lines, true);
    ui.image(image.middle(side, side), "safe.picture", picture, picture_word);
    switch (ui::button_row(ui, row, buttons)) {
    case 0: actions.post(app::GoTo{ScreenId::learn}); break;
    case 1: actions.post(app::PrintSafeNumber{}); break;
    default: break;
    }
}

void draw_closed(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    Message m{"closed_scene", ui.word("closed.title"), staff_words(ui, scene), {}, ui::Tint::lavender};
    if (const auto& next = scene.point.next_opening)
        m.sentences.push_back(opening_words(ui, "closed.next", *next));
    if (!help_phone(scene).empty())
        m.sentences.push_back(ui.word("closed.phone", {{"phone", help_phone(scene)}}));
    const bool books = can_book(scene);
    m.buttons = {hours_button(ui, scene, "closed.hours"), button(ui, "closed.learn", "no_mentor.learn", books ? ButtonStyle::plain : ButtonStyle::primary, "learn")};
    if (books)
        m.buttons.push_back(button(ui, "closed.book", "home.book", ButtonStyle::primary, "appointment"));
    switch (draw_message(ui, area, m)) {
    case 0: ask_for_hours(scene, actions); break;
    case 1: actions.post(app::GoTo{ScreenId::learn}); break;
    case 2: actions.post(app::StartBooking{}); break;
    default: break;
    }
}

void draw_cleaning(Ui& ui, const Scene&, Actions&) {
    Message m{"cleaning", ui.word("cleaning.title"), {ui.word("cleaning.text")}, {}, ui::Tint::mint};
    draw_message(ui, whole_place(ui), m);
}

} // namespace accanto::screens

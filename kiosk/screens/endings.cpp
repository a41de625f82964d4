// The screens around a visit: the idle question, finishing, trouble, closed.
#include "kiosk/screens/booking_words.h"
#include "kiosk/screens/frame.h"

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
    if (can_learn) {
        m.sentences.push_back(ui.word("trouble.still_learn"));
        m.buttons.push_back(button(ui, "trouble.learn", "trouble.learn", ButtonStyle::primary, "learn"));
    }
    switch (draw_message(ui, whole_place(ui), m)) {
    case 0: actions.post(app::RetryStore{}); break;
    case 1:
        if (!scene.visit.is_active())
            actions.post(app::Begin{ui.language()});
        actions.post(app::GoTo{ScreenId::learn});
        break;
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

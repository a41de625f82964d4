// The questions on the way to a ticket.
#include "kiosk/screens/booking_words.h"
#include "kiosk/screens/frame.h"
#include "kiosk/screens/ticket_words.h"

namespace accanto::screens {

void draw_many_wait(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    Message m{"waiting", ui.word("ticket.many_title", {{"n", int64_t(scene.point.waiting)}}), {ui.word("ticket.many_text")},
              {button(ui, "many_wait.learn", "no_mentor.learn", ButtonStyle::plain, "learn"),
               button(ui, "many_wait.yes", "ticket.many_yes", ButtonStyle::primary, "ticket")},
              ui::Tint::peach};
    switch (draw_message(ui, area, m)) {
    case 0: actions.post(app::GoTo{ScreenId::learn}); break;
    case 1: actions.post(app::GoOnToTicket{app::Asked::many_are_fine}); break;
    default: break;
    }
}

// The number alone: it may be somebody else's.
void draw_have_one(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    if (!scene.point.recent)
        return;
    const std::string& label = scene.point.recent->label;
    Message m{point::ticket_picture(label), ui.word("ticket.recent_title", {{"label", label}}), {ui.word("ticket.recent_text")},
              {button(ui, "have_one.new", "ticket.recent_no", ButtonStyle::plain, "ticket"),
               button(ui, "have_one.mine", has_printer(scene) ? "ticket.recent_yes" : "ticket.recent_yes_show", ButtonStyle::primary,
                      has_printer(scene) ? "print" : "yes")},
              ui::Tint::butter};
    switch (draw_message(ui, area, m)) {
    case 0: actions.post(app::GoOnToTicket{app::Asked::not_mine}); break;
    case 1: actions.post(app::TakeItAsMine{}); break;
    default: break;
    }
}

void draw_topic_full(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    const content::Topic* topic = scene.topics.find(scene.visit.draft.topic);
    Message m{"no_numbers", ui.word("ticket.daily_limit"), {ui.word("ticket.full_text")}, {}, topic ? topic_tint(*topic) : ui::Tint::lavender};
    if (const auto& next = scene.point.next_opening)
        m.sentences.push_back(opening_words(ui, "closed.next", *next));
    if (!help_phone(scene).empty())
        m.sentences.push_back(ui.word("no_mentor.phone", {{"phone", help_phone(scene)}}));
    m.buttons = {hours_button(ui, scene, "topic_full.hours"),
                 button(ui, "topic_full.learn", "no_mentor.learn", ButtonStyle::plain, "learn"),
                 button(ui, "topic_full.other", "ticket.full_other", ButtonStyle::primary, "ticket")};
    switch (draw_message(ui, area, m)) {
    case 0: ask_for_hours(scene, actions); break;
    case 1: actions.post(app::GoTo{ScreenId::learn}); break;
    case 2: actions.post(app::GoTo{ScreenId::ticket_topic}); break;
    default: break;
    }
}

std::string draw_topics(Ui& ui, const Scene& scene, Actions& actions, const std::string& chosen) {
    Rect area = draw_question(ui, scene, actions, ui.word("ticket.topic_title"), ui.word("ticket.topic_text"));
    std::vector<ui::CardSpec> cards;
    for (const content::Topic& t : scene.topics.topics) {
        ui::CardSpec card;
        card.id = "topic." + t.code;
        card.title = ui.word(t.word_key());
        card.picture = t.picture;
        card.tint = topic_tint(t);
        card.chosen = chosen == t.code;
        cards.push_back(std::move(card));
    }
    const int touched = draw_answers(ui, scene, actions, area, std::move(cards));
    return touched >= 0 ? scene.topics.topics[size_t(touched)].code : std::string();
}

void draw_ticket_topic(Ui& ui, const Scene& scene, Actions& actions) {
    if (std::string code = draw_topics(ui, scene, actions, scene.visit.draft.topic); !code.empty())
        actions.post(app::ChooseTopic{std::move(code)});
}

void draw_ticket_needs(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_question(ui, scene, actions, ui.word("ticket.needs_title"), ui.word("ticket.needs_text"));
    std::vector<ui::ButtonSpec> next = {button(ui, "needs.continue", "common.continue", ButtonStyle::primary, "next")};
    next[0].picture_mirrors = next[0].picture_after = true;
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, next), ui.mm(6));
    const point::Needs& needs = scene.visit.draft.needs;
    struct One {
        const char* word;
        const char* picture;
        app::Need need;
        bool on;
    };
    const One list[] = {
        {"ticket.sit", "sit", app::Need::sit, needs.sit},
        {"ticket.speak_slowly", "speak_slowly", app::Need::speak_slowly, needs.speak_slowly},
        {"ticket.hearing_loop", "hearing_loop", app::Need::hearing_loop, needs.hearing_loop},
        {"ticket.interpreter", "interpreter", app::Need::interpreter, needs.interpreter},
        {"ticket.priority", "priority", app::Need::priority, scene.visit.draft.priority},
    };
    std::vector<ui::CardSpec> cards;
    for (const One& one : list) {
        ui::CardSpec card;
        card.id = std::string("need.") + one.picture;
        card.title = ui.word(one.word);
        card.picture = one.picture;
        card.tint = one.need == app::Need::priority ? ui::Tint::butter : ui::Tint::sky;
        card.checkable = true;
        card.chosen = one.on;
        cards.push_back(std::move(card));
    }
    const int chosen = draw_answers(ui, scene, actions, area, std::move(cards));
    if (chosen >= 0)
        actions.post(app::ToggleNeed{list[chosen].need});
    if (ui::button_row(ui, row, next) == 0)
        actions.post(app::GoTo{ScreenId::ticket_confirm});
}

void draw_ticket_confirm(Ui& ui, const Scene& scene, Actions& actions) {
    const ui::Look& l = ui.look();
    Rect area = draw_question(ui, scene, actions, ui.word("ticket.confirm_title"));
    std::vector<ui::ButtonSpec> buttons = {button(ui, "ticket.take", "ticket.take", ButtonStyle::primary, "ticket")};
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(8));

    ui.card(area, l.card);
    Rect inner = area.inset(ui.mm(10), ui.mm(8));
    const content::Topic* topic = scene.topics.find(scene.visit.draft.topic);
    Rect picture = ui.portrait() ? inner.cut_top(inner.h * picture_part(ui, 0.4f), ui.mm(6)) : inner.cut_start(inner.w * picture_part(ui, 0.32f), ui.mm(10));
    ui::ShapeSpec tint;
    tint.fill = l.tint(topic ? topic_tint(*topic) : ui::Tint::peach);
    tint.radius = int(ui.mm(8));
    ui.shape(picture, tint);
    float side = std::min(picture.w, picture.h) * 0.7f;
    ui.picture(picture.middle(side, side), topic ? topic->picture : "mentor");
    std::vector<ui::Line> lines;
    if (topic)
        lines.push_back({"confirm.topic", ui.word_with("ticket.about", "topic", ui.word(topic->word_key())),
                         {Role::heading, 700, l.ink, l.card}, ui::NodeRole::text, 0});
    lines.push_back({"confirm.before", ui.word("ticket.before", {{"n", int64_t(scene.point.waiting)}}),
                     {Role::heading, 700, l.deep, l.card}, ui::NodeRole::status, 5});
    lines.push_back({"confirm.stuck", stuck_words(ui, scene, scene.visit.draft.stuck), {Role::body, 400, l.ink, l.card}, ui::NodeRole::text, 5});
    lines.push_back({"confirm.no_name", ui.word("ticket.no_name"), {Role::body, 400, l.soft, l.card}, ui::NodeRole::text, 5});
    draw_sentences(ui, scene, actions, inner, lines);
    if (ui::button_row(ui, row, buttons) == 0)
        actions.post(app::TakeTicket{});
}

} // namespace accanto::screens

#include "kiosk/screens/frame.h"

namespace accanto::screens {

using ui::ButtonStyle;
using ui::Label;
using ui::Rect;
using ui::Role;
using ui::TextStyle;

void draw_ticket_topic(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    draw_title(ui, area, ui.word("ticket.topic_title"), ui.word("ticket.topic_text"));
    std::vector<ui::CardSpec> cards;
    for (const content::Topic& t : scene.topics.topics) {
        ui::CardSpec card;
        card.id = "topic." + t.code;
        card.title = ui.word(t.word_key());
        card.picture = t.picture;
        card.tint = topic_tint(t);
        card.chosen = scene.visit.draft.topic == t.code;
        cards.push_back(std::move(card));
    }
    ui::GridResult r = ui::choice_grid(ui, area, cards, scene.visit.page);
    if (r.chosen >= 0)
        actions.post(app::ChooseTopic{scene.topics.topics[size_t(r.chosen)].code});
    if (r.turn)
        actions.post(app::TurnPage{r.turn});
}

void draw_ticket_needs(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    draw_title(ui, area, ui.word("ticket.needs_title"), ui.word("ticket.needs_text"));
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
    ui::GridResult r = ui::choice_grid(ui, area, cards, scene.visit.page);
    if (r.chosen >= 0)
        actions.post(app::ToggleNeed{list[r.chosen].need});
    if (r.turn)
        actions.post(app::TurnPage{r.turn});
    if (ui::button_row(ui, row, next) == 0)
        actions.post(app::GoTo{ScreenId::ticket_confirm});
}

namespace {

Label estimate_words(const Ui& ui, const std::optional<point::WaitEstimate>& e) {
    if (!e)
        return {};
    if (e->to_minutes >= 120)
        return ui.word("ticket.estimate_hours", {{"from", int64_t(e->from_minutes / 60)}, {"to", int64_t((e->to_minutes + 59) / 60)}});
    return ui.word("ticket.estimate", {{"from", int64_t(e->from_minutes)}, {"to", int64_t(e->to_minutes)}});
}

Label stuck_words(const Ui& ui, const Scene& scene, const std::optional<point::StuckAt>& stuck) {
    const content::Tutorial* t = stuck ? scene.library.find(stuck->tutorial) : nullptr;
    if (!t)
        return {};
    content::TutorialWords words = content::words(*t, scene.visit.language, scene.settings.point.official_language);
    return ui.word_with("ticket.stuck", "title", ui.plain(words.say("tutorial.title"), words.speech("tutorial.title")),
                        {{"step", int64_t(stuck->step)}});
}

} // namespace

void draw_ticket_confirm(Ui& ui, const Scene& scene, Actions& actions) {
    const ui::Look& l = ui.look();
    Rect area = draw_bar(ui, scene, actions);
    draw_title(ui, area, ui.word("ticket.confirm_title"));
    std::vector<ui::ButtonSpec> buttons = {button(ui, "ticket.take", "ticket.take", ButtonStyle::primary, "ticket")};
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(8));

    ui.card(area, l.card);
    Rect inner = area.inset(ui.mm(10), ui.mm(8));
    const content::Topic* topic = scene.topics.find(scene.visit.draft.topic);
    Rect picture = ui.portrait() ? inner.cut_top(inner.h * 0.4f, ui.mm(6)) : inner.cut_start(inner.w * 0.32f, ui.mm(10));
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
    ui::text_stack(ui, inner, lines, true);
    if (ui::button_row(ui, row, buttons) == 0)
        actions.post(app::TakeTicket{});
}

namespace {

// The ticket itself: tint, picture and number, the same on screen, paper and display.
void draw_ticket_card(Ui& ui, const Scene& scene, Rect area, const std::vector<ui::Line>& below) {
    const ui::Look& l = ui.look();
    const app::HeldTicket& held = *scene.visit.held;
    const std::string& label = held.ticket.label;
    ui.card(area, l.card);
    ui::Colour tint = l.tint(ticket_tint(scene, held.ticket));
    ui::ShapeSpec head;
    head.fill = tint;
    head.radius = int(ui.mm(l.radius_mm()));
    head.square_bottom = true;
    Rect inner = area;
    // Where there is little height, the words stand beside the number.
    bool low = area.h < ui.mm(150) && area.w > area.h * 1.4f;
    Rect top = inner.cut_top(low ? ui.mm(19) : std::max(ui.mm(26), std::min(area.h * 0.24f, ui.mm(44))));
    ui.shape(top, head);
    Rect words = top.inset(ui.mm(8), ui.mm(3));
    ui.text(words, "ticket.title", ui.word("ticket.title"),
            {Role::heading, 700, l.ink, tint, ui::Align::start, TextStyle::Vertical::centre, 0, true}, ui::NodeRole::heading);
    inner = inner.inset(ui.mm(8), ui.mm(4));
    float line = std::max(1.0f, ui.mm(0.5f));
    Rect bottom = low ? inner.cut_end(inner.w * 0.54f, ui.mm(6))
                      : inner.cut_bottom(std::min(ui::stack_height(ui, inner.w, below), inner.h * 0.55f), ui.mm(4));
    if (low)
        ui.fill({inner.right() + ui.mm(2.5f), inner.y, line, inner.h}, l.line);
    else
        ui.fill({inner.x, inner.bottom() + ui.mm(1), inner.w, line}, l.line);
    // Number and picture side by side: one of them is enough to know it again.
    float side = std::min(inner.h, inner.w * 0.34f) * 0.94f;
    Label number = ui.plain(label, "en");
    // The voice says it as a sentence, letter by letter (see speech).
    TextStyle style{Role::number, 800, l.deep, l.card, ui::Align::centre, TextStyle::Vertical::centre};
    Rect both = inner;
    Rect image = both.cut_end(side, ui.mm(6));
    style.em_mm = std::min(l.em_mm(Role::number), inner.h / ui.mm(1) / 1.42f);
    while (style.em_mm > 12 && !ui.fits(number, style, {both.w, both.h}))
        style.em_mm -= 1;
    std::string name = point::ticket_picture(label);
    number.speech = ui.word_with("ticket.spoken", "picture", ui.word("picture." + name.substr(8)), {{"label", label}}).speech;
    number.language = scene.visit.language;
    ui.text(both, "ticket.number", number, style, ui::NodeRole::status);
    ui.image(image.middle(side, side), "ticket.picture", name, ui.word("picture." + name.substr(8)));
    ui::text_stack(ui, bottom, below, true);
}

} // namespace

void draw_ticket(Ui& ui, const Scene& scene, Actions& actions) {
    const ui::Look& l = ui.look();
    Rect area = draw_bar(ui, scene, actions);
    if (!scene.visit.held)
        return;
    const app::HeldTicket& held = *scene.visit.held;
    const std::string& label = held.ticket.label;
    std::vector<ui::ButtonSpec> buttons = {
        button(ui, "ticket.learn", "ticket.learn_meanwhile", ButtonStyle::primary, "learn"),
        button(ui, "ticket.print", "ticket.print_again", ButtonStyle::plain, "print"),
        button(ui, "ticket.give_up", "ticket.give_up", ButtonStyle::plain, "undo"),
    };
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(8));
    std::vector<ui::Line> lines;
    TextStyle strong{Role::body, 700, l.ink, l.card, ui::Align::centre}, calm{Role::caption, 400, l.soft, l.card, ui::Align::centre};
    bool called = held.ticket.state == point::TicketState::called || held.ticket.state == point::TicketState::serving;
    if (called)
        lines.push_back({"ticket.turn", ui.word("turn.go", {{"desk", held.ticket.desk}}), strong, ui::NodeRole::status, 0});
    else
        lines.push_back({"ticket.before", ui.word("ticket.before", {{"n", int64_t(held.people_before)}}), strong, ui::NodeRole::status, 0});
    if (!called)
        lines.push_back({"ticket.estimate", estimate_words(ui, held.estimate), strong, ui::NodeRole::status, 1});
    if (held.print == app::PrintState::failed)
        lines.push_back({"ticket.paper", ui.word("ticket.print_failed", {{"label", label}}), strong, ui::NodeRole::status, 2});
    else
        lines.push_back({"ticket.go", ui.word("ticket.go_when"), calm, ui::NodeRole::text, 2});
    lines.push_back({"ticket.stuck", stuck_words(ui, scene, held.ticket.stuck), calm, ui::NodeRole::text, 2});
    Rect card = area;
    if (!ui.portrait())
        card = area.middle(std::min(area.w, ui.mm(340)), area.h);
    else
        card.h = std::min(area.h, area.w * 1.25f), card.y += (area.h - card.h) / 2;
    draw_ticket_card(ui, scene, card, lines);
    switch (ui::button_row(ui, row, buttons)) {
    case 0: actions.post(app::GoTo{scene.visit.lesson && !scene.visit.lesson_finished ? ScreenId::lesson : ScreenId::learn}); break;
    case 1: actions.post(app::PrintAgain{}); break;
    case 2: actions.post(app::GoTo{ScreenId::give_up}); break;
    default: break;
    }
}

void draw_give_up(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    Message m{"waiting", ui.word("ticket.give_up_title"), {ui.word("ticket.give_up_text")},
              {button(ui, "give_up.yes", "ticket.give_up_yes", ButtonStyle::plain),
               button(ui, "give_up.no", "ticket.give_up_no", ButtonStyle::primary)},
              ui::Tint::butter};
    switch (draw_message(ui, area, m)) {
    case 0: actions.post(app::GiveTicketBack{}); break;
    case 1: actions.post(app::GoBack{}); break;
    default: break;
    }
}

void draw_your_turn(Ui& ui, const Scene& scene, Actions& actions) {
    const ui::Look& l = ui.look();
    Rect area = whole_place(ui);
    if (!scene.visit.held)
        return;
    const point::Ticket& ticket = scene.visit.held->ticket;
    ui::Colour tint = l.tint(ticket_tint(scene, ticket));
    ui.fill(ui.screen(), tint);
    std::vector<ui::ButtonSpec> buttons = {button(ui, "turn.coming", "turn.coming", ButtonStyle::primary, "your_turn")};
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(8));
    std::vector<ui::Line> title = {{"turn.title", ui.word("turn.title"), {Role::title, 700, l.ink, tint, ui::Align::centre}, ui::NodeRole::heading, 0}};
    title[0].style.em_mm = l.em_mm(Role::title) * 1.4f;
    Rect top = area.cut_top(std::min(area.h * 0.24f, ui::stack_height(ui, area.w, title)), ui.mm(6));
    ui::text_stack(ui, top, title);
    std::vector<ui::Line> go = {{"turn.go", ui.word("turn.go", {{"desk", ticket.desk}}), {Role::title, 700, l.ink, tint, ui::Align::centre}, ui::NodeRole::status, 0}};
    Rect bottom = area.cut_bottom(std::min(area.h * 0.3f, ui::stack_height(ui, area.w, go)), ui.mm(6));
    ui::text_stack(ui, bottom, go);
    ui.card(area, l.card);
    Rect inner = area.inset(ui.mm(10));
    float side = ui.portrait() ? std::min(inner.w, inner.h * 0.45f) : std::min(inner.h, inner.w * 0.34f);
    Rect image = ui.portrait() ? inner.cut_top(side, ui.mm(4)) : inner.cut_end(side, ui.mm(6));
    std::string name = point::ticket_picture(ticket.label);
    ui.image(image.middle(side, side), "turn.picture", name, {});
    Label number = ui.plain(ticket.label, "en");
    number.speech = ui.word("turn.spoken", {{"label", ticket.label}, {"desk", ticket.desk}}).speech;
    number.language = scene.visit.language;
    TextStyle style{Role::number, 800, l.deep, l.card, ui::Align::centre, TextStyle::Vertical::centre};
    style.em_mm = std::min(96.0f, inner.h / ui.mm(1) / 1.42f);
    while (style.em_mm > 12 && !ui.fits(number, style, {inner.w, inner.h}))
        style.em_mm -= 2;
    ui.text(inner, "turn.number", number, style, ui::NodeRole::status);
    if (ui::button_row(ui, row, buttons) == 0)
        actions.post(app::AnswerCall{});
}

void draw_no_mentor(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    Message m;
    m.illustration = "no_mentor";
    m.tint = ui::Tint::butter;
    m.title = ui.word("no_mentor.title");
    const auto& next = scene.point.next_opening;
    if (next)
        m.sentences.push_back(ui.word_with("no_mentor.next", "day", day_word(ui, next->weekday),
                                           {{"from", clock_time(next->from_minute)}, {"to", clock_time(next->to_minute)}}));
    else
        m.sentences.push_back(ui.word("no_mentor.unknown"));
    if (!scene.settings.point.help_phone.empty())
        m.sentences.push_back(ui.word("no_mentor.phone", {{"phone", scene.settings.point.help_phone}}));
    m.buttons = {button(ui, "no_mentor.hours", "no_mentor.hours", ButtonStyle::plain, "hours"),
                 button(ui, "no_mentor.learn", "no_mentor.learn", ButtonStyle::primary, "learn")};
    switch (draw_message(ui, area, m)) {
    case 0: actions.post(app::GoTo{ScreenId::hours}); break;
    case 1: actions.post(app::GoTo{ScreenId::learn}); break;
    default: break;
    }
}

} // namespace accanto::screens

// The ticket, and the call.
#include "kiosk/screens/slip_card.h"
#include "kiosk/screens/ticket_words.h"

namespace accanto::screens {

namespace {

// Who might wonder: somebody is before them, or has passed them.
bool may_ask_why(const app::HeldTicket& held) { return held.why && (held.why->before > 0 || held.why->went.all() > 0); }

// The number and its picture, side by side: one of them is enough to know it again.
void draw_number(Ui& ui, const Scene& scene, Rect area) {
    const ui::Look& l = ui.look();
    const std::string& label = scene.visit.held->ticket.label;
    float side = std::min(area.h, area.w * 0.34f) * 0.94f;
    Rect image = area.cut_end(side, ui.mm(6));
    Label number = ui.plain(label, "en");
    TextStyle style{Role::number, 800, l.deep, l.card, ui::Align::centre, TextStyle::Vertical::centre};
    style.em_mm = std::min(l.em_mm(Role::number), area.h / ui.mm(1) / 1.42f);
    while (style.em_mm > 12 && !ui.fits(number, style, {area.w, area.h}))
        style.em_mm -= 1;
    std::string name = point::ticket_picture(label);
    Label picture = ui.word("picture." + name.substr(8));
    // The voice says it as a sentence, letter by letter (see speech).
    number.speech = ui.word_with("ticket.spoken", "picture", picture, {{"label", label}}).speech;
    number.language = scene.visit.language;
    ui.text(area, "ticket.number", number, style, ui::NodeRole::status);
    ui.image(image.middle(side, side), "ticket.picture", name, picture);
}

// The ticket itself: tint, picture and number, the same on screen, paper and display.
void draw_ticket_card(Ui& ui, const Scene& scene, Actions& actions, Rect area, const std::vector<ui::Line>& below) {
    const ui::Look& l = ui.look();
    const app::HeldTicket& held = *scene.visit.held;
    SlipCard slip = draw_slip_card(ui, scene, area, "ticket", ticket_tint(scene, held.ticket));
    if (slip.heard)
        actions.post(app::HearNumber{});
    Rect& inner = slip.inner;
    const bool low = slip.low;
    float line = std::max(1.0f, ui.mm(0.5f));
    const float why = may_ask_why(held) ? ui.mm(17) : 0, gap = ui.mm(3);
    // The number needs no more room than to be seen from where its words are read.
    const float most = l.size == ui::TextSize::extra ? inner.h - ui.mm(42) : inner.h * 0.6f;
    Rect bottom = low ? inner.cut_end(inner.w * 0.54f, ui.mm(6))
                      : inner.cut_bottom(std::min(ui::stack_height(ui, inner.w, below) + (why > 0 ? why + gap : 0), most), ui.mm(4));
    if (low)
        ui.fill({inner.right() + ui.mm(2.5f), inner.y, line, inner.h}, l.line);
    else
        ui.fill({inner.x, inner.bottom() + ui.mm(1), inner.w, line}, l.line);
    draw_number(ui, scene, inner);
    if (why > 0) {
        Rect ask = bottom.cut_bottom(why, gap);
        if (ui.button(ask.middle(std::min(ask.w, ui.mm(l.size == ui::TextSize::extra ? 210.0f : 150.0f)), ask.h), button(ui, "ticket.why", "ticket.why", ButtonStyle::quiet, "help")))
            actions.post(app::GoTo{ScreenId::why});
    }
    draw_sentences(ui, scene, actions, bottom, below);
}

std::vector<ui::Line> ticket_lines(const Ui& ui, const Scene& scene) {
    const ui::Look& l = ui.look();
    const app::HeldTicket& held = *scene.visit.held;
    const point::Ticket& ticket = held.ticket;
    TextStyle strong{Role::body, 700, l.ink, l.card, ui::Align::centre}, calm{Role::caption, 400, l.soft, l.card, ui::Align::centre};
    std::vector<ui::Line> lines;
    if (is_at_desk(ticket.state))
        lines.push_back({"ticket.turn", ui.word("turn.go", {{"desk", ticket.desk}}), strong, ui::NodeRole::status, 0});
    const Label waits_for = waits_for_words(ui, scene, ticket);
    lines.push_back({"ticket.waits_for", waits_for, strong, ui::NodeRole::status, 1});
    if (is_waiting(ticket.state)) {
        lines.push_back({"ticket.before", ui.word("ticket.before", {{"n", int64_t(held.people_before)}}), strong, ui::NodeRole::status, 1});
        lines.push_back({"ticket.estimate", estimate_words(ui, held.estimate), strong, ui::NodeRole::status, 1});
    }
    const bool no_paper = held.print == app::PrintState::no_paper, not_printed = no_paper || held.print == app::PrintState::failed;
    if (not_printed)
        lines.push_back({"ticket.paper", ui.word(no_paper ? "ticket.no_paper" : "ticket.print_failed", {{"label", ticket.label}}), strong,
                         ui::NodeRole::status, 2});
    else if (is_waiting(ticket.state) && waits_for.empty())
        lines.push_back({"ticket.go", ui.word("ticket.go_when"), calm, ui::NodeRole::text, 2});
    if (!not_printed && !held.of_earlier_visit)
        lines.push_back({"ticket.stuck", stuck_words(ui, scene, ticket.stuck), calm, ui::NodeRole::text, 2});
    return lines;
}

std::vector<ui::ButtonSpec> ticket_buttons(Ui& ui, const Scene& scene) {
    const point::TicketState state = scene.visit.held->ticket.state;
    const bool own = !scene.visit.held->of_earlier_visit;
    std::vector<ui::ButtonSpec> buttons = {button(ui, "ticket.learn", "ticket.learn_meanwhile", ButtonStyle::primary, "learn")};
    if (has_printer(scene))
        buttons.push_back(button(ui, "ticket.print", "ticket.print_again", ButtonStyle::plain, "print"));
    if (own && next_state(point::TicketAction::leave, state))
        buttons.push_back(button(ui, "ticket.give_up", "ticket.give_up", ButtonStyle::plain, "undo"));
    else if (state == point::TicketState::missed)
        buttons.push_back(button(ui, "ticket.new", "over.new", ButtonStyle::plain, "ticket"));
    return buttons;
}

} // namespace

void draw_ticket(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    if (!scene.visit.held)
        return;
    const app::HeldTicket& held = *scene.visit.held;
    std::vector<ui::ButtonSpec> buttons = ticket_buttons(ui, scene);
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(8));
    const std::vector<ui::Line> lines = ticket_lines(ui, scene);
    draw_ticket_card(ui, scene, actions, slip_place(ui, area), lines);
    const int pressed = ui::button_row(ui, row, buttons);
    if (pressed < 0)
        return;
    const std::string& id = buttons[size_t(pressed)].id;
    if (id == "ticket.print")
        actions.post(app::PrintAgain{});
    else if (id == "ticket.give_up")
        actions.post(app::GoTo{ScreenId::give_up});
    else if (id == "ticket.new")
        actions.post(app::StartAnew{});
    // On with the lesson one was at; else what fits the topic of the ticket.
    else if (scene.visit.lesson && !scene.visit.lesson_finished)
        actions.post(app::GoTo{ScreenId::lesson});
    else if (!scene.library.of_topic(held.ticket.topic).empty())
        actions.post(app::OpenTopic{held.ticket.topic});
    else
        actions.post(app::GoTo{ScreenId::learn});
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
    ui.fill(ui.glass(), tint);
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

} // namespace accanto::screens

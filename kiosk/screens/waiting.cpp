// While one waits, or cannot: why not by number, a number that is called no more, no mentor now.
#include "kiosk/screens/booking_words.h"
#include "kiosk/screens/frame.h"

namespace accanto::screens {

namespace {

struct Reason {
    const char* id;
    const char* picture;
    Label label;
};

// Those that apply, the plainest first, as many as can be read at one look.
std::vector<Reason> reasons(const Ui& ui, const point::Explanation& why, size_t most) {
    std::vector<Reason> out;
    auto add = [&](int n, const char* id, const char* picture) {
        if (n > 0)
            out.push_back({id, picture, ui.word(std::string("why.") + id, {{"n", int64_t(n)}})});
    };
    add(why.came_earlier, "earlier", "person_you");
    add(why.will.booked, "booked", "appointment");
    add(why.will.priority, "priority", "priority");
    add(why.will.normal, "normal", "ticket");
    add(why.will.again, "again", "again");
    add(why.went.all(), "went", "your_turn");
    if (out.empty())
        out.push_back({"nobody", "yes", ui.word("why.nobody")});
    if (why.other_letters && out.size() < most)
        out.push_back({"letters", "digits", ui.word("why.letters")});
    if (out.size() > most)
        out.resize(most);
    return out;
}

} // namespace

void draw_why(Ui& ui, const Scene& scene, Actions& actions) {
    const ui::Look& l = ui.look();
    Rect area = draw_bar(ui, scene, actions);
    if (!scene.visit.held || !scene.visit.held->why)
        return;
    draw_title(ui, area, ui.word("why.title"), ui.word("why.text"));
    std::vector<ui::ButtonSpec> buttons = {button(ui, "why.back", "why.back", ButtonStyle::primary, "ticket")};
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(6));
    // Two lines of the smallest words each; Arabic ones are higher.
    float gap = ui.mm(3), least = ui.mm(2 * (ui.right_to_left() ? 1.85f : 1.4f) * l.smallest_em_mm() + 4);
    const std::vector<Reason> list = reasons(ui, *scene.visit.held->why, std::clamp(size_t((area.h + gap) / (least + gap)), size_t(2), size_t(5)));
    float count = float(list.size());
    float h = std::min((area.h - gap * (count - 1)) / count, ui.mm(ui.portrait() ? 64.0f : 44.0f));
    // Few reasons may be large.
    const Role role = list.size() <= 3 ? Role::heading : Role::body;
    for (const Reason& reason : list) {
        Rect r = area.cut_top(h, gap);
        ui.card(r, l.card);
        Rect inner = r.inset(ui.mm(6), ui.mm(2));
        float side = std::min(inner.h, ui.mm(26));
        ui.picture(inner.cut_start(side, ui.mm(6)).middle(side, side), reason.picture);
        ui.text(inner, std::string("why.") + reason.id, reason.label,
                {role, 600, l.ink, l.card, ui::Align::start, TextStyle::Vertical::centre, 0, true});
    }
    if (ui::button_row(ui, row, buttons) == 0)
        actions.post(app::GoBack{});
}

void draw_number_over(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    if (!scene.visit.held)
        return;
    const point::Ticket& ticket = scene.visit.held->ticket;
    const std::string kind = ticket.state == point::TicketState::missed             ? "missed"
                             : ticket.state == point::TicketState::closed_at_day_end ? "day_end"
                                                                                     : "void";
    Message m{point::ticket_picture(ticket.label), ui.word("over." + kind + "_title", {{"label", ticket.label}}), {ui.word("over." + kind + "_text")},
              {button(ui, "over.new", "over.new", ButtonStyle::plain, "ticket"), button(ui, "over.good", "over.good", ButtonStyle::primary, "yes")},
              ui::Tint::butter};
    switch (draw_message(ui, area, m)) {
    case 0: actions.post(app::StartAnew{}); break;
    case 1: actions.post(app::AcceptOver{}); break;
    default: break;
    }
}

// What the place can honestly say, and what one can do meanwhile: three things at the most.
void draw_no_mentor(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    const bool on_break = scene.point.on_break > 0;
    Message m;
    m.illustration = on_break ? "waiting" : "no_mentor";
    m.tint = ui::Tint::butter;
    m.title = ui.word(on_break ? "no_mentor.break_title" : "no_mentor.title");
    if (on_break)
        m.sentences.push_back(ui.word("no_mentor.break_text"));
    else if (scene.point.open_until)
        m.sentences.push_back(ui.word("no_mentor.ask_here", {{"time", clock_time(*scene.point.open_until)}}));
    if (const auto& next = scene.point.next_opening; next && !on_break)
        m.sentences.push_back(opening_words(ui, "no_mentor.next", *next));
    else if (!on_break && !scene.point.open_until)
        m.sentences.push_back(ui.word("no_mentor.unknown"));
    if (!help_phone(scene).empty())
        m.sentences.push_back(ui.word("no_mentor.phone", {{"phone", help_phone(scene)}}));
    const bool books = can_book(scene);
    // On a break one mostly waits; what one can do meanwhile comes with the number.
    if (!on_break || !books) {
        m.buttons.push_back(hours_button(ui, scene, "no_mentor.hours"));
        m.buttons.push_back(button(ui, "no_mentor.learn", "no_mentor.learn", on_break || books ? ButtonStyle::plain : ButtonStyle::primary, "learn"));
    }
    if (books)
        m.buttons.push_back(button(ui, "no_mentor.book", "home.book", on_break ? ButtonStyle::plain : ButtonStyle::primary, "appointment"));
    if (on_break)
        m.buttons.push_back(button(ui, "no_mentor.wait", "no_mentor.break_wait", ButtonStyle::primary, "ticket"));
    const int pressed = draw_message(ui, area, m);
    const std::string id = pressed < 0 ? std::string() : m.buttons[size_t(pressed)].id;
    if (id == "no_mentor.hours")
        ask_for_hours(scene, actions);
    else if (id == "no_mentor.learn")
        actions.post(app::GoTo{ScreenId::learn});
    else if (id == "no_mentor.book")
        actions.post(app::StartBooking{});
    else if (id == "no_mentor.wait")
        actions.post(app::GoOnToTicket{app::Asked::break_is_fine});
}

} // namespace accanto::screens

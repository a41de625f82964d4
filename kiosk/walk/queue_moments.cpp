// The moments of somebody who wants a number, waits with one, or is called.

#include "kiosk/walk/moments.h"

namespace accanto::walk {

namespace {

using app::ScreenId;
using point::TicketState;

class Maker : public MomentMaker {
public:
    using MomentMaker::MomentMaker;

    void on_the_way();
    void waiting();
    void transferred();
    void over();
    void reasons();
    void nobody_here();
    void notices();

private:
    // With a number: three are before, one of them came later.
    app::HeldTicket& held(const std::string& name, ScreenId screen, const std::string& label, TicketState state = TicketState::waiting) {
        app::HeldTicket h;
        h.ticket.label = label;
        h.ticket.topic = "email";
        h.ticket.state = state;
        if (state != TicketState::waiting)
            h.ticket.desk = "2";
        h.people_before = 3;
        h.estimate = point::WaitEstimate{15, 35};
        if (point::is_waiting(state)) {
            h.why = point::Explanation{};
            h.why->before = 3;
            h.why->came_earlier = 2;
            h.why->will.priority = 1;
        }
        return add(name, screen).visit.held.emplace(std::move(h));
    }
};

void Maker::on_the_way() {
    add("", ScreenId::many_wait).point.waiting = 4;
    add("a crowd", ScreenId::many_wait).point.waiting = 121;
    Moment& recent = add("", ScreenId::have_one);
    recent.point.recent = point::Ticket{};
    recent.point.recent->label = "B107";
    Moment& no_printer = add("no printer", ScreenId::have_one);
    no_printer.settings = &m_world.bare;
    no_printer.point.recent = recent.point.recent;
    Moment& full = add("", ScreenId::topic_full);
    full.point.next_opening->days_ahead = 1;
    full.visit.draft.topic = "payments";
    Moment& bare = add("nothing known", ScreenId::topic_full);
    bare.settings = &m_world.bare;
    bare.point.next_opening.reset();
}

void Maker::waiting() {
    held("waiting", ScreenId::ticket, "B107");
    app::HeldTicket& hours = held("hours to wait, stuck, not printed", ScreenId::ticket, "B42");
    hours.people_before = 21;
    hours.estimate = point::WaitEstimate{125, 190};
    hours.print = app::PrintState::failed;
    hours.ticket.stuck = point::StuckAt{"create-email", 12, 14, 3, false};
    held("no paper", ScreenId::ticket, "B107").print = app::PrintState::no_paper;
    app::HeldTicket& first = held("next, no estimate", ScreenId::ticket, "A01");
    first.people_before = 0;
    first.why = point::Explanation{};
    first.estimate.reset();
    app::HeldTicket& soon = held("a mentor is free", ScreenId::ticket, "B06");
    soon.people_before = 0;
    soon.estimate = point::WaitEstimate{0, 0};
    held("soon", ScreenId::ticket, "B07").estimate = point::WaitEstimate{0, 15};
    held("up to hours", ScreenId::ticket, "B08").estimate = point::WaitEstimate{0, 180};
    held("no voice", ScreenId::ticket, "B09");
    m_made.back()->can_speak = false;
    held("no printer", ScreenId::ticket, "B10");
    m_made.back()->settings = &m_world.bare;
    held("called", ScreenId::ticket, "B107", TicketState::called);
    held("", ScreenId::give_up, "B107");
    held("", ScreenId::your_turn, "B107", TicketState::called);
    held("short number, desk 12", ScreenId::your_turn, "A1", TicketState::called).ticket.desk = "12";
}

void Maker::transferred() {
    held("set aside", ScreenId::ticket, "B107", TicketState::parked);
    held("for a desk", ScreenId::ticket, "B107", TicketState::transferred).ticket.target.desk = "12";
    held("for a mentor", ScreenId::ticket, "B107", TicketState::transferred).ticket.target.mentor = "somebody";
    // The longest topic of every language.
    for (const content::Topic& topic : m_world.topics.topics)
        held("for " + topic.code, ScreenId::ticket, "B107", TicketState::transferred).ticket.topic = topic.code;
}

void Maker::over() {
    held("missed", ScreenId::ticket, "B107", TicketState::missed);
    held("missed", ScreenId::number_over, "B107", TicketState::missed);
    held("void", ScreenId::number_over, "B107", TicketState::void_);
    held("day over", ScreenId::number_over, "B107", TicketState::closed_at_day_end);
}

void Maker::reasons() {
    held("a priority", ScreenId::why, "B107");
    point::Explanation& booked = *held("two with a booked time", ScreenId::why, "B107").why;
    booked.will = {2, 0, 0, 0};
    point::Explanation& all = *held("all there is", ScreenId::why, "B107").why;
    all.came_earlier = 11;
    all.will = {2, 3, 2, 2};
    all.went = {3, 1, 1, 0};
    all.other_letters = true;
    point::Explanation& none = *held("nobody", ScreenId::why, "B107").why;
    none = {};
    none.other_letters = true;
}

void Maker::nobody_here() {
    for (int ahead : {0, 1, 2}) {
        Moment& m = add(ahead == 0 ? "open, next today" : ahead == 1 ? "next tomorrow" : "", ScreenId::no_mentor);
        m.point.mentors = 0;
        m.point.next_opening->days_ahead = ahead;
        if (ahead == 0)
            m.point.open_until = 14 * 60;
        Moment& closed = add(ahead == 0 ? "today" : ahead == 1 ? "tomorrow" : "", ScreenId::closed);
        closed.point.next_opening->days_ahead = ahead;
        Moment& home = add(ahead == 0 ? "opens today" : ahead == 1 ? "opens tomorrow" : "opens on a day", ScreenId::home);
        home.point.open = false;
        home.point.next_opening->days_ahead = ahead;
    }
    // What staff said when they closed the point: a word of ours, and as much of their own as they may write.
    for (const char* reason : point::closing_reasons) {
        Moment& closed = add(reason, ScreenId::closed);
        closed.point.open = false;
        closed.point.next_opening.reset();
        closed.point.closed_by_staff = {reason, ""};
    }
    const std::string own = "Hoy estamos en la fiesta del barrio, en la plaza. Vengan a vernos: hay mesas, "
                            "sillas y café para todos. Hasta mañana.";
    for (ScreenId screen : {ScreenId::closed, ScreenId::home, ScreenId::attract}) {
        Moment& closed = add("closed by staff", screen);
        closed.point.open = false;
        closed.point.serving.clear();
        closed.point.next_opening.reset();
        closed.point.closed_by_staff = {"later_today", own};
        if (screen == ScreenId::attract)
            closed.visit.language.clear();
    }
    Moment& unknown = add("nothing known", ScreenId::no_mentor);
    unknown.settings = &m_world.bare;
    unknown.point.next_opening.reset();
    for (ScreenId screen : {ScreenId::no_mentor, ScreenId::home}) {
        Moment& m = add("on a break", screen);
        m.point.mentors = 0;
        m.point.on_break = 1;
    }
    add("", ScreenId::cleaning);
}

// Over the pages of somebody else: in another language, and the other way round.
void Maker::notices() {
    const std::string other = m_language == "ar" ? "es" : "ar";
    for (ScreenId screen : {ScreenId::attract, ScreenId::home, ScreenId::learn, ScreenId::hours, ScreenId::leave, ScreenId::finished, ScreenId::cleaning,
                            ScreenId::still_there, ScreenId::settings}) {
        Moment& m = add("a number is called", screen);
        m.notice = app::Notice{"B107", "12", other};
        if (screen == ScreenId::attract)
            m.visit.language.clear();
    }
    held("another number is called", ScreenId::ticket, "B12");
    m_made.back()->notice = app::Notice{"B07", "2", m_language};
}

} // namespace

std::vector<std::unique_ptr<Moment>> queue_moments(const World& world, const std::string& language) {
    Maker maker(world, language);
    maker.on_the_way();
    maker.waiting();
    maker.transferred();
    maker.over();
    maker.reasons();
    maker.nobody_here();
    maker.notices();
    return maker.take();
}

} // namespace accanto::walk

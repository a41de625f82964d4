#include "kiosk/app/tickets.h"

#include "content/base/bytes.h"
#include "kiosk/app/hours_slip.h"
#include "kiosk/app/librarian.h"
#include "kiosk/app/opinions.h"
#include "kiosk/screens/booking_words.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::app {

Tickets::Tickets(const Stage& stage, const content::Topics& topics, const Librarian& librarian, Opinions& opinions)
    : Flow(stage), m_topics(topics), m_librarian(librarian), m_opinions(opinions) {}

void Tickets::start(std::optional<point::StuckAt> stuck) {
    if (m_visit.held) {
        go_to(is_open(m_visit.held->ticket.state) ? ScreenId::ticket : ScreenId::number_over);
        return;
    }
    m_visit.draft = {};
    m_visit.draft.stuck = std::move(stuck);
    go_on();
}

// The next question on the way to a ticket. What is honest comes before what is asked for.
void Tickets::go_on() {
    TicketDraft& draft = m_visit.draft;
    constexpr int many = 3;   // design/queue.md
    const bool recent = m_point.recent && m_clock.mono_ms() < m_point.recent_until_ms;
    if (has_trouble())
        go_to(ScreenId::trouble);
    else if (recent && !draft.has_none)
        go_to(ScreenId::have_one);
    else if (!m_point.open)
        go_to(ScreenId::closed);
    else if (m_point.mentors == 0 && !(m_point.on_break > 0 && draft.break_is_fine))
        go_to(ScreenId::no_mentor);
    else if (m_point.waiting > many && !draft.many_are_fine)
        go_to(ScreenId::many_wait);
    else if (const content::TutorialHead* t = draft.stuck ? m_librarian.library().find(draft.stuck->tutorial) : nullptr;
             t && m_topics.find(t->topic))
        choose_topic(t->topic);   // The tutorial says what it is about: one question less.
    else
        go_to(ScreenId::ticket_topic);
}

void Tickets::answer(Asked asked) {
    TicketDraft& draft = m_visit.draft;
    switch (asked) {
    case Asked::not_mine: draft.has_none = true; break;
    case Asked::many_are_fine: draft.many_are_fine = true; break;
    case Asked::break_is_fine: draft.break_is_fine = true; break;
    }
    go_on();
}

void Tickets::choose_topic(const std::string& code) {
    m_visit.draft.topic = code;
    const std::vector<std::string>& full = m_point.full_topics;
    go_to(std::find(full.begin(), full.end(), code) == full.end() ? ScreenId::ticket_needs : ScreenId::topic_full);
}

void Tickets::toggle(Need need) {
    point::Needs& needs = m_visit.draft.needs;
    switch (need) {
    case Need::sit: needs.sit = !needs.sit; break;
    case Need::speak_slowly: needs.speak_slowly = !needs.speak_slowly; break;
    case Need::hearing_loop: needs.hearing_loop = !needs.hearing_loop; break;
    case Need::interpreter: needs.interpreter = !needs.interpreter; break;
    case Need::priority: m_visit.draft.priority = !m_visit.draft.priority; break;
    }
}

namespace {

using Taken = std::variant<HeldTicket, point::Refused>;

Taken try_to_take(store::Store& store, const Settings& settings, const point::TicketRequest& request) {
    const auto taken = point::take_ticket(store, settings, request);
    if (const auto* refused = std::get_if<point::Refused>(&taken))
        return *refused;
    return read_held(store, settings, std::get<point::Ticket>(taken));
}

} // namespace

void Tickets::take() {
    if (!m_visit.busy.empty() || m_visit.held)
        return;
    TicketDraft& draft = m_visit.draft;
    // Kept until the ticket is there: a second try after trouble asks for the same one.
    if (draft.idempotency_key.empty())
        draft.idempotency_key = uuid7(m_clock.wall_ms());
    m_visit.busy = "ticket.take";
    point::TicketRequest request{draft.idempotency_key, {}, draft.topic, m_visit.language, draft.needs, draft.priority, draft.stuck};
    m_store.run(
        [request, visit = m_visit.id, &settings = m_settings](store::Store& store) mutable {
            request.visit_id = *visit;
            return try_to_take(store, settings, request);
        },
        [this, key = draft.idempotency_key](store::Outcome<Taken> outcome) {
            // The visit may have ended meanwhile; its ticket exists all the same, and is called and recorded.
            if (m_visit.draft.idempotency_key != key)
                return;
            m_visit.busy.clear();
            m_dirty = true;
            if (!outcome)
                return m_moves.store_failed(outcome.trouble, "ticket not taken: " + outcome.message);
            if (const auto* refused = std::get_if<point::Refused>(&*outcome.value)) {
                go_to(refused->why == point::Refused::Why::closed ? ScreenId::closed : ScreenId::topic_full);
                return;
            }
            hold(std::get<HeldTicket>(std::move(*outcome.value)));
        });
}

void Tickets::hold(HeldTicket held) {
    m_visit.held = std::move(held);
    m_visit.draft = {};
    m_visit.trail.clear();
    m_visit.trail.push_back(ScreenId::home);
    m_visit.screen = ScreenId::ticket;
    m_visit.shown_ms = m_visit.touched_ms = m_clock.mono_ms();
    m_papers.print_ticket();
}

// Somebody who took a number here a moment ago, maybe in another visit, does not need a second one.
void Tickets::take_it_as_mine() {
    if (!m_point.recent || m_visit.held)
        return;
    HeldTicket held;
    held.ticket = *m_point.recent;
    held.call_seen = held.ticket.call;
    held.of_earlier_visit = true;
    hold(std::move(held));
    m_moves.request_reading();
}

void Tickets::print_hours() {
    m_papers.print(draw_hours_slip(m_ui, m_words, m_settings, screens::help_phone(m_point, m_settings), m_visit.language), "hours");
}

void Tickets::give_back() {
    if (!m_visit.held || !m_visit.busy.empty())
        return;
    m_visit.busy = "give_up.yes";
    m_store.run([id = m_visit.held->ticket.id, &settings = m_settings](store::Store& store) { return point::leave(store, settings, id); },
                [this, id = m_visit.held->ticket.id](store::Outcome<point::Moved> outcome) {
                    if (!m_visit.held || m_visit.held->ticket.id != id)
                        return;
                    m_visit.busy.clear();
                    m_dirty = true;
                    if (!outcome) {
                        m_point.trouble = outcome.trouble;
                        go_to(ScreenId::trouble);
                        return;
                    }
                    if (std::holds_alternative<point::Ticket>(*outcome.value)) {
                        m_visit.held.reset();
                        go_home();
                    } else {
                        // Called in this very moment: the reading that follows says so.
                        go_back();
                    }
                    m_moves.request_reading();
                });
}

void Tickets::read(const Reading& reading) {
    if (!m_visit.held || !reading.ticket || reading.ticket->id != m_visit.held->ticket.id)
        return;
    HeldTicket& held = *m_visit.held;
    held.ticket = *reading.ticket;
    held.people_before = reading.people_before;
    held.estimate = reading.estimate;
    held.why = reading.why;
    if (!m_visit.is_over())
        tell_what_became(held);
}

// What became of the citizen's ticket, where it concerns the page that is shown.
void Tickets::tell_what_became(HeldTicket& held) {
    using point::TicketState;
    const TicketState state = held.ticket.state;
    if (state == TicketState::called) {
        if (held.ticket.call == held.call_seen)
            return;
        held.call_seen = held.ticket.call;
        held.missed_seen = false;
        m_visit.touched_ms = m_clock.mono_ms();
        go_to(ScreenId::your_turn);
        if (is_cleaning())
            return;   // announced over it
        m_speech.chime();
        // Spoken whether or not the voice was asked for: it is the call.
        m_speech.speak_page();
        return;
    }
    if (m_visit.screen == ScreenId::your_turn && is_open(state) && state != TicketState::serving)
        go_back();
    if (m_visit.screen == ScreenId::why && !held.why)
        go_back();
    if (is_open(state))
        return;
    const bool on_its_page = m_visit.screen == ScreenId::ticket || m_visit.screen == ScreenId::your_turn ||
                             m_visit.screen == ScreenId::give_up || m_visit.screen == ScreenId::why || m_visit.screen == ScreenId::number_over;
    if (state == TicketState::done) {
        m_opinions.help_is_over(held.ticket);
        m_visit.held.reset();
        if (on_its_page)
            m_opinions.show_rating();
        return;
    }
    // Given back by hand: nothing needs saying.
    if (state == TicketState::left) {
        m_visit.held.reset();
        if (on_its_page)
            go_home();
        return;
    }
    if (std::exchange(held.missed_seen, true))
        return;
    m_visit.touched_ms = m_clock.mono_ms();
    go_to(ScreenId::number_over);
    // Whoever did not hear the call may not be looking now.
    m_speech.speak_page();
}

void Tickets::accept_over() {
    // A missed number may be called again: it stays.
    if (m_visit.held && m_visit.held->ticket.state != point::TicketState::missed)
        m_visit.held.reset();
    if (m_visit.held)
        go_back();
    else
        go_home();
}

void Tickets::start_anew() {
    m_visit.held.reset();
    m_visit.trail.clear();
    start(std::nullopt);
}

} // namespace accanto::app

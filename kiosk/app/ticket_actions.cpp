// The way to a ticket, and what becomes of it.
#include "kiosk/app/app.h"

#include "content/base/bytes.h"
#include "kiosk/app/hours_slip.h"
#include "kiosk/app/point_reader.h"
#include "kiosk/screens/booking_words.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::app {

void App::start_ticket(std::optional<point::StuckAt> stuck) {
    if (m_visit.held) {
        go_to(is_open(m_visit.held->ticket.state) ? ScreenId::ticket : ScreenId::number_over);
        return;
    }
    m_visit.draft = {};
    m_visit.draft.stuck = std::move(stuck);
    go_on_to_ticket();
}

// The next question on the way to a ticket. What is honest comes before what is asked for.
void App::go_on_to_ticket() {
    TicketDraft& draft = m_visit.draft;
    constexpr int many = 3;   // design/queue.md
    const bool recent = m_point.recent && m_clock.mono_ms() < m_point.recent_until_ms;
    if (m_point.trouble != store::StoreTrouble::none || !m_settings_trouble.empty())
        go_to(ScreenId::trouble);
    else if (recent && !draft.has_none)
        go_to(ScreenId::have_one);
    else if (!m_point.open)
        go_to(ScreenId::closed);
    else if (m_point.mentors == 0 && !(m_point.on_break > 0 && draft.break_is_fine))
        go_to(ScreenId::no_mentor);
    else if (m_point.waiting > many && !draft.many_are_fine)
        go_to(ScreenId::many_wait);
    else if (const content::TutorialHead* t = draft.stuck ? m_librarian->library().find(draft.stuck->tutorial) : nullptr;
             t && m_content.topics.find(t->topic))
        choose_topic(t->topic);   // The tutorial says what it is about: one question less.
    else
        go_to(ScreenId::ticket_topic);
}

void App::answer(Asked asked) {
    TicketDraft& draft = m_visit.draft;
    switch (asked) {
    case Asked::not_mine: draft.has_none = true; break;
    case Asked::many_are_fine: draft.many_are_fine = true; break;
    case Asked::break_is_fine: draft.break_is_fine = true; break;
    }
    go_on_to_ticket();
}

void App::choose_topic(const std::string& code) {
    m_visit.draft.topic = code;
    const std::vector<std::string>& full = m_point.full_topics;
    go_to(std::find(full.begin(), full.end(), code) == full.end() ? ScreenId::ticket_needs : ScreenId::topic_full);
}

void App::toggle(Need need) {
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

Taken take(store::Store& store, const Settings& settings, const point::TicketRequest& request) {
    const auto taken = point::take_ticket(store, settings, request);
    if (const auto* refused = std::get_if<point::Refused>(&taken))
        return *refused;
    return read_held(store, settings, std::get<point::Ticket>(taken));
}

} // namespace

void App::take_ticket() {
    if (!m_visit.busy.empty() || m_visit.held)
        return;
    TicketDraft& draft = m_visit.draft;
    // Kept until the ticket is there: a second try after trouble asks for the same one.
    if (draft.idempotency_key.empty())
        draft.idempotency_key = uuid7(m_clock.wall_ms());
    m_visit.busy = "ticket.take";
    point::TicketRequest request{draft.idempotency_key, {}, draft.topic, m_visit.language, draft.needs, draft.priority, draft.stuck};
    m_store->run(
        [request, visit = m_visit.id, &settings = m_settings](store::Store& store) mutable {
            request.visit_id = *visit;
            return take(store, settings, request);
        },
        [this, key = draft.idempotency_key](store::Outcome<Taken> outcome) {
            // The visit may have ended meanwhile; its ticket exists all the same, and is called and recorded.
            if (m_visit.draft.idempotency_key != key)
                return;
            m_visit.busy.clear();
            m_dirty = true;
            if (!outcome)
                return store_failed(outcome.trouble, "ticket not taken: " + outcome.message);
            if (const auto* refused = std::get_if<point::Refused>(&*outcome.value)) {
                go_to(refused->why == point::Refused::Why::closed ? ScreenId::closed : ScreenId::topic_full);
                return;
            }
            hold(std::get<HeldTicket>(std::move(*outcome.value)));
        });
}

void App::hold(HeldTicket held) {
    m_visit.held = std::move(held);
    m_visit.draft = {};
    m_visit.trail.clear();
    m_visit.trail.push_back(ScreenId::home);
    m_visit.screen = ScreenId::ticket;
    m_visit.shown_ms = m_visit.touched_ms = m_clock.mono_ms();
    m_papers->print_ticket();
}

// Somebody who took a number here a moment ago, maybe in another visit, does not need a second one.
void App::take_it_as_mine() {
    if (!m_point.recent || m_visit.held)
        return;
    HeldTicket held;
    held.ticket = *m_point.recent;
    held.call_seen = held.ticket.call;
    held.of_earlier_visit = true;
    hold(std::move(held));
    request_reading();
}

void App::hear(const std::string& id) {
    if (const ui::Node* node = m_ui->semantics().find_id(id))
        m_speech->speak(node->speech, node->language);
}

void App::print_hours() {
    m_papers->print(draw_hours_slip(*m_ui, *m_content.words, m_settings, screens::help_phone(m_point, m_settings), m_visit.language), "hours");
}

void App::give_ticket_back() {
    if (!m_visit.held || !m_visit.busy.empty())
        return;
    m_visit.busy = "give_up.yes";
    m_store->run([id = m_visit.held->ticket.id, &settings = m_settings](store::Store& store) { return point::leave(store, settings, id); },
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
                     request_reading();
                 });
}

} // namespace accanto::app

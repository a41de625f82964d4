// The way to a ticket, and what becomes of it.
#include "kiosk/app/app.h"

#include "content/base/bytes.h"
#include "kiosk/app/ticket_slip.h"

#include <spdlog/spdlog.h>

namespace accanto::app {

std::optional<point::StuckAt> App::stuck_here() const {
    if (!m_visit.lesson || m_visit.lesson_finished)
        return std::nullopt;
    const content::Lesson& lesson = *m_visit.lesson;
    content::Progress p = lesson.progress();
    return point::StuckAt{lesson.tutorial().id, p.step, p.of, lesson.hints_shown(), lesson.phase() == content::Phase::alone};
}

void App::start_ticket(std::optional<point::StuckAt> stuck) {
    if (m_visit.held) {
        go_to(ScreenId::ticket);
        return;
    }
    m_visit.draft = {};
    m_visit.draft.stuck = std::move(stuck);
    if (m_point.trouble != store::StoreTrouble::none || !m_settings_trouble.empty())
        go_to(ScreenId::trouble);
    else if (!m_point.open)
        go_to(ScreenId::closed);
    else if (m_point.mentors == 0)
        go_to(ScreenId::no_mentor);
    else if (const content::Tutorial* t = m_visit.draft.stuck ? m_content.library.find(m_visit.draft.stuck->tutorial) : nullptr;
             t && m_content.topics.find(t->topic)) {
        // The tutorial says what it is about: one question less.
        m_visit.draft.topic = t->topic;
        go_to(ScreenId::ticket_needs);
    } else {
        go_to(ScreenId::ticket_topic);
    }
}

void App::choose_topic(const std::string& code) {
    m_visit.draft.topic = code;
    go_to(ScreenId::ticket_needs);
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

struct Taken {
    std::variant<point::Ticket, point::Refused> result;
    int people_before = 0;
    std::optional<point::WaitEstimate> estimate;
};

Taken take(store::Store& store, const Settings& settings, const point::TicketRequest& request) {
    Taken out{point::take_ticket(store, settings, request)};
    if (const auto* ticket = std::get_if<point::Ticket>(&out.result)) {
        out.people_before = point::people_before(store, settings, ticket->id);
        out.estimate = point::wait_estimate(store, settings, ticket->topic, out.people_before);
    }
    return out;
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
            if (!outcome) {
                spdlog::error("ticket not taken: {}", outcome.message);
                m_point.trouble = outcome.trouble;
                m_retry_ms = m_clock.mono_ms();
                go_to(ScreenId::trouble);
                return;
            }
            const auto* ticket = std::get_if<point::Ticket>(&outcome.value->result);
            if (!ticket) {
                auto why = std::get<point::Refused>(outcome.value->result).why;
                go_to(why == point::Refused::Why::closed ? ScreenId::closed : ScreenId::no_mentor);
                return;
            }
            m_visit.held = HeldTicket{*ticket, outcome.value->people_before, outcome.value->estimate};
            m_visit.draft = {};
            m_visit.trail.clear();
            m_visit.trail.push_back(ScreenId::home);
            m_visit.screen = ScreenId::ticket;
            m_visit.shown_ms = m_visit.touched_ms = m_clock.mono_ms();
            print_ticket();
        });
}

void App::print_ticket() {
    if (!m_printer || !m_visit.held || m_visit.held->print == PrintState::printing)
        return;
    HeldTicket& held = *m_visit.held;
    held.print = PrintState::printing;
    platform::Image paper = draw_ticket_slip(*m_ui, *m_content.words, m_settings, m_content.topics, held, m_visit.language, m_clock.wall_ms());
    // The result comes on the printer's thread: it waits for the loop, which is woken.
    m_printer->print(std::move(paper), held.ticket.label + "-" + held.ticket.service_day,
                     [this, id = held.ticket.id](platform::PrintResult result, std::string why) {
                         if (result != platform::PrintResult::printed)
                             spdlog::warn("ticket not printed: {}", why);
                         std::lock_guard lock(m_printed_mutex);
                         m_printed.emplace_back(id, result);
                         m_window->wake();
                     });
}

void App::take_print_results() {
    std::vector<std::pair<std::string, platform::PrintResult>> results;
    {
        std::lock_guard lock(m_printed_mutex);
        results.swap(m_printed);
    }
    for (auto& [id, result] : results)
        if (m_visit.held && m_visit.held->ticket.id == id) {
            m_visit.held->print = result == platform::PrintResult::printed ? PrintState::printed : PrintState::failed;
            m_dirty = true;
        }
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
                         carry_out(GoHome{});
                     } else {
                         // Called in this very moment: the reading that follows says so.
                         go_back();
                     }
                     request_reading();
                 });
}

void App::request_reading() {
    if (m_reading) {
        m_read_again = true;
        return;
    }
    m_reading = true;
    m_read_ms = m_clock.mono_ms();
    std::string ticket = m_visit.held ? m_visit.held->ticket.id : std::string();
    m_store->run([ticket, &settings = m_settings](store::Store& store) { return read_point(store, settings, ticket); },
                 [this](store::Outcome<Reading> outcome) {
                     m_reading = false;
                     m_dirty = true;
                     if (outcome) {
                         apply(*outcome.value);
                     } else {
                         m_point.known = true;
                         m_point.trouble = outcome.trouble;
                         spdlog::error("store: {}", outcome.message);
                     }
                     if (std::exchange(m_read_again, false))
                         request_reading();
                 });
}

void App::apply(const Reading& reading) {
    m_point = reading.point;
    if (!m_visit.held || !reading.ticket || reading.ticket->id != m_visit.held->ticket.id)
        return;
    HeldTicket& held = *m_visit.held;
    using point::TicketState;
    held.ticket = *reading.ticket;
    held.people_before = reading.people_before;
    held.estimate = reading.estimate;
    switch (held.ticket.state) {
    case TicketState::called:
        if (held.ticket.calls > held.calls_seen && m_visit.screen != ScreenId::finished) {
            held.calls_seen = held.ticket.calls;
            held.call_shown = false;
            m_visit.touched_ms = m_clock.mono_ms();
            go_to(ScreenId::your_turn);
            m_voice->play(m_options.data / "assets" / "sounds" / "chime.wav", m_settings.voice.volume_percent);
            // Spoken whether or not the voice was asked for: it is the call.
            speak_page();
        }
        break;
    case TicketState::waiting:
    case TicketState::serving:
    case TicketState::parked:
    case TicketState::transferred: break;
    default:
        // Over: done, missed, given back. The place it had on the screen goes with it.
        if (m_visit.screen == ScreenId::finished)
            break;
        m_visit.held.reset();
        if (m_visit.screen == ScreenId::ticket || m_visit.screen == ScreenId::your_turn || m_visit.screen == ScreenId::give_up)
            carry_out(GoHome{});
        break;
    }
}

} // namespace accanto::app

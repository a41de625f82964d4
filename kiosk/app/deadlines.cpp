// What happens when time has passed, and when the loop must wake for it.
#include "kiosk/app/app.h"

#include "kiosk/screens/screens.h"
#include "kiosk/store/safe_mode.h"

#include <algorithm>
#include <limits>

namespace accanto::app {

namespace {

constexpr int64_t farewell_ms = 12'000;      // long enough to read what was erased
constexpr int64_t question_ms = 25'000;      // and to answer how it was
constexpr int64_t reread_ms = 60'000;        // opening hours and presence change without a commit
constexpr int64_t retry_store_ms = 15'000;

} // namespace

int64_t App::screen_deadline_ms() const {
    const Settings::Idle& idle = m_settings.idle;
    // The number is on paper or remembered: a shown ticket is hidden sooner (design/interface.md, "Idle").
    constexpr int ticket_answer_s = 10;
    if (m_options.preview)   // an author may think as long as it takes
        return std::numeric_limits<int64_t>::max();
    if (m_visit.technician)
        return m_flows->technician.ends_ms();
    if (m_visit.is_over())
        return std::max({m_visit.shown_ms, m_visit.touched_ms, m_visit.voice_on ? m_speech->ended_ms() : 0}) + (m_visit.opinion.asked && !m_visit.opinion.told ? question_ms : farewell_ms);
    // Who is read to needs longer than the question lasts.
    if (m_visit.screen == ScreenId::still_there)
        return m_visit.shown_ms + (m_visit.trail.back() == ScreenId::ticket && !m_visit.voice_on ? ticket_answer_s : idle.answer_within_s) * 1000;
    bool reading = screens::entry(m_visit.screen).reading || m_visit.voice_on || m_by_keys;
    int ask = m_visit.screen == ScreenId::ticket ? std::max(ticket_answer_s, idle.ticket_s - ticket_answer_s)
              : reading                          ? idle.ask_after_reading_s
                                                 : idle.ask_after_s;
    return std::max(m_visit.touched_ms, m_speech->ended_ms()) + ask * 1000;
}

int App::next_timeout_ms() const {
    if (m_dirty)
        return 0;
    int64_t now = m_clock.mono_ms(), next = std::min(m_read_ms + reread_ms, m_heartbeat->due_ms());
    if (m_point.trouble != store::StoreTrouble::none)
        next = std::min(next, m_retry_ms + retry_store_ms);
    if (auto call = m_announcer.deadline(m_speech->speaking()))
        next = std::min(next, *call);
    if (is_cleaning())
        next = std::min(next, m_point.cleaning_until_ms);
    if (auto by_ear = m_speech->by_ear_deadline_ms())
        next = std::min(next, *by_ear);
    if (m_visit.screen == ScreenId::attract)
        next = std::min(next, m_visit.shown_ms + (greeting_at(now, m_visit.shown_ms) + 1) * greeting_ms);
    else if (m_visit.is_active())
        next = std::min({next, screen_deadline_ms(), m_flows->technician.network_deadline_ms(), m_flows->stick.deadline_ms(), m_flows->setting_up.deadline_ms()});
    return int(std::clamp<int64_t>(next - now, 0, 3'600'000));
}

void App::pass_deadlines() {
    int64_t now = m_clock.mono_ms();
    m_dirty = m_heartbeat->begin_if_due(now) || m_dirty;
    m_flows->technician.tell_machine();
    const bool speaking = m_speech->speaking();
    m_speech->pass(now);
    m_flows->setting_up.hear_loudspeaker();
    if (m_speech->pass_by_ear(now))
        m_by_keys = false;
    if (now >= m_read_ms + reread_ms)
        request_reading();
    if (m_safe_mode_ends_ms && now >= *m_safe_mode_ends_ms) {
        m_safe_mode_ends_ms.reset();
        m_store->post([](store::Store& store) { store::end_safe_mode(store::safe_places(store.folder())); });
    }
    announce();
    m_dirty = m_announcer.pass(now) || m_dirty;
    if (bool cleaning = is_cleaning(); cleaning != m_was_cleaning) {
        // Nobody could answer meanwhile.
        m_was_cleaning = cleaning;
        m_visit.touched_ms = m_visit.shown_ms = now;
        m_pointer.reset();
        m_dirty = true;
    }
    if (is_cleaning())
        return;
    if (m_point.trouble != store::StoreTrouble::none && now >= m_retry_ms + retry_store_ms)
        carry_out(RetryStore{});
    if (m_visit.screen == ScreenId::attract) {
        if (const int64_t greeting = greeting_at(now, m_visit.shown_ms); greeting != m_greeting) {
            m_greeting = greeting;
            m_dirty = true;
            keep_album();
            keep_safe_words();
        }
        return;
    }
    if (now >= m_flows->technician.network_deadline_ms())
        m_flows->technician.give_up_network();
    if (now >= m_flows->stick.deadline_ms())
        m_flows->stick.look();
    if (now >= m_flows->setting_up.deadline_ms())
        m_flows->setting_up.give_up_waiting();
    if (m_visit.technician)
        return now >= screen_deadline_ms() && m_visit.busy.empty() ? m_flows->technician.end() : void();
    // Being read to is being here, and so is waiting for an answer of ours; being asked is not.
    const bool read_to = speaking && m_visit.screen != ScreenId::still_there;
    if (!m_visit.is_active() || !m_visit.busy.empty() || read_to || now < screen_deadline_ms())
        return;
    if (m_visit.is_over()) {
        to_attract();
    } else if (m_visit.screen == ScreenId::still_there) {
        end_visit(point::VisitEnd::idle);
    } else {
        m_pointer.reset();
        go_to(ScreenId::still_there);
        // By more than one sense, whether or not the voice was asked for (Directive (EU) 2019/882, Annex I).
        if (m_speech->can_speak())
            m_speech->speak_page();
    }
}

// The screen is the one that knows whether anybody is here, and every point has one: so the kiosk, and not the sync agent,
// looks after the store at night.
void App::leave_to_caretaker() {
    const bool nobody = m_visit.screen == ScreenId::attract;
    m_caretaker->nobody_for(nobody ? m_clock.mono_ms() - std::max(m_visit.touched_ms, m_visit.shown_ms) : 0);
    if (m_caretaker->found_damage())
        carry_out(RetryStore{});
}

} // namespace accanto::app

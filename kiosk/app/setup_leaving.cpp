// Setting up: back, away from it, and to where it was left.
#include "kiosk/app/setting_up.h"

#include "kiosk/app/technician_tools.h"

namespace accanto::app {

using setup::Step;

// What it would go on with cannot be read. A bare machine tries again by itself; another one serves.
void SettingUp::without_progress() {
    if (m_visit.setup->by_technician)
        m_moves.to_technician_menu();
    else if (!m_bare)
        return m_moves.to_attract();
    m_tools.tell("technician.needs_store");
}

bool SettingUp::is_at_work() const {
    return !m_visit.busy.empty() || m_visit.technician->stick || m_visit.setup->enrol_asked > 0;
}

// Asked in the middle of it, and not before it goes on.
bool SettingUp::is_doubt_under_way() const {
    const SetupVisit::Doubt doubt = m_visit.setup->doubt;
    return doubt == SetupVisit::Doubt::whether_to_leave || (doubt == SetupVisit::Doubt::where_to_begin && m_bare);
}

void SettingUp::back() {
    SetupVisit& s = *m_visit.setup;
    if (is_at_work())
        return;
    if (is_doubt_under_way())
        return answer_doubt("on");
    if (s.doubt != SetupVisit::Doubt::none || (s.trail.empty() && (s.by_technician || !s.ready)))
        return go_away();
    if (s.trail.empty())
        return s.step == Step::language ? void() : show_step(Step::language);
    const Step before = s.trail.back();
    s.trail.pop_back();
    show_step(before);
}

// Home and Finish. Nobody leaves half a thing without a word, and a bare machine has nothing else to show.
void SettingUp::leave() {
    SetupVisit& s = *m_visit.setup;
    using Doubt = SetupVisit::Doubt;
    if (is_at_work() || (m_bare && !s.ready))
        return;
    if (m_bare)
        return s.step == Step::language ? void() : ask(Doubt::where_to_begin);
    const bool is_begun = s.ready && !s.trail.empty();
    is_begun && s.doubt == Doubt::none ? ask(Doubt::whether_to_leave) : go_away();
}

void SettingUp::go_away() {
    put_away();
    m_visit.setup->by_technician ? m_moves.to_technician_menu() : m_moves.end_technician();
}

void SettingUp::ask(SetupVisit::Doubt doubt) {
    m_visit.setup->doubt = doubt;
    m_visit.technician->said.clear();
    m_visit.screen = ScreenId::setup;
    m_visit.shown_ms = m_visit.touched_ms = m_clock.mono_ms();
    m_dirty = true;
}

void SettingUp::answer_doubt(const std::string& answer) {
    SetupVisit& s = *m_visit.setup;
    if (answer == "leave")
        return go_away();
    const bool is_under_way = is_doubt_under_way(), anew = answer == "anew";
    s.doubt = SetupVisit::Doubt::none;
    m_visit.shown_ms = m_clock.mono_ms();
    m_dirty = true;
    if (!is_under_way) {
        s.progress.open = !anew;
        return resume();
    }
    if (anew) {
        s.trail.clear();
        return show_step(Step::language);
    }
    if (s.step == Step::pin) // it has a screen of its own
        show_step(s.step);
}

// The next start serves. What was decided and tried stays, and where it was left; and what is kept is not written over
// before it was read. Until it is all saved the picture stands as the settings say.
void SettingUp::put_away() {
    SetupVisit& s = *m_visit.setup;
    if (!s.ready && m_visit.screen != ScreenId::technician_pin)
        return;
    s.progress.asked_boot.clear();
    if (s.progress.step <= Step::upright) // nothing was begun
        s.progress.open = false;
    keep_progress();
    if (!m_settings_old)
        turn_picture(m_settings.screen.turned);
}

} // namespace accanto::app

// Use without sight: by the corners of the glass, by keys, and by touch that speaks before it acts.
#include "kiosk/app/speech.h"

#include "kiosk/ui/spoken.h"

namespace accanto::app {

namespace {

constexpr int64_t explored_bounce_ms = 100;   // a finger of a trembling hand that leaves the glass so briefly has not left

} // namespace

std::string Speech::by_ear_language() const {
    return m_words->speech(language_now(), "by_ear.keys").language;
}

// How it is done comes first, in the language of what follows.
void Speech::start_by_ear(Visit::ByEar how) {
    if (!can_speak() || is_cleaning())
        return;
    m_visit.by_ear = how;
    m_visit.voice_on = true;
    m_visit.quiet_chosen = false;
    m_visit.touched_ms = m_clock.mono_ms();
    m_pointer.reset();
    m_ui.set_focus({});
    explain_by_ear();
    speak_page();
}

void Speech::explain_by_ear() {
    m_first_said = m_words->speech(by_ear_language(), m_visit.by_ear == Visit::ByEar::keys ? "by_ear.keys" : "by_ear.corners");
}

void Speech::end_by_ear() {
    m_visit.by_ear = Visit::ByEar::no;
    m_visit.voice_on = false;
    m_ui.set_focus({});
    m_dirty = true;
    const content::Phrase off = m_words->speech(by_ear_language(), "by_ear.off");
    speak(off.text, off.language);
}

// A keypad has arrows, Enter and Help, and who is at one can't be asked whether they see: the first of these keys speaks.
// Tab is the key of those who see where it leads.
bool Speech::starts_by_ear(platform::Key key) const {
    using platform::Key;
    if (m_visit.by_ear != Visit::ByEar::no || m_visit.quiet_chosen)
        return false;
    return key == Key::up || key == Key::down || key == Key::left || key == Key::right || key == Key::enter || key == Key::f1;
}

void Speech::step_focus(int by) {
    m_ui.move_focus(by, m_visit.voice_on);
    m_focus_moved = true;
}

void Speech::choose_focused() {
    const ui::Node* node = m_ui.semantics().find_id(m_ui.focus());
    if (m_visit.voice_on && (!node || !node->can_touch()))
        return where_am_i();
    m_ui.activate_focus();
    m_answer_due = true;
}

// Quiet first; asked again, the name of the page and of what one is on.
void Speech::where_am_i() {
    if (m_voice->speaking())
        return be_quiet();
    const ui::Semantics& s = m_ui.semantics();
    const ui::Node* node = s.find_id(m_ui.focus());
    const ui::Node* title = s.find_id("title");
    if (!title)
        title = s.find_id("step.title");
    if (!node || !title || node->language != title->language)
        return speak_page();
    std::string text;
    ui::add_sentence(text, title->speech);
    if (node != title)
        ui::add_sentence(text, ui::spoken_node(*m_words, *node, listens_alone()));
    speak(text, node->language);
}

void Speech::set_panel(float width_px, float height_px, float px_per_mm) {
    m_px_per_mm = px_per_mm;
    m_corners.set_panel({width_px, height_px, px_per_mm, int64_t(m_settings.touch.double_tap_s * 1000)});
}

void Speech::contact(const platform::Contact& contact) {
    const Corners::Step step = m_corners.contact(contact);
    if (m_visit.by_ear == Visit::ByEar::no)
        return m_pointer.contact(contact);
    if (is_cleaning())
        return;
    if (step.stroke) {
        switch (*step.stroke) {
        case Corners::Corner::previous: return step_focus(-1);
        case Corners::Corner::next: return step_focus(1);
        case Corners::Corner::choose: return choose_focused();
        case Corners::Corner::where: return where_am_i();
        }
    }
    if (step.touch)
        explore(step, contact.at_ms);
}

// What a finger is on is said; only what was said before the finger came down is chosen by lifting it there.
void Speech::explore(const Corners::Step& step, int64_t at_ms) {
    if (step.down) {
        m_bounced = m_lifted_ms && at_ms - *m_lifted_ms < explored_bounce_ms;
        m_pressed_again.clear();
    }
    if (step.lifted)
        m_lifted_ms = at_ms;
    if (m_bounced)
        return;
    const platform::PointF at = m_ui.snap(step.touch->x, step.touch->y, float(m_settings.touch.margin_mm) * m_px_per_mm).value_or(*step.touch);
    const ui::Node* node = m_ui.semantics().under(at.x, at.y);
    const std::string id = node ? node->id : std::string();
    if (step.down && !id.empty() && id == m_ui.focus())
        m_pressed_again = id;
    if (step.lifted) {
        if (!id.empty() && id == m_pressed_again)
            choose_focused();
        return;
    }
    if (id.empty() || id == m_ui.focus())
        return;
    m_pressed_again.clear();
    m_ui.set_focus(id);
    m_touched_by_ear = true;
    m_focus_moved = true;
}

// How the focused thing is chosen, where nobody can be expected to know.
std::string Speech::how_to_choose(const ui::Node& node) {
    const bool touched = std::exchange(m_touched_by_ear, false);
    if (m_visit.by_ear == Visit::ByEar::no || !node.can_touch())
        return {};
    const auto say = [&](const char* key) { return m_words->speech(node.language, key).text; };
    if (touched && !std::exchange(m_told_touch, true))
        return say("by_ear.choose_touch");
    // Whoever has not chosen a language may not have understood the first sentence.
    if (m_visit.is_active() || !node.id.starts_with("language."))
        return {};
    return say(m_visit.by_ear == Visit::ByEar::keys ? "by_ear.choose_key" : "by_ear.choose_corner");
}

// Somebody stood here, was read to, and left before a visit began.
bool Speech::pass_by_ear(int64_t now_ms) {
    if (m_corners.held(now_ms)) {
        if (m_visit.by_ear == Visit::ByEar::no)
            start_by_ear(Visit::ByEar::corners);
        else
            end_by_ear();
    }
    if (m_visit.by_ear == Visit::ByEar::no || m_visit.is_active() || m_voice->speaking() || now_ms < nobody_ms())
        return false;
    m_visit.by_ear = Visit::ByEar::no;
    m_visit.voice_on = false;
    m_ui.set_focus({});
    m_dirty = true;
    return true;
}

int64_t Speech::nobody_ms() const {
    return std::max(m_visit.touched_ms, m_ended_ms) + m_settings.idle.answer_within_s * 1000;
}

std::optional<int64_t> Speech::by_ear_deadline_ms() const {
    const std::optional<int64_t> hold = m_corners.deadline();
    if (m_visit.by_ear == Visit::ByEar::no || m_visit.is_active())
        return hold;
    return hold ? std::min(*hold, nobody_ms()) : nobody_ms();
}

} // namespace accanto::app

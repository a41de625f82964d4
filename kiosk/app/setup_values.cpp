// Setting up: how the picture stands, hours, heights and what is typed.
#include "kiosk/app/setting_up.h"

#include "content/library/letters.h"
#include "kiosk/app/box_keys.h"
#include "kiosk/setup/setup.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::app {

using setup::Step;

namespace {

// Codes and letters are capitals, whatever a keyboard sends.
std::string upper_of(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
    return text;
}

std::string hours_text(const SetupVisit& s) {
    const auto span = [](const OpeningSpan& one) {
        return fmt::format("{:02}:{:02}-{:02}:{:02}", one.from_minute / 60, one.from_minute % 60,
                           one.to_minute / 60, one.to_minute % 60);
    };
    return s.answers.has_pause ? span(s.first) + " " + span(s.second) : span(s.first);
}

} // namespace

// The chosen days get these hours. The end of the last question about them.
void SettingUp::keep_hours() {
    SetupVisit& s = *m_visit.setup;
    static constexpr const char* names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    Decisions decisions;
    for (const size_t day : s.days)
        decisions[std::string("point.hours.") + names[day]] = hours_text(s);
    with_draft([decisions](setup::Setup& draft) { return draft.decide(decisions); },
               [this] {
                   m_visit.setup->days.clear();
                   m_visit.setup->answers.sets_times = false;
                   go_on();
               });
}

// A quarter further, at once: what is asked next is asked of who sees it so.
void SettingUp::turn_by_a_quarter() {
    const int turned = (m_window.turned() + 90) % 360;
    with_draft(
        [turned](setup::Setup& draft) {
            return draft.decide({{"screen.turned", int64_t(turned)}});
        },
        [this, turned] { turn_picture(turned); });
}

void SettingUp::turn_picture(int degrees) {
    if (m_window.turned() == degrees)
        return;
    m_window.turn(degrees);
    m_moves.resized();
}

// A larger or smaller value, or a day more or less.
void SettingUp::change(const std::string& what, int by) {
    if (!m_visit.setup || !m_visit.busy.empty())
        return;
    SetupVisit& s = *m_visit.setup;
    const auto within = [by](int& value, int least, int most) {
        value = std::clamp(value + by, least, most);
    };
    constexpr int quarter = 15, day = 24 * 60;
    if (what == "day" && !s.days.erase(size_t(by)))
        s.days.insert(size_t(by));
    else if (what == "height")
        within(s.height_cm, 50, 200);
    else if (what == "time" && s.step == Step::opens)
        within(s.first.from_minute, 0, day - 2 * quarter),
            s.first.to_minute = std::max(s.first.to_minute, s.first.from_minute + quarter);
    else if (what == "time" && s.step == Step::closes)
        within(s.first.to_minute, s.first.from_minute + quarter, day - quarter);
    else if (what == "time" && s.step == Step::pause_from)
        within(s.second.from_minute, s.first.to_minute + quarter, day - 2 * quarter),
            s.second.to_minute = std::max(s.second.to_minute, s.second.from_minute + quarter);
    else if (what == "time" && s.step == Step::pause_to)
        within(s.second.to_minute, s.second.from_minute + quarter, day - quarter);
    m_dirty = true;
}

bool SettingUp::type(const ui::KeyResult& key) {
    using What = ui::KeyResult::What;
    if (m_visit.screen != ScreenId::setup || !m_visit.setup || m_visit.setup->doubt != SetupVisit::Doubt::none)
        return false;
    SetupVisit& s = *m_visit.setup;
    m_visit.touched_ms = m_clock.mono_ms();
    m_dirty = true;
    if (!m_visit.busy.empty() || s.enrol_asked > 0)
        return true;
    if (key.what == What::text && (s.step == Step::letter || s.step == Step::date) &&
        is_enough(s.step, s.typed))
        s.typed.clear(); // the other letter is meant, or another day
    if (key.what == What::text)
        content::add_typable(s.step == Step::code || s.step == Step::letter ? upper_of(key.text) : key.text,
                             s.typed, most_letters(s.step)),
            m_visit.keyboard.shift = false;
    else
        press_box_key(key, s.typed, m_visit, m_languages);
    return true;
}

} // namespace accanto::app

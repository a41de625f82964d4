// Headphones: what only one person hears may say what nobody else should (EN 301 549, 5.1.3.8, 5.1.3.9
// and 5.1.3.13).
#include "kiosk/app/speech.h"

#include "content/base/error.h"
#include "content/library/letters.h"

#include <spdlog/spdlog.h>

namespace accanto::app {

void Speech::open_headphones(platform::Window& window) {
    try {
        m_headphones = std::make_unique<platform::HeadphonePort>();
    } catch (const Error& error) {
        spdlog::warn("{}", error.what());
        return;
    }
    window.watch(m_headphones->descriptor());
    headphones_moved(m_headphones->now());
}

void Speech::look_for_headphones() {
    if (m_headphones && m_headphones->look())
        headphones_moved(m_headphones->now());
}

void Speech::headphones_moved(const platform::Headphones& now) {
    const bool were_in = listens_alone();
    if (were_in && !now.any())
        pull_out(); // before anything can be heard elsewhere
    m_listening = now;
    m_voice->listen_on(now.usb_card);
    m_dirty = true;
    if (!were_in && now.any() && m_visit.screen != ScreenId::trouble)
        plug_in();
}

// Who plugs something in wishes to hear (5.2: no ability is needed first but to find the socket).
void Speech::plug_in() {
    m_visit.unplugged = Visit::Unplugged{m_visit.voice_on, m_visit.quiet_chosen, m_visit.by_ear};
    m_visit.volume_percent.reset();
    m_visit.touched_ms = m_clock.mono_ms();
    if (!can_speak() || is_cleaning())
        return;
    m_visit.voice_on = true;
    m_visit.quiet_chosen = false;
    m_first_said = m_words->speech(
        by_ear_language(), m_visit.by_ear == Visit::ByEar::no ? "headphones.in_how" : "headphones.in");
    speak_page();
}

// Silence at once, and what was before: the loudspeaker says nothing that was not asked of it.
void Speech::pull_out() {
    be_quiet();
    m_announcing = m_speak_page = m_answer_due = false;
    m_first_said.reset();
    content::wipe_text(m_spoken_text);
    const Visit::Unplugged before = m_visit.unplugged.value_or(Visit::Unplugged{});
    m_visit.unplugged.reset();
    m_visit.voice_on = before.voice_on;
    m_visit.quiet_chosen = before.quiet_chosen;
    m_visit.by_ear = before.by_ear;
    m_visit.volume_percent.reset();
    m_spoken_page = page_now();
    m_spoken_focus = m_ui.focus();
}

// A visit that begins with headphones in.
void Speech::begin_listening() {
    if (!listens_alone())
        return;
    m_visit.unplugged = Visit::Unplugged{m_settings.voice.on_at_start, false, Visit::ByEar::no};
    m_visit.voice_on = can_speak();
}

} // namespace accanto::app

// When the kiosk speaks, and what.
#include "kiosk/app/app.h"

#include <spdlog/spdlog.h>

#include <fstream>

namespace accanto::app {

bool App::can_speak() const {
    const std::string& language = m_visit.is_active() ? m_visit.language : m_settings.point.official_language;
    if (!m_settings.voice.available)
        return false;
    // Arabic has a voice only where its words carry their vowels: ask with the words that would be said.
    return platform::voice_level(language, m_content.words->speech(language, "home.title").text) != platform::VoiceLevel::none;
}

void App::speak(const std::string& text, const std::string& language) {
    if (text.empty())
        return;
    if (platform::voice_level(language, text) == platform::VoiceLevel::none)
        return;
    say(text, language, m_visit.words_per_minute);
}

void App::say(const std::string& text, const std::string& language, int words_per_minute) {
    if (!m_settings.voice.available)
        return;
    m_announcing = false;
    m_voice->say({text, language, words_per_minute, m_settings.voice.volume_percent});
    if (!m_options.speech_log.empty())
        std::ofstream(m_options.speech_log, std::ios::app) << language << '\t' << text << '\n';
}

// What "the page" is: a step or an answer is a new page, a moved focus is not.
std::string App::page_key() const {
    std::string key = std::to_string(int(screen())) + ":" + std::to_string(m_visit.page) + ":" + m_visit.language;
    if (m_visit.screen == ScreenId::lesson && m_visit.lesson) {
        const content::Lesson& l = *m_visit.lesson;
        key += ":" + l.step().id + (l.phase() == content::Phase::alone ? "a" : "g");
        if (auto feedback = l.feedback())
            key += ":" + feedback->key + std::to_string(l.wrong_count());
    }
    if (m_visit.screen == ScreenId::skills_question)
        key += ":" + std::to_string(m_visit.skills.at);
    return key;
}

void App::speak_page() {
    m_speak_page = true;
    m_dirty = true;
}

void App::speak_changes() {
    // A call is heard to its end; what the page has to say comes after it.
    if (m_announcing && m_voice->speaking())
        return;
    m_announcing = false;
    std::string page = page_key();
    bool new_page = page != m_spoken_page;
    // Only what is drawn can be read: the semantics must already be this page's.
    if (m_dirty && (new_page || m_speak_page))
        return;
    if (new_page && m_voice->speaking() && !m_speak_page)
        m_voice->stop();
    if (m_speak_page || (new_page && m_visit.voice_on && m_visit.is_active())) {
        const ui::Semantics& s = m_ui->semantics();
        const ui::Node* answer = s.find_id("feedback");
        bool only_answer = answer && !m_speak_page;
        speak(only_answer ? answer->speech : s.spoken_page(), s.language);
    } else if (m_visit.voice_on && !m_ui->focus().empty() && m_ui->focus() != m_spoken_focus) {
        if (const ui::Node* node = m_ui->semantics().find_id(m_ui->focus()))
            speak(node->speech, node->language);
    }
    m_speak_page = false;
    m_spoken_page = page;
    m_spoken_focus = m_ui->focus();
}

} // namespace accanto::app

// When the kiosk speaks, and what.
#include "kiosk/app/speech.h"

#include "content/library/letters.h"
#include "kiosk/app/page_key.h"
#include "kiosk/app/recorded_parts.h"
#include "kiosk/ui/spoken.h"

#include <fstream>

namespace accanto::app {

Speech::Speech(const SpeechSurroundings& around, std::function<void()> wake)
    : m_options(around.options), m_settings(around.options.loaded.settings), m_visit(around.visit), m_point(around.point),
      m_words(around.words), m_clock(around.clock), m_ui(around.ui), m_pointer(around.pointer), m_dirty(around.dirty),
      m_voice(platform::Voice::open(around.options.voice_helper, std::move(wake))) {}

std::string Speech::page_now() const { return page_key(m_visit, is_cleaning() ? ScreenId::cleaning : m_visit.screen); }

const std::string& Speech::language_now() const { return m_visit.is_active() ? m_visit.language : m_settings.point.official_language; }

bool Speech::can_speak() const {
    if (!m_settings.voice.available)
        return false;
    // Arabic has a voice only where its words carry their vowels: ask with the words that would be said.
    // Recordings alone are no voice: nobody can have recorded the numbers and the days.
    return platform::voice_level(language_now(), m_words->speech(language_now(), "home.title").text) !=
           platform::VoiceLevel::none;
}

void Speech::speak(const std::string& text, const std::string& language) {
    m_to_say.clear();
    if (!text.empty())
        say_now({{text, language}});
}

platform::VoiceLevel Speech::level(const ui::SpokenPart& part) const {
    return m_recordings->find(part.language, part.text) ? platform::VoiceLevel::recorded
                                                        : platform::voice_level(part.language, part.text);
}

int Speech::volume_percent() const { return m_visit.volume_percent.value_or(m_settings.voice.volume_percent); }

// From hardly heard to all the loudspeaker has: 28 dB (EN 301 549, 5.1.3.12). The end of the visit is the end of it.
void Speech::change_volume(int by) {
    m_visit.volume_percent = std::clamp(volume_percent() + by, least_volume, most_volume);
    const content::Phrase now = m_words->speech(language_now(), "settings.volume_now", {{"n", int64_t(volume_percent())}});
    speak(now.text, now.language);
}

void Speech::say(const std::string& text, const std::string& language, int words_per_minute, int volume_percent) {
    if (!m_settings.voice.available)
        return;
    m_announcing = false;
    m_said_pieces.clear();
    const std::filesystem::path* recording = m_recordings->find(language, text);
    m_voice->say(
        {text, language, words_per_minute, volume_percent, recording ? *recording : std::filesystem::path()});
    if (!m_options.speech_log.empty())
        std::ofstream(m_options.speech_log, std::ios::app)
            << language << '\t' << text << (recording ? "\trecorded" : "") << '\n';
}

void Speech::speak_page() {
    m_speak_page = true;
    m_dirty = true;
}

// What somebody typed is no part of a node's speech: it is never marked.
ui::SaidWord Speech::said_now() const {
    const platform::WordSpan word = m_voice->word();
    if (word.end == 0)
        return {};
    for (const ui::SpokenPiece& piece : m_said_pieces) {
        const ui::Node* node = !piece.id.empty() && word.begin >= piece.begin && word.begin < piece.end
                                   ? m_ui.semantics().find_id(piece.id)
                                   : nullptr;
        if (node && node->speech.size() == piece.end - piece.begin)
            return {piece.id, ui::count_words(std::string_view(node->speech).substr(0, word.begin - piece.begin)), ui::count_words(node->speech)};
    }
    return {};
}

ui::SaidWord Speech::mark() { return m_said_drawn = said_now(); }

void Speech::pass(int64_t now_ms) {
    if (const bool speaking = m_voice->speaking(); speaking != m_was_speaking) {
        m_was_speaking = speaking;
        m_ended_ms = now_ms;
        m_dirty = true;
        if (!speaking)
            say_next_part();
    }
    // The mark follows the voice. Without one there is none, and no frame is drawn for it.
    m_dirty = m_dirty || said_now() != m_said_drawn;
}

void Speech::announce(const content::Phrase& call) {
    m_speak_page = m_speak_page || m_voice->speaking();
    chime();
    say(call.text, call.language, m_settings.voice.words_per_minute, m_settings.voice.volume_percent);
    m_announcing = true;
}

void Speech::chime() { m_voice->play(m_options.data / "assets" / "sounds" / "chime.wav", m_settings.voice.volume_percent); }

void Speech::be_quiet() {
    m_to_say.clear();
    m_voice->stop();
}

// One voice after the other, where the page has words of more than one language.
void Speech::say_parts(std::vector<ui::SpokenPart> parts) {
    if (m_first_said) {
        if (parts.empty() || parts.front().language != m_first_said->language)
            parts.insert(parts.begin(), {{}, m_first_said->language});
        std::string& first = parts.front().text;
        const size_t before = first.empty() ? 0 : m_first_said->text.size() + 1;
        for (ui::SpokenPiece& piece : parts.front().pieces)
            piece.begin += before, piece.end += before;
        parts.front().pieces.insert(parts.front().pieces.begin(), {{}, 0, m_first_said->text.size()});
        first = first.empty() ? m_first_said->text : m_first_said->text + " " + first;
        m_first_said.reset();
    }
    say_now(parts);
}

void Speech::say_now(const std::vector<ui::SpokenPart>& parts) {
    m_to_say.clear();
    for (const ui::SpokenPart& part : parts)
        for (ui::SpokenPart& one : cut_at_recordings(part, *m_recordings))
            m_to_say.push_back(std::move(one));
    say_next_part();
}

void Speech::say_next_part() {
    while (!m_to_say.empty()) {
        ui::SpokenPart part = std::move(m_to_say.front());
        m_to_say.pop_front();
        if (level(part) == platform::VoiceLevel::none)
            continue;
        say(part.text, part.language, m_visit.words_per_minute, volume_percent());
        m_said_pieces = std::move(part.pieces);
        return;
    }
}

void Speech::speak_focus() {
    const bool moved = std::exchange(m_focus_moved, false);
    const ui::Node* node = m_ui.semantics().find_id(m_ui.focus());
    if (!node) {
        m_spoken_focus.clear();
        return;
    }
    std::string text = ui::spoken_node(*m_words, *node, listens_alone());
    const std::string written = written_now();
    if (moved || node->id != m_spoken_focus) {
        ui::add_sentence(text, how_to_choose(*node));
        say_now({{text, node->language, {{node->id, 0, node->speech.size()}}}});
    } else if (std::exchange(m_answer_due, false)) {
        // What choosing it has changed: its own state, or how much is written in a box. A key may be pressed and say
        // nothing of itself, for others to hear.
        if (text != m_spoken_text)
            speak(text, node->language);
        else if (written != m_spoken_written)
            speak(written, m_ui.semantics().language);
    }
    m_answer_due = false;
    m_spoken_focus = node->id;
    content::wipe_text(m_spoken_text);
    m_spoken_text = ui::spoken_node(*m_words, *node, listens_alone());
    m_spoken_written = written;
}

void Speech::forget() {
    m_to_say.clear();
    m_first_said.reset();
    content::wipe_text(m_spoken_text);
    for (std::string* text : {&m_spoken_page, &m_spoken_focus, &m_spoken_written, &m_pressed_again})
        text->clear();
    m_focus_moved = m_answer_due = m_touched_by_ear = m_told_touch = false;
    m_corners.reset();
}

// How much stands in the boxes of this page.
std::string Speech::written_now() const {
    std::string out;
    for (const ui::Node& n : m_ui.semantics().nodes)
        if (n.role == ui::NodeRole::field)
            ui::add_sentence(out, ui::spoken_length(*m_words, m_ui.semantics().language, n.value));
    return out;
}

void Speech::speak_changes() {
    // A call is heard to its end; what the page has to say comes after it.
    if (m_announcing && m_voice->speaking())
        return;
    m_announcing = false;
    std::string page = page_now();
    bool new_page = page != m_spoken_page;
    // Only what is drawn can be read: the semantics must already be this page's.
    if (m_dirty && (new_page || m_speak_page || m_answer_due))
        return;
    if (new_page && m_voice->speaking() && !m_speak_page)
        be_quiet();
    const bool hears = m_visit.voice_on && (m_visit.is_active() || m_visit.by_ear != Visit::ByEar::no);
    if (m_speak_page || (new_page && hears)) {
        const ui::Semantics& s = m_ui.semantics();
        const ui::Node* answer = s.find_id("feedback");
        if (answer && !m_speak_page)
            say_parts({{answer->speech, answer->language}});
        else
            say_parts(s.spoken_parts());
        m_answer_due = m_focus_moved = false;
        m_spoken_focus = m_ui.focus();
        m_spoken_written = written_now();
    } else if (m_visit.voice_on) {
        speak_focus();
    }
    m_speak_page = false;
    m_spoken_page = page;
}

} // namespace accanto::app

#pragma once
// What the kiosk says and when, and its use by ear: by the corners of the glass, by keys, and by touch that speaks before it
// acts. One thread, the drawing one.

#include "content/library/recordings.h"
#include "kiosk/app/app_options.h"
#include "kiosk/app/corners.h"
#include "kiosk/app/scene.h"
#include "kiosk/platform/headphones.h"
#include "kiosk/platform/voice.h"
#include "kiosk/ui/ui.h"

#include <deque>
#include <functional>

namespace accanto::app {

// What speech reads and changes of the app. All of it outlives the speech.
struct SpeechSurroundings {
    const AppOptions& options;
    Visit& visit;
    const PointState& point;
    const std::shared_ptr<const content::Words>& words;
    const Clock& clock;
    ui::Ui& ui;
    platform::Pointer& pointer;
    bool& dirty;                          // set when a frame is due
};

class Speech {
public:
    // `wake`: called from other threads when the voice has gone on.
    Speech(const SpeechSurroundings& around, std::function<void()> wake);

    // --- speech.cpp: what is said
    // What people have recorded: heard in the synthesizer's place from now on.
    void use(std::shared_ptr<const content::Recordings> recordings) { m_recordings = std::move(recordings); }
    bool can_speak() const; // the visit's language has a voice, else the official one
    bool speaking() const { return m_voice->speaking(); }
    bool is_unheard() const { return m_voice->is_unheard(); }
    bool is_announcing() const { return m_announcing; }
    int64_t ended_ms() const { return m_ended_ms; }   // when speech last began or ended
    void speak(const std::string& text, const std::string& language);
    void speak_page();                    // read the page once it is drawn
    void speak_page_again() { m_spoken_page.clear(); }   // as a new one
    // A call: heard to its end by whoever is here, in the point's own volume. What it interrupts is read anew.
    void announce(const content::Phrase& call);
    void chime();
    void be_quiet();
    void change_volume(int by);           // percent
    void speak_changes();                 // once a frame is drawn
    ui::SaidWord mark();                  // the word to underline in the frame that is drawn now
    // Goes on with what is to be said, and draws anew where the mark moves.
    void pass(int64_t now_ms);
    void forget();                        // the end of a visit
    void end_voice() { m_voice->forget(); }   // nothing its helper has heard outlives the visit

    // --- by_ear.cpp
    std::string by_ear_language() const;
    void start_by_ear(Visit::ByEar how);
    void explain_by_ear();                // before the page that is read next
    bool starts_by_ear(platform::Key key) const;
    void step_focus(int by);
    void choose_focused();
    void where_am_i();
    void set_panel(float width_px, float height_px, float px_per_mm);
    void contact(const platform::Contact& contact);
    bool pass_by_ear(int64_t now_ms);     // whether it has ended, with nobody there
    std::optional<int64_t> by_ear_deadline_ms() const;   // when pass_by_ear() has something to do

    // --- headphones.cpp
    void open_headphones(platform::Window& window);
    void look_for_headphones();
    void headphones_moved(const platform::Headphones& now);
    void begin_listening();               // a visit that begins with headphones in
    bool listens_alone() const { return m_listening.any(); }

private:
    bool is_cleaning() const { return m_point.is_cleaning(m_clock.mono_ms()); }
    std::string page_now() const;
    const std::string& language_now() const;

    // speech.cpp
    platform::VoiceLevel level(const ui::SpokenPart& part) const;
    void say(const std::string& text, const std::string& language, int words_per_minute, int volume_percent);
    int volume_percent() const;
    ui::SaidWord said_now() const;
    void say_parts(std::vector<ui::SpokenPart> parts);
    void say_now(const std::vector<ui::SpokenPart>& parts);
    void say_next_part();
    void speak_focus();
    std::string written_now() const;

    // by_ear.cpp
    void end_by_ear();
    void explore(const Corners::Step& step, int64_t at_ms);
    std::string how_to_choose(const ui::Node& node);
    int64_t nobody_ms() const;            // when who was only read to is gone

    // headphones.cpp
    void plug_in();
    void pull_out();

    const AppOptions& m_options;
    const Settings& m_settings;
    Visit& m_visit;
    const PointState& m_point;
    const std::shared_ptr<const content::Words>& m_words;
    const Clock& m_clock;
    ui::Ui& m_ui;
    platform::Pointer& m_pointer;
    bool& m_dirty;
    std::unique_ptr<platform::Voice> m_voice;
    std::shared_ptr<const content::Recordings> m_recordings = std::make_shared<content::Recordings>();
    std::unique_ptr<platform::HeadphonePort> m_headphones; // null: the kernel has none
    platform::Headphones m_listening;
    Corners m_corners;
    float m_px_per_mm = 1;

    std::string m_spoken_page, m_spoken_focus;
    std::string m_spoken_text, m_spoken_written;   // of the focused thing; of the boxes of its page
    std::deque<ui::SpokenPart> m_to_say;           // after what is being said
    std::vector<ui::SpokenPiece> m_said_pieces;    // of what is being said, as it stands on the screen
    ui::SaidWord m_said_drawn;                     // underlined on the screen
    std::optional<content::Phrase> m_first_said;   // before the page that is read next
    bool m_speak_page = false;                     // read the page once it is drawn
    bool m_announcing = false;                     // what is being said is a call, not the page
    bool m_was_speaking = false;
    int64_t m_ended_ms = 0;

    bool m_focus_moved = false;                    // said even where it came back to the same thing
    bool m_answer_due = false;                     // something was chosen by ear: what it changed is said once it is drawn
    bool m_touched_by_ear = false, m_told_touch = false;
    std::string m_pressed_again;                   // a finger came down on what it had been told of
    std::optional<int64_t> m_lifted_ms;            // the last finger that explored
    bool m_bounced = false;                        // the finger on the glass now came back too soon to have left
};

} // namespace accanto::app

#pragma once
// Owns everything of accanto-kiosk, runs the loop, and is the one place that catches what a frame throws.

#include "kiosk/app/action.h"
#include "kiosk/app/play_clock.h"
#include "kiosk/app/point_reader.h"
#include "kiosk/platform/printer.h"
#include "kiosk/platform/voice.h"
#include "kiosk/platform/window.h"
#include "kiosk/point/visits.h"
#include "kiosk/store/store_thread.h"
#include "kiosk/store/watch.h"
#include "kiosk/ui/ui.h"

#include <filesystem>
#include <memory>
#include <mutex>

namespace accanto::app {

struct AppOptions {
    LoadedSettings loaded;
    std::filesystem::path data;             // content/ and assets/
    platform::WindowOptions window;
    std::filesystem::path voice_helper;     // accanto-voice
    std::filesystem::path speech_log;       // every utterance as a line, for tests; empty: none
    bool keep_frames = false;
};

class Player;

class App {
public:
    // Throws Error when there is no display, no font, or no English words. A store that cannot be opened is no reason:
    // the trouble screen says so.
    App(AppOptions options, PlayClock& clock);
    ~App();

    // Runs until the window closes, a signal comes or the player ends. Returns the exit code.
    int run(Player* player);

    // --- for the player
    const ui::Semantics& semantics() const { return m_ui->semantics(); }
    platform::Window& window() { return *m_window; }
    PlayClock& clock() { return m_clock; }
    void contact(platform::Contact::Kind kind, float x, float y);
    void key(platform::Key key);
    void resized();
    const std::string& focus() const { return m_ui->focus(); }
    // Nothing is moving, awaited or waiting to be drawn.
    bool settled() const;
    // Draws the whole screen anew now; returns the milliseconds it took.
    double redraw();
    int64_t frames() const { return m_frames; }       // drawn so far
    int64_t wake_ups() const { return m_wake_ups; }   // rounds of the loop so far

private:
    struct Loaded {
        std::shared_ptr<const content::Words> words;
        content::Library library;
        content::Topics topics;
    };

    // app.cpp: the loop
    void handle(const std::vector<platform::Event>& events);
    void handle_key(platform::Key key);
    void frame();
    void fade(double share);
    int next_timeout_ms() const;
    int64_t screen_deadline_ms() const;   // when the screen ends, or asks
    void pass_deadlines();
    ui::FrameContext frame_context();
    Scene scene() const;
    const ui::Look& look();
    void show_trouble_if_needed();

    // carry_out.cpp
    void carry_out(const Action& action);
    void go_to(ScreenId screen);
    void go_back();
    void begin_visit(const std::string& language);
    void end_visit(point::VisitEnd how);
    void to_attract();

    // lesson_actions.cpp
    void open_tutorial(const std::string& id);
    void press_key(const ui::KeyResult& key);
    void next_step();
    void report_results();
    void report_stop();
    void type_text(const std::string& utf8);
    content::TutorialWords lesson_words() const;

    // ticket_actions.cpp
    void start_ticket(std::optional<point::StuckAt> stuck);
    void choose_topic(const std::string& code);
    void toggle(Need need);
    void take_ticket();
    void print_ticket();
    void take_print_results();
    void give_ticket_back();
    void apply(const Reading& reading);
    void request_reading();
    std::optional<point::StuckAt> stuck_here() const;

    // speech.cpp
    void speak_page();
    void speak(const std::string& text, const std::string& language);
    void speak_changes();
    bool can_speak() const;
    std::string page_key() const;

    AppOptions m_options;
    const Settings& m_settings;
    PlayClock& m_clock;
    Loaded m_content;
    std::unique_ptr<platform::Window> m_window;
    std::unique_ptr<ui::Ui> m_ui;
    platform::Pointer m_pointer;
    std::unique_ptr<platform::Voice> m_voice;
    std::unique_ptr<platform::Printer> m_printer;
    std::unique_ptr<store::StoreThread> m_store;
    std::unique_ptr<store::Watch> m_watch;

    Visit m_visit;
    PointState m_point;
    Actions m_actions;
    ui::Look m_look;
    std::vector<std::string> m_languages;
    std::string m_settings_trouble;      // key of the words; the settings are not safe to work with
    bool m_quit = false, m_dirty = true, m_reading = false, m_read_again = false, m_by_keys = false;
    int m_frames_failed = 0;
    int64_t m_frames = 0, m_wake_ups = 0;
    int64_t m_read_ms = 0, m_retry_ms = 0, m_greeting = 0;
    std::string m_shown_page, m_spoken_page, m_spoken_focus;
    bool m_was_speaking = false;
    bool m_speak_page = false;           // read the page once it is drawn
    int64_t m_speech_ended_ms = 0;
    std::mutex m_printed_mutex;          // guards m_printed, filled on the printer's thread
    std::vector<std::pair<std::string, platform::PrintResult>> m_printed;
};

} // namespace accanto::app

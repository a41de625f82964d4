#pragma once
// Owns everything of accanto-kiosk, runs the loop, begins and ends a visit, and is the one place that catches what a frame
// throws. What is done on the pages is done by flows (flows.h).

#include "content/base/folder_watch.h"
#include "kiosk/app/action.h"
#include "kiosk/app/announcer.h"
#include "kiosk/app/corner_taps.h"
#include "kiosk/app/first_screen.h"
#include "kiosk/app/flows.h"
#include "kiosk/app/heartbeat.h"
#include "kiosk/app/librarian.h"
#include "kiosk/app/papers.h"
#include "kiosk/app/play_clock.h"
#include "kiosk/app/point_reader.h"
#include "kiosk/app/safe_pictures.h"
#include "kiosk/app/speech.h"
#include "kiosk/point/visits.h"
#include "kiosk/store/caretaker.h"
#include "kiosk/store/store_thread.h"
#include "kiosk/store/watch.h"

#include <atomic>
#include <functional>
#include <future>
#include <memory>

namespace accanto::app {

class Player;

class App final : Moves {
public:
    // Throws Error when there is no display, no font, or no English words. A store that cannot be opened is no reason:
    // the trouble screen says so.
    App(AppOptions options, PlayClock& clock);
    ~App();

    // Runs until the window closes, a signal comes or the player ends. Returns the exit code.
    int run(Player* player);

    // What is plugged in now. The player moves plugs where there are none.
    void headphones_moved(const platform::Headphones& now) { m_speech->headphones_moved(now); }

    // --- for the player
    const ui::Semantics& semantics() const { return m_ui->semantics(); }
    platform::Window& window() { return *m_window; }
    PlayClock& clock() { return m_clock; }
    void contact(const platform::Contact& contact);   // its time is this moment
    void key(platform::Key key);
    void resized() override;
    const ui::Chosen& chosen() const { return m_ui->chosen(); }
    const std::string& focus() const { return m_ui->focus(); }
    // Nothing is moving, awaited or waiting to be drawn.
    bool settled() const;
    // Draws the whole screen anew now; returns the milliseconds it took.
    double redraw();
    int64_t frames() const { return m_frames; }       // drawn so far
    // Milliseconds of the slowest frame since this was last asked: from the first word laid out to the pixels.
    double take_slowest_frame() { return std::exchange(m_slowest_ms, 0.0); }
    int64_t wake_ups() const { return m_wake_ups; }   // rounds of the loop so far

private:
    struct Loaded {
        std::shared_ptr<const content::Words> words;
        content::Topics topics;
    };

    // app.cpp: the loop
    void handle(const std::vector<platform::Event>& events);
    void frame();
    void draw();
    void fade(double share);
    void wake() const override;     // any thread
    void quit() override { m_quit = true; }
    void await_first_reading();
    void leave_to_caretaker();
    ui::FrameContext frame_context();
    float free_above_px() const;   // of a page that stands low
    Scene scene() const;
    void show_trouble_if_needed();

    // first_screen.cpp
    FirstScreen begin_first_screen() const;
    std::shared_ptr<const content::Words> words_of_first_screen();
    static void tell(const std::vector<content::Problem>& problems);
    void end_first_screen();
    void keep_album();
    void keep_safe_words();

    // deadlines.cpp
    int next_timeout_ms() const;
    int64_t screen_deadline_ms() const;   // when the screen ends, or asks
    void pass_deadlines();

    // carry_out.cpp
    void carry_out(const Action& action);
    void go_to(ScreenId screen) override;
    void go_back() override;
    void go_home() override;
    void hear(const std::string& node);   // one sentence, and nothing else of the page
    void keep_place(point::KeptPlace place, const std::string& control) override;
    void begin_visit(const std::string& language);
    void end_visit(point::VisitEnd how);
    void to_attract() override;
    void to_technician_menu() override;
    void end_technician() override;

    // fitting.cpp
    void use_pitch(double pitch_mm) override;
    void fit_touch();
    void measure_touch(const platform::Contact& contact);
    void touch_mark();
    platform::PointerRules pointer_rules() const;
    bool without_finger() const;          // what was done last was done by a key or by ear

    // new_content.cpp
    void watch_content();
    void content_changed();
    void take_lessons();                  // what the librarian has read
    void begin_preview();

    // input.cpp
    void press_key(const ui::KeyResult& key);
    void type_text(const std::string& utf8);

    // readings.cpp
    void begin_in_store();                // what the store is told at every start
    bool has_trouble() const { return m_point.trouble != store::StoreTrouble::none || !m_settings_trouble.empty(); }
    void request_reading() override;
    void store_failed(store::StoreTrouble trouble, const std::string& message) override;
    void take_orders();   // of the hub, when nobody is here
    void apply(const Reading& reading);
    bool is_cleaning() const;
    ScreenId screen() const;              // what is drawn: the visit's, unless the panel is being wiped
    std::optional<Notice> notice() const;
    void announce();

    AppOptions m_options;
    const Settings& m_settings;
    PlayClock& m_clock;
    Loaded m_content;
    std::unique_ptr<platform::Window> m_window;
    std::atomic<platform::Window*> m_awake = nullptr;   // m_window, for those who work before it is open
    std::unique_ptr<ui::Ui> m_ui;
    platform::Pointer m_pointer;
    std::unique_ptr<Librarian> m_librarian;
    std::unique_ptr<Speech> m_speech;
    std::unique_ptr<Papers> m_papers;
    std::unique_ptr<store::StoreThread> m_store;
    std::optional<int64_t> m_safe_mode_ends_ms;   // this start is a try of the whole program: when it has stood long enough
    std::unique_ptr<Heartbeat> m_heartbeat;
    std::unique_ptr<store::Caretaker> m_caretaker;
    std::unique_ptr<store::Watch> m_watch;
    std::unique_ptr<FolderWatch> m_content_watch;

    Visit m_visit;
    PointState m_point;
    Announcer m_announcer;
    CornerTaps m_corner;
    std::unique_ptr<Flows> m_flows;
    Actions m_actions;
    FirstScreen m_first;
    std::shared_ptr<const ui::Album> m_album;   // to be kept
    std::future<void> m_keeping_album;
    std::future<void> m_keeping_safe_words;
    SafePictures m_safe_pictures;   // until all of them are drawn
    bool m_safe_words_kept = false;
    ui::Look m_look;
    std::vector<std::string> m_languages;
    std::string m_settings_trouble;      // key of the words; the settings are not safe to work with
    bool m_quit = false, m_dirty = true, m_reading = false, m_read_again = false, m_by_keys = false, m_was_cleaning = false, m_ordered = false, m_taking_orders = false, m_plays = false;
    bool m_key_last = false;             // a key was used after the last touch
    bool m_content_changed = false;       // while somebody was here: read when they have gone
    int m_frames_failed = 0;
    int64_t m_frames = 0, m_wake_ups = 0;
    double m_slowest_ms = 0;
    int64_t m_read_ms = 0, m_retry_ms = 0, m_greeting = 0;
    bool m_answering = false;            // the frame that is drawn next is the answer to a touch
    std::string m_shown_page, m_place;   // drawn last
    std::string m_box_aloud;             // whose keys are said by choice
};

} // namespace accanto::app

#pragma once
// What the flows of the kiosk stand on. A flow is a part of the app with pages and a state of its own
// (setting up, the technician, ...); it knows neither the app nor, unless it is given one, another flow.

#include "kiosk/app/app_options.h"
#include "kiosk/app/papers.h"
#include "kiosk/app/scene.h"
#include "kiosk/app/speech.h"
#include "kiosk/store/store_thread.h"

#include <string>
#include <vector>

namespace accanto::app {

// What only the app does, and what a flow asks it for. The drawing thread, unless another is named.
class Moves {
public:
    virtual void go_to(ScreenId screen) = 0; // Back leads here again
    virtual void go_back() = 0;
    virtual void go_home() = 0;
    virtual void to_attract() = 0;
    virtual void to_technician_menu() = 0;
    virtual void end_technician() = 0;
    virtual void quit() = 0; // systemd starts the program anew (Restart=always)

    // A picture code will lead there. `control`: what was touched for it.
    virtual void keep_place(point::KeptPlace place, const std::string& control) = 0;

    virtual void request_reading() = 0; // of the store, anew
    // Logged, and shown.
    virtual void store_failed(store::StoreTrouble trouble, const std::string& message) = 0;

    virtual void use_pitch(double pitch_mm) = 0; // of the panel, from here on
    virtual void resized() = 0;                  // the window was turned
    virtual void wake() const = 0;               // any thread

protected:
    ~Moves() = default;
};

// All of it outlives the flows.
struct Stage {
    const AppOptions& options;
    const std::vector<std::string>& languages; // that are offered; never empty
    const content::Words& words;
    const Clock& clock;
    store::StoreThread& store;
    platform::Window& window;
    platform::Pointer& pointer;
    ui::Ui& ui;
    const ui::Look& look;
    Speech& speech;
    Papers& papers;
    Visit& visit;
    PointState& point;
    const std::string& settings_trouble; // key of the words: they are not safe to work with; "": they are
    bool& dirty;                         // set when a frame is due
    Moves& moves;
};

// What every flow begins with: the stage by the names that its functions use.
class Flow {
public:
    Flow(const Flow&) = delete; // what it has asked for is reported to it
    Flow& operator=(const Flow&) = delete;

protected:
    explicit Flow(const Stage& stage);
    ~Flow() = default;

    void go_to(ScreenId screen) { m_moves.go_to(screen); }
    void go_back() { m_moves.go_back(); }
    void go_home() { m_moves.go_home(); }
    bool is_cleaning() const { return m_point.is_cleaning(m_clock.mono_ms()); }
    bool has_trouble() const { return is_without_store() || !m_settings_trouble.empty(); }
    bool is_without_store() const { return m_point.trouble != store::StoreTrouble::none; }

    const AppOptions& m_options;
    const Settings& m_settings;
    const std::vector<std::string>& m_languages;
    const content::Words& m_words;
    const Clock& m_clock;
    store::StoreThread& m_store;
    platform::Window& m_window;
    platform::Pointer& m_pointer;
    ui::Ui& m_ui;
    const ui::Look& m_look;
    Speech& m_speech;
    Papers& m_papers;
    Visit& m_visit;
    PointState& m_point;
    const std::string& m_settings_trouble;
    bool& m_dirty;
    Moves& m_moves;
};

} // namespace accanto::app

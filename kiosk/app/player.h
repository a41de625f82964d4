#pragma once
// Scripted visits: what a citizen does, by the labels a citizen sees (tests/visits/*.visit).
//
//   # a comment
//   tap "Learn"              touch what is called so (waits for it, at most 5 s); `tap @home.learn` by id
//   twice "Take my number"   two quick touches in the same place
//   type "maria"             on the on-screen keyboard, key by key
//   key tab                  tab back_tab enter escape up down left right backspace home f1
//   see "Well done!"         must be on the screen within 5 s; `see "B07" within 60s`
//   not "Maria"              must not be on the screen
//   wait 2s                  real time
//   clock +130s              time passes at once; `clock 2026-11-23T10:00` sets the day and the hour (UTC)
//   size 1080x1920           another window
//   shot home                a picture in the --shots folder (and the semantics, with --dump-semantics)
//   redraw 50                draws the screen 50 times and prints the median
//   print "..."              a line to standard output

#include "kiosk/ui/semantics.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace accanto::app {

class App;

struct PlayOptions {
    std::filesystem::path script, shots, semantics;   // semantics: folder for JSON, empty: none
};

class Player {
public:
    // Throws Error with file and line for what it cannot read.
    explicit Player(PlayOptions options);

    // Called when nothing waits to be drawn. Does a little; returns the exit code when the script is over: 0, or 1
    // after saying the line and what was on the screen.
    std::optional<int> step(App& app);

private:
    enum class Verb { tap, twice, type, key, see, not_see, wait, clock, size, shot, redraw, print };
    struct Line {
        int number = 0;
        Verb verb = Verb::tap;
        std::string text;
        int within_ms = 5000;
    };
    enum class Phase { begin, pressed, released, pressed_again };

    Line parse(const std::string& text, int number) const;
    [[noreturn]] void bad(int number, const std::string& why) const;
    int fail(const App& app, const std::string& why) const;
    // True when the line is done; false: again later. Throws nothing.
    bool perform(App& app, const Line& line);
    bool tap(App& app, const std::string& label, bool twice);
    bool type(App& app, const std::string& text);
    void set_clock(App& app, const std::string& text) const;
    void shoot(App& app, const std::string& name) const;
    const ui::Node* find(const App& app, const std::string& label) const;

    PlayOptions m_options;
    std::vector<Line> m_lines;
    size_t m_at = 0;
    Phase m_phase = Phase::begin;
    bool m_second = false;
    float m_x = 0, m_y = 0;
    size_t m_typed = 0;
    bool m_last_key = false;     // the press under way is the wanted letter, not Shift or another page
    int64_t m_since = 0;         // real time the current line began
    std::string m_failure;
};

} // namespace accanto::app

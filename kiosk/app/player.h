#pragma once
// Scripted visits: what a citizen does, by the labels a citizen sees (tests/visits/*.visit).
//
//   # a comment
//   tap "Learn"              touch what is called so (waits for it, at most 10 s); `tap @home.learn` by id
//   twice "Take my number"   two quick touches in the same place
//   clumsy 7                 from here on the hand trembles (clumsy_hand.h), the same for the same number; each touch must
//                            choose once, and what was meant
//   off 5 -3                 from here on the finger lands so many mm to the right of what it means, and below it
//   type "maria"             on the on-screen keyboard, key by key
//   corner next              a stroke in a corner of the glass: previous next choose where
//   hold where               a finger left in that corner until speech begins or ends
//   knock                    five touches in the upper left corner, the last one held: the technicians' way in
//   key tab                  tab back_tab enter escape up down left right backspace home f1 louder softer
//   turn @learn.health       turns the pages of a question until it is there
//   see "Well done!"         must be on the screen, or in a field, within 10 s; `see "B07" within 60s`
//   not "Maria"              must not be on the screen; `not "Maria" within 60s` waits until it is gone
//   wait 2s                  real time
//   clock +130s              time passes at once; `clock 2026-11-23T10:00` sets the day and the hour (UTC);
//                            `clock real` lets no time pass at once any more: for a visit that other programs take part in
//   size 1080x1920           another window
//   shot home                a picture in the --shots folder (and the semantics, with --dump-semantics)
//   redraw 50                draws the screen 50 times and prints the median
//   print "..."              a line to standard output
//   chosen "Large"           must be the one that is chosen
//   unchosen "All lower down"  must be there, and not be chosen
//   said "Learn"             must be the word that is underlined while it is heard; "": none is
//   plug in                  headphones: into the socket, "usb" as a sound card, "out"
//   reach "Learn"            Tab until it has the focus
//   shown @ticket.number     waits until it is on the screen, and prints its label
//   type @shown              what was last shown so, without its blanks: a code somebody reads off the paper
//   slowest home             prints the cost of the slowest frame since the last such line
//   rest 5s                  leaves the kiosk to itself, and prints how often it woke and drew
//
// The script "-" is standard input: another program plays, line by line as it hears what each led to.

#include "kiosk/app/clumsy_hand.h"
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

    // How long the loop may sleep before the next step().
    int patience_ms() const;

private:
    enum class Verb { tap, turn, twice, type, key, see, not_see, wait, clock, size, shot, redraw, print, chosen, unchosen, reach, shown, rest, slowest, corner, hold, clumsy, off, said, plug, knock };
    struct Line {
        int number = 0;
        Verb verb = Verb::tap;
        std::string text;
        int within_ms = 10'000;
        bool patient = false;    // "within" was said: `not` waits for it to go
    };
    enum class Phase { begin, pressed, released };

    Line parse(const std::string& text, int number) const;
    void add_line(const std::string& raw);
    void read_live();            // the lines that have come; at the end of them the script is over
    [[noreturn]] void bad(int number, const std::string& why) const;
    int fail(const App& app, const std::string& why) const;
    // True when the line is done; false: again later. Throws nothing.
    bool perform(App& app, const Line& line);
    bool tap(App& app, const std::string& label, bool twice);
    void miss(const App& app);
    void see_what_was_chosen(App& app);
    bool press_key(App& app, const std::string& name);
    bool touch_corner(App& app, const std::string& name, bool hold);
    bool turn(App& app, const std::string& label);
    static bool knock(App& app);   // the way in for technicians: five touches in a corner, the last one held
    bool type(App& app, const std::string& text);
    void set_clock(App& app, const std::string& text);
    void shoot(App& app, const std::string& name) const;
    bool reach(App& app, const std::string& label) const;
    bool show(App& app, const std::string& label);
    bool rest(App& app, const std::string& text);
    const ui::Node* find(const App& app, const std::string& label) const;

    PlayOptions m_options;
    std::vector<Line> m_lines;
    bool m_live = false;         // more lines may come
    int m_read = 0;              // lines so far
    std::string m_input;         // not yet a whole line
    size_t m_at = 0;
    Phase m_phase = Phase::begin;
    bool m_second = false;
    float m_x = 0, m_y = 0;
    std::optional<ClumsyHand> m_hand;
    float m_off_x_mm = 0, m_off_y_mm = 0;   // where the finger lands, from what it means
    ClumsyTouch m_touch;
    bool m_slid = false;
    std::string m_meant;         // the control of the touch under way
    int64_t m_chosen_before = 0;
    size_t m_typed = 0;
    bool m_last_key = false;     // the press under way is the wanted letter, not Shift or another page
    int64_t m_since = 0;         // real time the current line began
    int64_t m_released_ms = 0;   // real time of the last touch's end
    std::string m_screen;        // what is on the display
    int64_t m_shown_ms = 0;      // real time since when it is
    bool m_clock_is_real = false;
    int64_t m_rest_until = 0;    // real time; 0: not resting
    int64_t m_frames = 0, m_wake_ups = 0;   // of the app when the rest began
    std::string m_failure;
    std::string m_shown;         // without blanks
};

} // namespace accanto::app

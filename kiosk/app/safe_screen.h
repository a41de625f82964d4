#pragma once
// A kiosk in safe mode: it gives numbers, and needs nothing but a display, a finger and a file. It stands
// when the whole program failed again and again (kiosk/store/safe_mode.h), or could not begin because its
// words or fonts cannot be read. The whole program is tried again by itself, and by five touches in the upper
// left corner, as they open the technician's screen.

#include "content/base/clock.h"
#include "content/base/settings.h"
#include "kiosk/app/corner_taps.h"
#include "kiosk/app/safe_pictures.h"
#include "kiosk/platform/window.h"
#include "kiosk/store/safe_mode.h"
#include "kiosk/ui/plain_screen.h"

#include <future>

namespace accanto::app {

// One sentence of it in one language; the same as content/words says it, of which this is the part that is
// always there.
struct SafeWords {
    const char* language;
    const char *take, *wait, *none; // safe.take, safe.wait, trouble.no_number
};
// Those that the built-in letters can write, for where there are no pictures of all (safe_pictures.h).
extern const std::array<SafeWords, 6> safe_words;

class SafeScreen {
public:
    // `marked`: the ladder ended here, and the whole program waits six hours; else it is tried again after
    // ten minutes without anybody. `why` is for the technician, in English. Everything outlives this.
    SafeScreen(platform::Window& window, const Settings& settings, const Clock& clock, bool marked,
               std::string why);
    ~SafeScreen();

    // Until a signal comes or the whole program is to be tried: then the service manager starts the program
    // anew. The exit code.
    int run();

    // --- the parts of run()
    void handle(const platform::Event& event);
    void pass_deadlines();
    void frame();
    bool ends() const { return m_ends; }
    std::string label() const { return m_given ? m_given->label() : ""; } // that is shown
    ui::Rect button() const { return m_layout.button(); }

private:
    void take();
    void take_answers();
    int timeout_ms() const;
    void say(ui::Rect r, std::vector<std::string> lines, ui::Colour colour);
    struct Words {
        platform::TextureId texture = 0;
        int width = 0, height = 0;
    };
    Words uploaded(const platform::Image& letters, ui::Colour colour);
    void say(ui::Rect r, const Words& picture, const char* SafeWords::*sentence, ui::Colour colour);
    std::vector<std::string> lines(const char* SafeWords::*sentence) const;

    platform::Window& m_window;
    const Settings& m_settings;
    const Clock& m_clock;
    const store::SafePlaces m_places;
    const bool m_marked;
    const std::string m_why;
    ui::PlainScreen m_screen;
    Words m_take, m_none_words, m_wait; // without a texture: by the built-in letters
    CornerTaps m_corner;
    const SafeLayout m_layout;
    std::optional<int64_t> m_pressed_ms; // the button is held, since
    int64_t m_done_ms = -10'000;         // the last touch that counted
    std::future<std::optional<store::SafeNumber>> m_asked;
    std::optional<store::SafeNumber> m_given, m_last;
    bool m_none = false;
    std::future<void> m_probe; // the file answers
    std::optional<int64_t> m_watchdog_ms;
    int64_t m_beat_ms = 0, m_began_ms, m_touched_ms, m_shown_ms = 0;
    bool m_drawn = false, m_dirty = true, m_ends = false;
};

// Whether this start is one of safe mode.
bool starts_safe(const Settings& settings);
// Opens its window and runs. Throws Error without a display.
int run_safe_screen(const Settings& settings, const platform::WindowOptions& window, const Clock& clock,
                    bool marked, const std::string& why);

} // namespace accanto::app

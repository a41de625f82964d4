#pragma once
// Plain glass without sight (EN 301 549 V4.1, 5.5): the four physical corners are four keys that a finger finds along the
// frame, and holding any of them switches speech on or off. Pure: times and places are handed in.

#include "kiosk/platform/pointer.h"

#include <optional>

namespace accanto::app {

class Corners {
public:
    static constexpr float zone_mm = 25;
    // Longer than the slowest finger rests on what it means to press.
    static constexpr int64_t hold_ms = 3500;

    struct Panel {
        float width = 0, height = 0, px_per_mm = 1;   // pixels
        int64_t double_tap_ms = 400;                  // a second stroke within this is none
    };
    void set_panel(Panel panel) { m_panel = panel; }

    // The physical places are the same in every language: fingers remember them.
    enum class Corner { previous, next, choose, where };   // bottom left, bottom right, top right, top left
    std::optional<Corner> corner_at(float x, float y) const;

    struct Step {
        std::optional<Corner> stroke;              // lifted in the corner where it came down
        std::optional<platform::PointF> touch;     // a finger is there, outside the corners
        bool down = false, lifted = false;         // of `touch`: it has just come down; it has just left
    };
    // One contact from the window. A second finger is ignored until the first has gone.
    Step contact(const platform::Contact& contact);

    // Whether a corner has been held long enough; true once for each hold, whose end is then no stroke.
    bool held(int64_t now_ms);
    // When held() is to be asked; nothing while no corner is held.
    std::optional<int64_t> deadline() const;
    void reset();

private:
    Step lift(const platform::Contact& contact);

    Panel m_panel;
    std::optional<int64_t> m_finger;
    std::optional<Corner> m_corner;                // where it came down and still is
    bool m_on_page = false;                        // it came down outside the corners
    bool m_spent = false;                          // this contact was a hold
    int64_t m_down_ms = 0;
    std::optional<int64_t> m_chosen_ms;            // the last stroke that a second one would repeat
};

} // namespace accanto::app

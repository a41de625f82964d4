#pragma once
// Our own touch adapter: fingers and mice to one calm pointer (design/interface.md, "Behaviour"; EN 301
// 549 5.8, 5.9, 11.2.5). Pure: times are handed in, so tests need no display.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

namespace accanto::platform {

struct Contact {
    enum class Kind { down, move, up, cancel } kind = Kind::down;
    int64_t finger = 0; // SDL's finger id; the mouse is finger -1
    float x = 0, y = 0; // pixels of the window
    int64_t at_ms = 0;  // monotonic
};

// What one frame sees.
struct PointerFrame {
    bool present = false; // the pointer is somewhere: touched now or within the last two frames
    bool down = false;
    float x = 0, y = 0;
};

struct PointerRules {
    int64_t double_tap_ms = 400; // a press within this after an accepted release is ignored; 100 to 1000
    float margin_px = 0;         // a press or release this far outside a target still means it
    float offset_x_px = 0, offset_y_px = 0; // where this hand lands, from what it means (touch_fit.h)
    int64_t least_press_ms = 0;             // a shorter touch was none
};

// Finds the target a point means: the point itself when inside one, else the nearest point inside the nearest
// target within `margin_px` that has no rival; nothing when there is none.
struct PointF {
    float x, y;
};
using Snap = std::function<std::optional<PointF>(float x, float y, float margin_px)>;

class Pointer {
public:
    explicit Pointer(PointerRules rules) : m_rules(rules) {}
    void set_rules(PointerRules rules) { m_rules = rules; }

    // One contact from the window. A second finger is ignored until the first has gone.
    void contact(const Contact& contact);

    // Advances by one frame: at most one edge (press or release) a frame, so both are always seen; after a
    // release the pointer stays present for two more frames. `snap` is asked on press and on release: when
    // press and release mean the same target, the frame's position lies inside it.
    PointerFrame frame(int64_t now_ms, const Snap& snap);

    // The answer to the last tap, or another page, stands on the screen only now: the guard against a second tap starts
    // again, so that on a busy machine too a trembling finger does not press what appears under it.
    void guard_from(int64_t now_ms) { m_released_ms = now_ms; }

    // Another frame is needed for what has already happened.
    bool unsettled() const;

    // A new visit: nothing of the old one is remembered.
    void reset();

private:
    // What happened and was not yet shown. Moves that follow each other are one.
    struct Step {
        Contact::Kind kind = Contact::Kind::move;
        float x = 0, y = 0;
    };
    // Room for ten taps between two frames; a press that finds less than a whole tap's room is ignored.
    static constexpr size_t capacity = 32, room_of_a_tap = 4;

    void press(const Contact& contact);
    Contact meant(Contact contact) const;
    void add(Contact::Kind kind, float x, float y);
    Step take();
    void apply(const Step& step, const Snap& snap);
    void place(float x, float y, const Snap& snap);

    PointerRules m_rules;
    std::optional<int64_t> m_finger;      // the one contact that counts
    int64_t m_pressed_ms = 0;             // when it came down
    std::optional<int64_t> m_released_ms; // the last accepted release
    std::array<Step, capacity> m_steps{};
    size_t m_first = 0, m_count = 0;

    PointerFrame m_frame; // as last shown
    PointF m_pressed{};   // where the finger went down, unsnapped
    bool m_slid = false;  // it has left that place by more than the margin
    int m_linger = 0;     // frames that the pointer still stays
};

} // namespace accanto::platform

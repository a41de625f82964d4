#pragma once
// Learning how one hand touches: where it lands, how long it rests, whether it touches twice. Pure: times and
// places are handed in. What comes of it is for one visit only.
//
// A finger lands 1.9 mm from what it means, an older one 3.4 (Sultana and Moffatt 2019): with a part of that
// that is always the same, which can be taken off, and a part that is not, which a wider margin forgives.

#include "kiosk/platform/pointer.h"

#include <vector>

namespace accanto::platform {

// What a hand needs other than the point's own rules; zeros: nothing.
struct TouchFit {
    PointF offset_mm{};         // where it lands, from what it means
    float margin_mm = 0;        // how far beside its mean place it still lands
    int64_t double_tap_ms = 0;  // it touches a second time within this
    int64_t least_press_ms = 0; // its shortest touch is well above this

    bool changes() const {
        return offset_mm.x != 0 || offset_mm.y != 0 || margin_mm != 0 || double_tap_ms != 0 ||
               least_press_ms != 0;
    }
    // The point's rules, fitted. No rule becomes stricter but the one for the shortest touch.
    PointerRules rules(PointerRules of_point, float px_per_mm) const;
};

class TouchFitting {
public:
    static constexpr size_t marks = 5;
    // Further away it is no touch of the mark.
    static constexpr float reach_mm = 25;

    // One contact as the panel felt it, while the mark stands at `mark` (pixels). A second touch right after,
    // in the same place, belongs to the first.
    void contact(const Contact& contact, PointF mark, float px_per_mm);
    // The touch that ended last has done what it should: it counts, and the next mark may be shown. False
    // when there was none.
    bool accept();

    size_t touched() const { return m_touches.size(); }
    bool is_complete() const { return touched() >= marks; }
    TouchFit fit() const;

private:
    struct Touch {
        PointF off_mm;
        int64_t press_ms;
    };

    std::vector<Touch> m_touches;
    std::optional<Touch> m_ended;    // not yet accepted
    std::optional<int64_t> m_finger; // now on the glass, and meant for the mark
    PointF m_off_mm{};
    int64_t m_down_ms = 0, m_up_ms = 0;
    PointF m_lifted{};      // pixels; of the last touch
    int64_t m_again_ms = 0; // the longest time between a touch and its echo; 0: there was none
};

} // namespace accanto::platform

#include "kiosk/app/corner_taps.h"

#include <doctest/doctest.h>

using namespace accanto;
using app::CornerTaps;
using Kind = platform::Contact::Kind;

namespace {

struct Finger {
    CornerTaps corner;
    int64_t now = 1000;
    bool tap(int64_t held_ms = 80, float x = 10, float y = 10, int64_t pause_ms = 300) {
        corner.contact({Kind::down, 0, x, y, now}, 3.6f);
        now += held_ms;
        const bool opened = corner.contact({Kind::up, 0, x, y, now}, 3.6f);
        now += pause_ms;
        return opened;
    }
    bool taps(int count) {
        bool any = false;
        for (int i = 0; i < count; ++i)
            any = tap() || any;
        return any;
    }
};

} // namespace

TEST_CASE("five touches in the corner, the last held for a second, and nothing less") {
    Finger right;
    CHECK_FALSE(right.taps(4));
    CHECK(right.tap(1000));
    CHECK_FALSE(right.tap(1000)); // it begins anew
    Finger short_one;
    CHECK_FALSE(short_one.taps(4));
    CHECK_FALSE(short_one.tap(900));
    Finger many; // an impatient child
    CHECK_FALSE(many.taps(50));
    Finger few;
    CHECK_FALSE(few.taps(3));
    CHECK_FALSE(few.tap(1000));
}

TEST_CASE("a touch elsewhere, a finger that slides out, and a long pause begin it anew") {
    Finger elsewhere;
    elsewhere.taps(4);
    elsewhere.tap(80, 400, 10);
    CHECK_FALSE(elsewhere.tap(1000));
    Finger slow;
    slow.taps(3);
    slow.tap(80, 10, 10, 5000);
    CHECK_FALSE(slow.tap(1000));
    Finger slides;
    slides.taps(4);
    slides.corner.contact({Kind::down, 0, 10, 10, slides.now}, 3.6f);
    slides.corner.contact({Kind::move, 0, 400, 10, slides.now + 500}, 3.6f);
    CHECK_FALSE(slides.corner.contact({Kind::up, 0, 10, 10, slides.now + 1200}, 3.6f));
}

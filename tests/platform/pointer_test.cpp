#include "kiosk/platform/pointer.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace accanto::platform;
using Kind = Contact::Kind;

namespace {

struct Target {
    float x0, y0, x1, y1;
};
constexpr Target button{100, 100, 200, 160};

float clamped(float value, float low, float high) {
    return std::fmin(std::fmax(value, low), high);
}

// What the screen does with one button on it: points inside are meant as they are, near ones mean its edge.
std::optional<PointF> snap_to_button(float x, float y, float margin) {
    const PointF nearest{clamped(x, button.x0, button.x1), clamped(y, button.y0, button.y1)};
    if (std::hypot(nearest.x - x, nearest.y - y) > margin)
        return std::nullopt;
    return nearest;
}

bool inside(const PointerFrame& frame) {
    return frame.x >= button.x0 && frame.x <= button.x1 && frame.y >= button.y0 && frame.y <= button.y1;
}

// A finger and the frames that watch it.
struct Glass {
    Pointer pointer{PointerRules{400, 10}};
    int64_t now = 5000;

    void touch(Kind kind, float x, float y, int64_t finger = 1) {
        pointer.contact({kind, finger, x, y, now});
    }
    PointerFrame frame() { return pointer.frame(now, snap_to_button); }
    void settle() {
        while (pointer.unsettled())
            frame();
    }
    // Presses counted over a whole tap.
    int tap(float x = 150, float y = 130, int64_t finger = 1) {
        touch(Kind::down, x, y, finger);
        const bool before = frame().down;
        touch(Kind::up, x, y, finger);
        settle();
        return before ? 1 : 0;
    }
};

} // namespace

TEST_CASE("nothing happens on untouched glass, and no frame is asked for") {
    Glass glass;
    CHECK_FALSE(glass.pointer.unsettled());
    CHECK_FALSE(glass.frame().present);
}

TEST_CASE("a press and a release between two frames are seen in two frames") {
    Glass glass;
    glass.touch(Kind::down, 150, 130);
    glass.touch(Kind::up, 150, 130);
    CHECK(glass.pointer.unsettled());
    const PointerFrame first = glass.frame();
    CHECK((first.present && first.down));
    CHECK(glass.pointer.unsettled());
    const PointerFrame second = glass.frame();
    CHECK((second.present && !second.down));
    CHECK((second.x == 150 && second.y == 130));
}

TEST_CASE("the pointer stays two frames after its release and is then reported gone") {
    Glass glass;
    glass.touch(Kind::down, 150, 130);
    glass.touch(Kind::up, 150, 130);
    glass.frame();
    CHECK(glass.frame().present);
    CHECK(glass.frame().present);
    CHECK(glass.frame().present);
    CHECK(glass.pointer.unsettled());
    CHECK_FALSE(glass.frame().present);
    CHECK_FALSE(glass.pointer.unsettled());
}

TEST_CASE("a held finger asks for no frames and may be held for any time") {
    Glass glass;
    glass.touch(Kind::down, 150, 130);
    CHECK(glass.frame().down);
    for (int i = 0; i < 100; ++i) {
        glass.now += 60'000;
        CHECK_FALSE(glass.pointer.unsettled());
        CHECK(glass.frame().down);
    }
    glass.touch(Kind::up, 150, 130);
    const PointerFrame released = glass.frame();
    CHECK((released.present && !released.down && inside(released)));
}

TEST_CASE("a second finger is ignored until the first has gone, and for as long as it stays") {
    Glass glass;
    glass.touch(Kind::down, 150, 130, 1);
    glass.frame();
    glass.touch(Kind::down, 10, 10, 2);
    glass.touch(Kind::move, 20, 20, 2);
    CHECK_FALSE(glass.pointer.unsettled());
    CHECK(glass.frame().x == 150);
    glass.touch(Kind::up, 150, 130, 1);
    glass.settle();
    glass.now += 1000;
    glass.touch(Kind::move, 30, 30, 2);
    glass.touch(Kind::up, 30, 30, 2);
    CHECK_FALSE(glass.pointer.unsettled());
    CHECK(glass.tap(150, 130, 2) == 1);
}

TEST_CASE("a second tap within the time is ignored, a later one counts") {
    for (const int64_t rule : {100, 400, 1000}) {
        Glass glass;
        glass.pointer.set_rules({rule, 10});
        REQUIRE(glass.tap() == 1);
        glass.now += rule - 1;
        CHECK(glass.tap() == 0);
        CHECK_FALSE(glass.pointer.unsettled());
        glass.now += 1; // an ignored tap does not begin the time anew
        CHECK(glass.tap() == 1);
    }
}

TEST_CASE("sliding off and releasing outside reports the place outside") {
    Glass glass;
    glass.touch(Kind::down, 150, 130);
    CHECK(inside(glass.frame()));
    glass.touch(Kind::move, 150, 300);
    const PointerFrame held = glass.frame();
    CHECK((held.down && held.y == 300));
    glass.touch(Kind::up, 150, 320);
    const PointerFrame released = glass.frame();
    CHECK((released.present && !released.down));
    CHECK((released.x == 150 && released.y == 320));
}

TEST_CASE("sliding off and back is followed") {
    Glass glass;
    glass.touch(Kind::down, 150, 130);
    glass.frame();
    glass.touch(Kind::move, 150, 300);
    glass.frame();
    glass.touch(Kind::move, 152, 131);
    const PointerFrame back = glass.frame();
    CHECK((back.x == 152 && back.y == 131));
}

TEST_CASE("sliding in releases on the target") {
    Glass glass;
    glass.touch(Kind::down, 20, 20);
    const PointerFrame pressed = glass.frame();
    CHECK((pressed.down && pressed.x == 20 && !inside(pressed)));
    glass.touch(Kind::move, 150, 120);
    CHECK(inside(glass.frame()));
    glass.touch(Kind::up, 150, 166); // 6 pixels past the edge, within the margin
    CHECK(inside(glass.frame()));
}

TEST_CASE("press and release in the margin mean the button, however the finger trembles") {
    Glass glass;
    glass.touch(Kind::down, 92, 130);
    CHECK(inside(glass.frame()));
    glass.touch(Kind::move, 91, 133);
    CHECK(inside(glass.frame()));
    glass.touch(Kind::move, 93, 128);
    glass.touch(Kind::up, 94, 127);
    const PointerFrame released = glass.frame();
    CHECK((!released.down && inside(released)));
}

TEST_CASE("outside the margin a press means itself") {
    Glass glass;
    glass.touch(Kind::down, 80, 130);
    CHECK(glass.frame().x == 80);
}

TEST_CASE("a cancelled contact is gone at once and is no release") {
    Glass glass;
    glass.touch(Kind::down, 150, 130);
    glass.frame();
    glass.touch(Kind::cancel, 150, 130);
    const PointerFrame frame = glass.frame();
    CHECK((!frame.present && !frame.down));
    CHECK_FALSE(glass.pointer.unsettled());
    CHECK(glass.tap() == 1); // nothing to be the second tap of
}

TEST_CASE("a finger whose release was lost can press again") {
    Glass glass;
    glass.touch(Kind::down, 150, 130);
    glass.frame();
    glass.touch(Kind::down, 20, 20);
    CHECK_FALSE(glass.frame().present);
    const PointerFrame again = glass.frame();
    CHECK((again.present && again.down && again.x == 20));
}

TEST_CASE("a thousand taps without a frame keep the first ones whole") {
    Glass glass;
    for (int i = 0; i < 1000; ++i) {
        glass.touch(Kind::down, 150, 130);
        for (int move = 0; move < 50; ++move)
            glass.touch(Kind::move, 150 + float(move % 3), 130);
        glass.touch(Kind::up, 150, 130);
        glass.now += 500;
    }
    int presses = 0, releases = 0;
    bool down = false;
    for (int i = 0; i < 200; ++i) {
        const PointerFrame frame = glass.frame();
        presses += frame.down && !down;
        releases += !frame.down && down;
        down = frame.down;
    }
    CHECK(presses >= 7);
    CHECK(presses == releases);
    CHECK_FALSE(glass.pointer.unsettled());
}

TEST_CASE("a new visit remembers nothing of the old one") {
    Glass glass;
    REQUIRE(glass.tap() == 1);
    glass.touch(Kind::down, 150, 130, 1);
    glass.pointer.reset();
    CHECK_FALSE(glass.pointer.unsettled());
    CHECK_FALSE(glass.frame().present);
    glass.touch(Kind::up, 150, 130, 1);
    CHECK_FALSE(glass.pointer.unsettled());
    CHECK(glass.tap() == 1); // though within the double-tap time of the old visit's last tap
}

TEST_CASE("with a fitted offset a finger means what lies so far from where it lands") {
    Glass glass;
    glass.pointer.set_rules({400, 10, 40, -20});
    glass.touch(Kind::down, 220, 110);
    const PointerFrame down = glass.frame();
    CHECK(inside(down));
    CHECK(down.x == 180);
    CHECK(down.y == 130);
    glass.touch(Kind::up, 220, 110);
    CHECK(inside(glass.frame()));
}

TEST_CASE("a touch shorter than the shortest that counts is gone at once and is no release; the next one counts") {
    Glass glass;
    glass.pointer.set_rules({400, 10, 0, 0, 150});
    glass.touch(Kind::down, 150, 130);
    CHECK(glass.frame().down);
    glass.now += 100;
    glass.touch(Kind::up, 150, 130);
    CHECK_FALSE(glass.frame().present);
    glass.now += 50;   // no guard against a second tap: there was no first
    glass.touch(Kind::down, 150, 130);
    CHECK(glass.frame().down);
    glass.now += 200;
    glass.touch(Kind::up, 150, 130);
    const PointerFrame up = glass.frame();
    CHECK(up.present);
    CHECK_FALSE(up.down);
}

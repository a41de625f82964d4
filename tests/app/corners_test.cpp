#include "kiosk/app/corners.h"

#include <doctest/doctest.h>

using namespace accanto;
using app::Corners;
using Corner = Corners::Corner;
using Kind = platform::Contact::Kind;

namespace {

// A panel of 500 x 300 mm at 2 pixels a millimetre.
struct Glass {
    Corners corners;
    int64_t now = 10'000;
    Glass() { corners.set_panel({1000, 600, 2, 400}); }

    Corners::Step touch(Kind kind, float x, float y, int64_t finger = 1) { return corners.contact({kind, finger, x, y, now}); }
    std::optional<Corner> stroke(float x, float y, int64_t after_ms = 600) {
        now += after_ms;
        CHECK_FALSE(touch(Kind::down, x, y).stroke);
        return touch(Kind::up, x, y).stroke;
    }
};

} // namespace

TEST_CASE_FIXTURE(Glass, "The corners are 25 mm of the glass itself, whatever is drawn there") {
    CHECK(stroke(0, 599) == Corner::previous);
    CHECK(stroke(49, 551) == Corner::previous);
    CHECK(stroke(999, 599) == Corner::next);
    CHECK(stroke(951, 49) == Corner::choose);
    CHECK(stroke(0, 0) == Corner::where);
    CHECK_FALSE(stroke(51, 0));
    CHECK_FALSE(stroke(500, 300));
}

TEST_CASE_FIXTURE(Glass, "A stroke counts when the finger is lifted, and not when it has slid out or there is a second one") {
    touch(Kind::down, 990, 590);
    touch(Kind::down, 10, 590, 2);
    CHECK_FALSE(touch(Kind::up, 10, 590, 2).stroke);
    touch(Kind::move, 700, 590);
    CHECK_FALSE(touch(Kind::up, 990, 590).stroke);
    CHECK(stroke(990, 590) == Corner::next);
}

TEST_CASE_FIXTURE(Glass, "A trembling finger chooses once, and may go on as fast as it likes") {
    CHECK(stroke(999, 0) == Corner::choose);
    CHECK_FALSE(stroke(999, 0, 200));
    CHECK(stroke(999, 0, 500) == Corner::choose);
    CHECK(stroke(999, 599, 100) == Corner::next);
    CHECK(stroke(999, 599, 100) == Corner::next);
}

TEST_CASE_FIXTURE(Glass, "A corner that is held is told once, and lifting it then does nothing") {
    touch(Kind::down, 5, 5);
    REQUIRE(corners.deadline());
    CHECK(*corners.deadline() == now + Corners::hold_ms);
    CHECK_FALSE(corners.held(now + Corners::hold_ms - 1));
    CHECK(corners.held(now + Corners::hold_ms));
    CHECK_FALSE(corners.held(now + Corners::hold_ms + 1));
    CHECK_FALSE(corners.deadline());
    CHECK_FALSE(touch(Kind::up, 5, 5).stroke);
}

TEST_CASE_FIXTURE(Glass, "Resting on the page is no hold, and neither is a finger that left its corner") {
    touch(Kind::down, 500, 300);
    CHECK_FALSE(corners.held(now + 60'000));
    touch(Kind::up, 500, 300);
    touch(Kind::down, 5, 5);
    touch(Kind::move, 200, 5);
    touch(Kind::move, 5, 5);
    CHECK_FALSE(corners.held(now + 60'000));
}

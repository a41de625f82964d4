#include "kiosk/platform/touch_fit.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

using namespace accanto::platform;
using Kind = Contact::Kind;

namespace {

constexpr float px_per_mm = 4;
constexpr PointF mark{400, 300};

// One touch of a hand, as it would be by itself.
struct HandTouch {
    float x_mm = 0, y_mm = 0;
    int64_t press_ms = 120;
    int64_t again_after_ms = 0; // 0: not
};

class Hand {
public:
    // Whether it counted.
    bool touch(const HandTouch& t) {
        const float x = mark.x + t.x_mm * px_per_mm, y = mark.y + t.y_mm * px_per_mm;
        tap(x, y, t.press_ms);
        const bool counted = fitting.accept();
        if (t.again_after_ms > 0) {
            now += t.again_after_ms;
            tap(x + 2, y, 40);
        }
        now += 3000;
        return counted;
    }
    TouchFit fit_of(const std::array<HandTouch, TouchFitting::marks>& touches) {
        for (const HandTouch& t : touches)
            CHECK(touch(t));
        CHECK(fitting.is_complete());
        return fitting.fit();
    }

    TouchFitting fitting;
    int64_t now = 1000;

private:
    void tap(float x, float y, int64_t press_ms) {
        fitting.contact({Kind::down, 1, x, y, now}, mark, px_per_mm);
        now += press_ms;
        fitting.contact({Kind::move, 1, x + 8, y, now}, mark, px_per_mm);
        fitting.contact({Kind::up, 1, x + 8, y, now}, mark, px_per_mm);
    }
};

} // namespace

TEST_CASE("a hand that touches well needs nothing") {
    const TouchFit fit = Hand().fit_of({{{0.5f, 0}, {-1, 1}, {0, -1}, {1, 0.5f}, {-0.5f, 0}}});
    CHECK_FALSE(fit.changes());
    const PointerRules rules = fit.rules({400, 12}, px_per_mm);
    CHECK(rules.double_tap_ms == 400);
    CHECK(rules.margin_px == 12);
    CHECK(rules.offset_x_px == 0);
    CHECK(rules.least_press_ms == 0);
}

TEST_CASE("a hand that always lands beside the mark is met where it lands") {
    const TouchFit fit = Hand().fit_of({{{4.2f, 3}, {4, 2.8f}, {3.5f, 3.5f}, {4.5f, 3}, {4, 3}}});
    CHECK(fit.offset_mm.x == doctest::Approx(4));
    CHECK(fit.offset_mm.y == doctest::Approx(3));
    CHECK(fit.rules({400, 12}, px_per_mm).offset_x_px == doctest::Approx(16));
    CHECK(fit.margin_mm == 0);
}

TEST_CASE("one touch gone astray moves nothing") {
    const TouchFit fit = Hand().fit_of({{{0, 0}, {0.5f, 0}, {20, 5}, {0, 0.5f}, {0, 0}}});
    CHECK(fit.offset_mm.x == 0);
    CHECK(fit.offset_mm.y == 0);
}

TEST_CASE("a hand that lands now here, now there is forgiven more, and not moved") {
    const TouchFit fit = Hand().fit_of({{{5, 0}, {-5, 1}, {0, 5}, {1, -5}, {0, 0}}});
    CHECK(fit.offset_mm.x == 0);
    CHECK(fit.offset_mm.y == 0);
    CHECK(fit.margin_mm > 5);
    CHECK(fit.margin_mm <= 6);
    CHECK(fit.rules({400, 12}, px_per_mm).margin_px > 20);
    CHECK(fit.rules({400, 40}, px_per_mm).margin_px == 40); // what the point forgives stays
}

TEST_CASE("of a hand that touches twice the second touch is waited for, within a second") {
    Hand slow;
    const TouchFit fit = slow.fit_of({{{}, {0, 0, 120, 500}, {}, {0, 0, 120, 350}, {}}});
    CHECK(fit.double_tap_ms == 750);
    CHECK(fit.rules({400, 12}, px_per_mm).double_tap_ms == 750);
    CHECK(fit.rules({900, 12}, px_per_mm).double_tap_ms == 900);
    CHECK(Hand().fit_of({{{}, {0, 0, 120, 900}, {}, {}, {}}}).double_tap_ms == 1000);
}

TEST_CASE("a hand that rests on what it means has not meant what it brushed") {
    CHECK(
        Hand().fit_of({{{0, 0, 800}, {0, 0, 600}, {0, 0, 900}, {0, 0, 1500}, {0, 0, 700}}}).least_press_ms ==
        150);
    CHECK(Hand().fit_of({{{0, 0, 800}, {0, 0, 90}, {0, 0, 900}, {0, 0, 1500}, {0, 0, 700}}}).least_press_ms ==
          0);
}

TEST_CASE("a touch far from the mark, a second finger and a cancelled touch are not measured") {
    Hand hand;
    CHECK_FALSE(hand.touch({30, 0}));
    hand.fitting.contact({Kind::down, 1, mark.x, mark.y, 5000}, mark, px_per_mm);
    hand.fitting.contact({Kind::down, 2, mark.x, mark.y, 5050}, mark, px_per_mm);
    hand.fitting.contact({Kind::up, 2, mark.x, mark.y, 5100}, mark, px_per_mm);
    CHECK_FALSE(hand.fitting.accept());
    hand.fitting.contact({Kind::cancel, 1, mark.x, mark.y, 5200}, mark, px_per_mm);
    CHECK_FALSE(hand.fitting.accept());
    CHECK(hand.fitting.touched() == 0);
    CHECK_FALSE(hand.fitting.fit().changes());
}

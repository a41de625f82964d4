// A page that stands in the lower part of the glass.

#include "kiosk/ui/reach.h"
#include "tests/ui/desk_of_tests.h"

using namespace accanto;
using tests::Page;
using ui::free_above_mm;

TEST_CASE("A page in reach is 300 mm high at most, and no panel is made too low for words") {
    for (float panel = 100; panel <= 1200; panel += 1) {
        const float above = free_above_mm(panel), page = panel - above;
        CAPTURE(panel);
        CHECK(above >= 0);
        if (above == 0)
            continue;
        CHECK(page <= ui::reach_mm);
        CHECK(page >= 200);
        CHECK(above >= 40);   // else it is not worth a choice
    }
    CHECK(free_above_mm(193) == 0);                             // 15.6 inches, lying
    CHECK(free_above_mm(532) == doctest::Approx(532 - 300));    // 24 inches, standing
}

TEST_CASE("Where the screen's height was measured, a page in reach ends 1.1 m above the floor, and is never too low for words") {
    CHECK(532 - free_above_mm(532, 1066) == doctest::Approx(300));   // its lower edge at 800
    CHECK(532 - free_above_mm(532, 966) == doctest::Approx(400));    // hung lower: more of it is in reach
    CHECK(532 - free_above_mm(532, 1366) == doctest::Approx(200));   // hung high: as low as words allow
    CHECK(free_above_mm(532, 700) == 0);                             // all of it
}

namespace {

struct Low : Page {
    int pressed = 0;
    const ui::Rect place{100, 50, 300, 100};   // of the page

    Low() { context.top = 400; }
    void draw() { pressed += ui.button(place, button("a", "A")); }
};

} // namespace

TEST_CASE_FIXTURE(Low, "A page that stands low is measured as if the panel ended above it, and touched where it is drawn") {
    const ui::Semantics& list = frame([this] { draw(); });
    CHECK(ui.screen().h == 1080 - 400);
    CHECK(ui.glass().y == -400);
    CHECK(ui.glass().h == 1080);
    CHECK(list.height == 1080);
    CHECK(list.find_id("a")->rect.y == 450);
    touch({200, 100}, {200, 100}, [this] { draw(); });
    CHECK(pressed == 0);
    touch({200, 500}, {200, 500}, [this] { draw(); });
    CHECK(pressed == 1);
}

TEST_CASE_FIXTURE(Low, "A page that stands low is mirrored in Arabic, and what keeps its direction stays at its height") {
    context.language = "ar";
    const auto straight = [this] {
        ui::Ui::Unmirrored region(ui, {100, 50, 300, 100});
        draw();
    };
    CHECK(frame([this] { draw(); }).find_id("a")->rect.x == 1920 - 400);
    CHECK(frame([this] { draw(); }).find_id("a")->rect.y == 450);
    CHECK(frame(straight).find_id("a")->rect.x == 1920 - 400);
    CHECK(frame(straight).find_id("a")->rect.y == 450);
}

#include "tests/ui/desk_of_tests.h"

using namespace accanto;
using tests::Page;
using ui::Rect;

namespace {

struct Three : Page {
    int pressed = 0;
    std::string which;
    Rect a{100, 100, 300, 100}, b{100, 240, 300, 100}, c{100, 380, 300, 100};
    bool b_enabled = true;

    void draw() {
        const std::pair<Rect, const char*> all[] = {{a, "a"}, {b, "b"}, {c, "c"}};
        for (const auto& [r, id] : all) {
            ui::ButtonSpec spec = button(id, id);
            spec.enabled = id[0] != 'b' || b_enabled;
            if (ui.button(r, spec)) {
                ++pressed;
                which = id;
            }
        }
    }
    const ui::Semantics& look() {
        return frame([this] { draw(); });
    }
    void tap(platform::PointF from, platform::PointF to) {
        touch(from, to, [this] { draw(); });
    }
};

} // namespace

TEST_CASE_FIXTURE(Three, "A touch presses once, when the finger is lifted") {
    tap({200, 150}, {200, 150});
    CHECK(pressed == 1);
    CHECK(which == "a");
}

TEST_CASE_FIXTURE(Three, "A finger may slide: where it is lifted counts") {
    tap({200, 150}, {200, 290});
    CHECK(pressed == 1);
    CHECK(which == "b");
    tap({200, 150}, {900, 900});
    CHECK(pressed == 1);
    tap({900, 900}, {200, 430});
    CHECK(which == "c");
}

TEST_CASE_FIXTURE(Three, "A release belongs to the screen on which the finger came down") {
    look();
    context.pointer = {true, false, 200, 150};
    look();
    context.pointer.down = true;
    look();
    context.screen = "another";
    look();
    context.pointer.down = false;
    look();
    look();
    CHECK(pressed == 0);
    context.pointer.present = false;
    tap({200, 150}, {200, 150});
    CHECK(pressed == 1);
}

TEST_CASE_FIXTURE(Three, "While one waits for its result, nothing can be pressed") {
    context.held = "a";
    tap({200, 150}, {200, 150});
    tap({200, 290}, {200, 290});
    ui.activate("c");
    look();
    CHECK(pressed == 0);
    CHECK(look().find_id("a")->pressed);
    CHECK_FALSE(look().find_id("b")->pressed);
}

TEST_CASE_FIXTURE(Three, "What is off cannot be pressed, focused or meant") {
    b_enabled = false;
    tap({200, 290}, {200, 290});
    ui.activate("b");
    look();
    CHECK(pressed == 0);
    CHECK(look().find_id("b")->focus_index == -1);
    CHECK_FALSE(ui.snap(200, 290, 0));
}

TEST_CASE_FIXTURE(Three, "Focus goes round in the order of the screen, both ways, and Enter presses") {
    look();
    std::string way;
    for (int i = 0; i < 4; ++i) {
        ui.move_focus(1);
        way += ui.focus();
    }
    CHECK(way == "abca");
    way.clear();
    for (int i = 0; i < 4; ++i) {
        ui.move_focus(-1);
        way += ui.focus();
    }
    CHECK(way == "cbac");
    ui.activate_focus();
    look();
    CHECK(pressed == 1);
    CHECK(which == "c");
    look();
    CHECK(pressed == 1);
    b_enabled = false;
    look();
    ui.set_focus("a");
    ui.move_focus(1);
    CHECK(ui.focus() == "c");
}

TEST_CASE_FIXTURE(Three, "Focus is forgotten with what it stood on, and with the visit") {
    look();
    ui.set_focus("b");
    look();
    CHECK(ui.focus() == "b");
    ui.set_focus("gone");
    look();
    CHECK(ui.focus().empty());
    ui.set_focus("a");
    ui.forget();
    CHECK(ui.focus().empty());
    CHECK(ui.semantics().nodes.empty());
}

TEST_CASE_FIXTURE(Three, "A near miss means the nearest, but not between two") {
    look();
    auto inside = ui.snap(200, 150, 11);
    REQUIRE(inside);
    CHECK(inside->x == 200);
    CHECK(inside->y == 150);
    auto above = ui.snap(200, 92, 11);
    REQUIRE(above);
    CHECK(a.contains(above->x, above->y));
    CHECK_FALSE(ui.snap(200, 80, 11));
    // 40 px between a and b: in the middle nobody is meant, close to one it is that one.
    CHECK_FALSE(ui.snap(200, 220, 30));
    auto nearer = ui.snap(200, 205, 30);
    REQUIRE(nearer);
    CHECK(a.contains(nearer->x, nearer->y));
}

TEST_CASE_FIXTURE(Three, "Right-to-left is the mirror, and a straight region keeps its inside") {
    Rect ltr = look().find_id("a")->rect;
    context.language = "ar";
    Rect rtl = look().find_id("a")->rect;
    CHECK(rtl.x == 1920 - ltr.right());
    CHECK(rtl.y == ltr.y);
    const ui::Semantics& f = frame([this] {
        ui::Ui::Unmirrored straight(ui, {100, 100, 700, 100});
        ui.button({100, 100, 300, 100}, button("first", "1"));
        ui.button({500, 100, 300, 100}, button("second", "2"));
    });
    CHECK(f.find_id("first")->rect.x == 1920 - 800);
    CHECK(f.find_id("second")->rect.x == 1920 - 400);
}

TEST_CASE_FIXTURE(Three, "What is covered can be neither touched nor focused, and is not in the list") {
    bool covers = true;
    auto page = [&] {
        if (covers)
            ui.cover({0, 0, 1920, 150});
        draw();
        ui.uncover();
        if (covers && ui.button({500, 20, 300, 100}, button("over", "over")))
            which = "over";
    };
    const ui::Semantics& list = frame(page);
    CHECK_FALSE(list.find_id("a")); // under it in part
    CHECK(list.find_id("b"));
    CHECK(list.find_id("over"));
    touch({200, 190}, {200, 190}, page); // on the part of "a" that is to be seen
    CHECK(pressed == 0);
    touch({600, 60}, {600, 60}, page);
    CHECK(which == "over");
    ui.set_focus("a");
    ui.activate_focus();
    frame(page);
    CHECK(pressed == 0);
    covers = false;
    touch({200, 150}, {200, 150}, page);
    CHECK(which == "a");
}

TEST_CASE_FIXTURE(Three,
                  "Where a call comes over the page while a finger is down, lifting it chooses nothing") {
    bool called = false;
    const auto page = [&] {
        if (called)
            ui.cover({0, 0, 1920, 90});
        draw();
        ui.uncover();
    };
    context.pointer = {true, true, 200, 150};
    frame(page);
    frame(page);
    called = true;
    frame(page);
    context.pointer.down = false;
    frame(page);
    frame(page);
    CHECK(pressed == 0);
    touch({200, 150}, {200, 150}, page);
    CHECK(pressed == 1);
}

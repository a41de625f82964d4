#include "kiosk/ui/shape.h"
#include "tests/ui/desk_of_tests.h"

using namespace accanto;
using ui::Rect;
using ui::ShapeEngine;
using ui::ShapePiece;
using ui::ShapeSpec;

namespace {

ShapeSpec card() {
    ShapeSpec s;
    s.w = 300, s.h = 200, s.radius = 24;
    s.fill = 0xFFFFFFFF;
    return s;
}

// How often each pixel of the shape is covered.
std::vector<int> cover(const std::vector<ShapePiece>& pieces, const Rect& whole) {
    std::vector<int> out(size_t(whole.w * whole.h), 0);
    for (const ShapePiece& p : pieces)
        for (int y = int(p.place.y); y < int(p.place.bottom()); ++y)
            for (int x = int(p.place.x); x < int(p.place.right()); ++x) {
                REQUIRE(whole.contains(float(x), float(y)));
                ++out[size_t(y - int(whole.y)) * size_t(whole.w) + size_t(x - int(whole.x))];
            }
    return out;
}

} // namespace

TEST_CASE("The pieces of a shape cover it exactly once") {
    tests::KeepingCanvas canvas;
    ShapeEngine engine(canvas);
    for (int radius : {0, 1, 24, 100}) {
        ShapeSpec s = card();
        s.radius = radius;
        s.border = 0xFF000000, s.border_px = 3;
        for (int count : cover(engine.draw(s), {0, 0, 300, 200}))
            REQUIRE(count == 1);
    }
    ShapeSpec tiny = card();
    tiny.w = tiny.h = 3, tiny.radius = 1;
    for (int count : cover(engine.draw(tiny), {0, 0, 3, 3}))
        CHECK(count == 1);
}

TEST_CASE("A shadow adds a rim around, as wide on every side") {
    tests::KeepingCanvas canvas;
    ShapeEngine engine(canvas);
    ShapeSpec s = card();
    s.shadow = 0x2E5A4320, s.shadow_px = 10;
    for (int count : cover(engine.draw(s), Rect{0, 0, 300, 200}.grown(15)))
        REQUIRE(count == 1);
}

TEST_CASE("The middle is a plain fill, the corners are round, and only edges are textures") {
    tests::KeepingCanvas canvas;
    ShapeEngine engine(canvas);
    int plain = 0;
    double textured = 0;
    for (const ShapePiece& p : engine.draw(card())) {
        if (p.texture == 0) {
            ++plain;
            CHECK(p.fill == 0xFFFFFFFF);
        } else {
            textured += double(p.place.w) * double(p.place.h);
            CHECK(canvas.pictures.at(p.texture).width == int(p.place.w));
        }
    }
    CHECK(plain == 1);
    CHECK(textured < 300 * 200 * 0.5);
    platform::Image image = engine.pixels(card());
    CHECK(image.at(150, 100) == 0xFFFFFFFF);
    CHECK(image.at(0, 0) == 0);
    CHECK(image.at(0, 100) == 0xFFFFFFFF);
    ShapeSpec square = card();
    square.square_bottom = true;
    CHECK(engine.pixels(square).at(0, 199) == 0xFFFFFFFF);
    CHECK(engine.pixels(square).at(0, 0) == 0);
}

TEST_CASE("Only a border leaves the middle open") {
    tests::KeepingCanvas canvas;
    ShapeEngine engine(canvas);
    ShapeSpec ring = card();
    ring.fill = 0, ring.border = 0xFF0B5A5E, ring.border_px = 4;
    for (const ShapePiece& p : engine.draw(ring))
        CHECK(p.texture != 0);
    CHECK(engine.pixels(ring).at(150, 100) == 0);
    CHECK(engine.pixels(ring).at(150, 1) == 0xFF0B5A5E);
}

TEST_CASE("The same shape is drawn once") {
    tests::KeepingCanvas canvas;
    ShapeEngine engine(canvas);
    engine.draw(card());
    int uploads = canvas.uploads;
    engine.draw(card());
    CHECK(canvas.uploads == uploads);
    engine.clear();
    CHECK(canvas.pictures.empty());
}

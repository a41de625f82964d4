#include "kiosk/ui/picture.h"
#include "tests/temporary_folder.h"
#include "tests/ui/desk_of_tests.h"

#include <fstream>

#include <set>

using namespace accanto;
using ui::PictureEngine;
using ui::TextSize;
using ui::Theme;

namespace {

std::set<uint32_t> solid_colours(const platform::Image& image) {
    std::set<uint32_t> out;
    for (uint32_t pixel : image.argb)
        if (pixel >> 24 == 255)
            out.insert(pixel & 0xFFFFFF);
    return out;
}

} // namespace

TEST_CASE("A pictogram takes the theme's colours") {
    tests::KeepingCanvas canvas;
    PictureEngine engine(canvas, tests::assets());
    for (Theme theme : {Theme::day, Theme::evening, Theme::high_contrast}) {
        ui::Look look = ui::make_look(theme, TextSize::normal, 3.6f, true);
        std::set<uint32_t> colours = solid_colours(engine.pixels("home", 200, 200, look));
        CHECK(colours.contains(look.picture_outline & 0xFFFFFF));
        if (theme != Theme::day)
            CHECK_FALSE(colours.contains(0x0B5A5E));
    }
}

TEST_CASE("On a filled button a pictogram has two colours only") {
    tests::KeepingCanvas canvas;
    PictureEngine engine(canvas, tests::assets());
    PictureEngine::Placed p = engine.draw_plain("home", 100, 60, 0xFFFFFFFF, 0xFF0B5A5E);
    REQUIRE(p.texture != 0);
    CHECK(p.place.w <= 100);
    CHECK(p.place.h <= 60);
    CHECK(p.place.x == doctest::Approx((100 - p.place.w) / 2).epsilon(0.05));
    CHECK(solid_colours(canvas.pictures.at(p.texture)).contains(0xFFFFFF));
}

TEST_CASE("A picture that is missing, or is no plain name, is nothing: never an error") {
    tests::KeepingCanvas canvas;
    PictureEngine engine(canvas, tests::assets());
    ui::Look look = ui::make_look(Theme::day, TextSize::normal, 3.6f, true);
    for (const char* name : {"no_such_picture", "", "../fonts/fonts.conf", "home.svg", "/etc/passwd"}) {
        CHECK_FALSE(engine.has(name));
        CHECK(engine.draw(name, 50, 50, look).texture == 0);
    }
    CHECK(engine.draw("home", 0, 50, look).texture == 0);
    CHECK(canvas.uploads == 0);
}

TEST_CASE("Each size and theme is drawn once and let go of in time") {
    tests::KeepingCanvas canvas;
    PictureEngine engine(canvas, tests::assets());
    ui::Look day = ui::make_look(Theme::day, TextSize::normal, 3.6f, true), evening = ui::make_look(Theme::evening, TextSize::normal, 3.6f, true);
    auto first = engine.draw("home", 50, 50, day).texture;
    CHECK(engine.draw("home", 50, 50, day).texture == first);
    CHECK(engine.draw("home", 50, 50, evening).texture != first);
    CHECK(engine.draw("home", 60, 60, day).texture != first);
    CHECK(canvas.uploads == 3);
    for (int i = 0; i < 400; ++i)
        engine.end_frame();
    CHECK(canvas.pictures.empty());
}

TEST_CASE("What a rehearsal begins is in the next frame, as if it had been drawn there") {
    tests::KeepingCanvas canvas;
    PictureEngine engine(canvas, tests::assets());
    ui::Look look = ui::make_look(Theme::day, TextSize::normal, 3.6f, true);
    engine.rehearse(true);
    CHECK(engine.draw("home", 50, 60, look).texture == 0);
    CHECK(engine.draw("no_such_picture", 50, 60, look).texture == 0);
    CHECK(canvas.uploads == 0);
    engine.rehearse(false);
    const PictureEngine::Placed placed = engine.draw("home", 50, 60, look);
    CHECK(placed.texture != 0);
    CHECK(engine.draw("no_such_picture", 50, 60, look).texture == 0);
    tests::KeepingCanvas another;
    PictureEngine plain(another, tests::assets());
    const ui::Rect place = plain.draw("home", 50, 60, look).place;
    CHECK(place.x == placed.place.x);
    CHECK(place.y == placed.place.y);
    CHECK(place.w == placed.place.w);
    CHECK(another.pictures.begin()->second.argb == canvas.pictures.begin()->second.argb);
}

TEST_CASE("Pictures of installed packs are found, and cannot take the place of ours") {
    tests::TemporaryFolder pack;
    std::filesystem::create_directories(pack.path() / "pictograms");
    std::filesystem::create_directories(pack.path() / "illustrations");
    auto put = [&](const char* name) {
        std::ofstream(pack.path() / name) << R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#123456"/></svg>)";
    };
    put("pictograms/home.svg");
    put("illustrations/of_the_pack.svg");
    tests::KeepingCanvas canvas;
    PictureEngine engine(canvas, tests::assets());
    CHECK_FALSE(engine.has("of_the_pack"));
    engine.look_also_in({pack.path()});
    CHECK(engine.has("of_the_pack"));
    ui::Look look = ui::make_look(Theme::day, TextSize::normal, 3.6f, true);
    CHECK(solid_colours(engine.pixels("of_the_pack", 20, 20, look)).contains(0x123456));
    CHECK_FALSE(solid_colours(engine.pixels("home", 100, 100, look)).contains(0x123456));
    engine.look_also_in({});
    CHECK_FALSE(engine.has("of_the_pack"));
}

#include "kiosk/ui/square_code.h"
#include "tests/ui/desk_of_tests.h"

using namespace accanto;
using ui::SquareCodeEngine;

namespace {

bool dark(const platform::Image& image, int scale, int x, int y) { return image.at(x * scale + scale / 2, y * scale + scale / 2) == 0xFF000000; }

} // namespace

TEST_CASE("A QR code stands on white with its quiet zone, in whole pixels") {
    platform::Image image = SquareCodeEngine::pixels("Hello", 300);
    int modules = 21 + 8, scale = 300 / modules;   // version 1 and four modules on each side
    CHECK(image.width == modules * scale);
    CHECK(image.height == image.width);
    for (int i = 0; i < modules; ++i)
        for (int edge = 0; edge < 4; ++edge) {
            CHECK_FALSE(dark(image, scale, i, edge));
            CHECK_FALSE(dark(image, scale, edge, i));
        }
    // The three finders: 7 x 7, ring, gap, 3 x 3 (ISO/IEC 18004, 6.3.3).
    for (auto [left, top] : {std::pair{4, 4}, std::pair{18, 4}, std::pair{4, 18}})
        for (int y = 0; y < 7; ++y)
            for (int x = 0; x < 7; ++x) {
                int ring = std::max(std::abs(x - 3), std::abs(y - 3));
                CHECK(dark(image, scale, left + x, top + y) == (ring != 2));
            }
}

TEST_CASE("What a code cannot hold, or a place cannot show, is not drawn and not told as drawn") {
    CHECK(SquareCodeEngine::pixels(std::string(2953, 'a'), 400).width > 0);
    CHECK(SquareCodeEngine::pixels(std::string(2954, 'a'), 400).width == 0);
    CHECK(SquareCodeEngine::pixels("Hello", 28).width == 0);
    tests::Page page;
    const ui::Semantics& s = page.frame([&] {
        CHECK_FALSE(page.ui.square_code({0, 0, 400, 400}, "code", std::string(3000, 'a'), page.ui.plain("A code")));
    });
    CHECK(s.nodes.empty());
}

TEST_CASE("The same code is drawn once, and erased with the visit") {
    tests::Page page;
    auto draw = [&] { CHECK(page.ui.square_code({0, 0, 400, 400}, "code", "Hello", page.ui.plain("A code"))); };
    page.frame(draw);
    int uploads = page.canvas.uploads;
    const ui::Semantics& s = page.frame(draw);
    CHECK(page.canvas.uploads == uploads);
    REQUIRE(s.find_id("code"));
    CHECK(s.find_id("code")->speech == "A code");
    size_t kept = page.canvas.pictures.size();
    page.ui.forget();
    CHECK(page.canvas.pictures.size() < kept);
}

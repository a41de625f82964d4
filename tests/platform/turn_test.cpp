// A panel that hangs turned: what a person sees on it, what it is given, and where it is touched.

#include "kiosk/platform/turn.h"
#include "tests/platform/drawing.h"

#include <SDL.h>
#include <doctest/doctest.h>
#include <imgui.h>

#include <functional>

using namespace accanto::platform;
using accanto::tests::Drawing;
using accanto::tests::open_small_window;

namespace {

constexpr uint32_t ground = 0xfff7f3ec;
constexpr int seen_width = 60, seen_height = 90, all_turns[] = {0, 90, 180, 270};

// A window whose panel hangs so, as large for who stands before it.
std::unique_ptr<Window> open_turned(int degrees) {
    auto window = Turn(degrees).sideways() ? open_small_window(seen_height, seen_width, degrees)
                                           : open_small_window(seen_width, seen_height, degrees);
    window->keep_frames(true);
    REQUIRE((window->width() == seen_width && window->height() == seen_height));
    return window;
}

SDL_Surface& panel() {
    SDL_Window* window = nullptr;
    for (Uint32 id = 1; !window && id < 1000; ++id)
        window = SDL_GetWindowFromID(id);
    SDL_Surface* surface = window ? SDL_GetWindowSurface(window) : nullptr;
    REQUIRE(surface);
    return *surface;
}

// What the panel itself was given, row by row.
std::vector<uint32_t> panel_pixels() {
    const SDL_Surface& surface = panel();
    std::vector<uint32_t> out;
    for (int y = 0; y < surface.h; ++y)
        for (int x = 0; x < surface.w; ++x)
            out.push_back(static_cast<const uint32_t*>(surface.pixels)[y * surface.pitch / 4 + x] |
                          0xff000000);
    return out;
}

Image picture(int width, int height, bool soft) {
    Image image{width, height, {}};
    for (int i = 0; i < width * height; ++i)
        image.argb.push_back(soft && i % 3 == 0 ? 0x40201008 : 0xff000000 | uint32_t(i) * 0x050301);
    return image;
}

struct Pictures {
    explicit Pictures(Canvas& canvas)
        : opaque(reinterpret_cast<ImTextureID>(canvas.upload(picture(17, 9, false)))),
          soft(reinterpret_cast<ImTextureID>(canvas.upload(picture(8, 13, true)))),
          plain(reinterpret_cast<ImTextureID>(canvas.upload({3, 2, std::vector<uint32_t>(6, 0xff00ff00)}))) {}
    ImTextureID opaque, soft, plain;
};

// All that a screen draws, none of it the same from another side.
void present(Window& window, const Pictures& pictures) {
    Drawing drawing;
    ImDrawList& list = drawing.list;
    list.AddRectFilled({0, 0}, {50, 12}, IM_COL32(11, 90, 94, 255));
    list.AddRectFilled({5, 8}, {20, 70}, IM_COL32(200, 0, 0, 120));
    list.AddImage(pictures.opaque, {2, 20}, {19, 29});
    list.AddImage(pictures.opaque, {30, 20}, {47, 29}, {1, 0}, {0, 1});
    list.AddImage(pictures.soft, {3, 40}, {11, 53}, {0, 1}, {1, 0});
    list.AddImage(pictures.soft, {43, 40}, {51, 53}, {1, 1}, {0, 0}, IM_COL32(255, 128, 0, 200));
    list.AddImage(pictures.soft, {20, 40}, {24, 43}, {0.25f, 3 / 13.0f}, {0.75f, 6 / 13.0f});
    list.AddImage(pictures.plain, {30, 60}, {58, 63});
    list.PushClipRect({21, 72}, {29, 80}, true);
    list.AddImage(pictures.opaque, {15, 70}, {32, 79});
    list.PopClipRect();
    window.present(drawing.data, ground);
}

std::vector<uint32_t> turned_by(int degrees, const Image& image) {
    std::vector<uint32_t> out;
    Turn(degrees).pixels(image.argb.data(), image.width, image.height, out);
    return out;
}

Image shown_upright() {
    const auto window = open_turned(0);
    present(*window, Pictures(window->canvas()));
    CHECK(panel_pixels() == window->last_frame().argb);
    return window->last_frame();
}

PointF contact_at(const std::vector<Event>& events) {
    REQUIRE(events.size() == 1);
    REQUIRE(events[0].kind == Event::Kind::contact);
    return {events[0].contact.x, events[0].contact.y};
}

} // namespace

TEST_CASE("of a panel turned clockwise by a quarter the left edge is above") {
    //   1 2 3         3 6        6 5 4        4 1
    //   4 5 6         2 5        3 2 1        5 2
    //                 1 4                     6 3
    const Image image{3, 2, {1, 2, 3, 4, 5, 6}};
    CHECK(turned_by(0, image) == image.argb);
    CHECK(turned_by(90, image) == std::vector<uint32_t>{3, 6, 2, 5, 1, 4});
    CHECK(turned_by(180, image) == std::vector<uint32_t>{6, 5, 4, 3, 2, 1});
    CHECK(turned_by(270, image) == std::vector<uint32_t>{4, 1, 5, 2, 6, 3});
}

TEST_CASE("places are turned as pixels are, and back") {
    for (const int degrees : all_turns) {
        const Turn turn(degrees);
        const int width = turn.sideways() ? 7 : 5, height = turn.sideways() ? 5 : 7; // of the panel
        for (int y = 0; y < 7; ++y)
            for (int x = 0; x < 5; ++x) {
                Image image{5, 7, std::vector<uint32_t>(35, 0)};
                image.argb[size_t(y * 5 + x)] = 1;
                const Area area = turn.area({x, y, 1, 1}, 5, 7);
                CHECK(turned_by(degrees, image)[size_t(area.y * width + area.x)] == 1);
                CHECK(turn.back().area(area, width, height) == Area{x, y, 1, 1});
                const PointF middle = turn.point({float(x) + 0.5f, float(y) + 0.5f}, 5, 7);
                CHECK((middle.x == float(area.x) + 0.5f && middle.y == float(area.y) + 0.5f));
            }
        CHECK(turn.area({1, 2, 3, 4}, 5, 7).width == (turn.sideways() ? 4 : 3));
        CHECK(Turn(270).after(turn).degrees() == 270 - degrees);
    }
}

TEST_CASE("however the panel hangs, a person sees the same picture, and the panel is given it turned") {
    const Image upright = shown_upright();
    for (const int degrees : all_turns) {
        INFO("turned by " << degrees);
        const auto window = open_turned(degrees);
        present(*window, Pictures(window->canvas()));
        CHECK(window->last_frame().argb == upright.argb);
        CHECK(panel_pixels() == turned_by(degrees, upright));
    }
}

TEST_CASE("a picture that is turned while it is shown looks as if the panel had always hung so, again and "
          "again") {
    const Image upright = shown_upright();
    const auto window = open_turned(0);
    const Pictures pictures(window->canvas());
    present(*window, pictures);
    for (const int degrees : {180, 0, 180, 180}) {
        INFO("turned to " << degrees);
        window->turn(degrees);
        CHECK(window->turned() == degrees);
        present(*window, pictures);
        CHECK(window->last_frame().argb == upright.argb);
        CHECK(panel_pixels() == turned_by(degrees, upright));
    }
    window->turn(90);
    CHECK((window->width() == seen_height && window->height() == seen_width));
    window->resize(seen_height, seen_width);
    window->wait(0);
    for (const int degrees : {90, 270, 90}) {
        INFO("turned to " << degrees);
        window->turn(degrees);
        present(*window, pictures);
        CHECK(window->last_frame().argb == upright.argb);
        CHECK(panel_pixels() == turned_by(degrees, upright));
    }
}

TEST_CASE("triangles are turned with the rest") {
    for (const int degrees : all_turns) {
        const auto window = open_turned(degrees);
        Drawing drawing;
        drawing.list.Flags = ImDrawListFlags_None;
        drawing.list.AddTriangleFilled({0, 0}, {40, 0}, {0, 80}, IM_COL32(255, 0, 0, 255));
        window->present(drawing.data, ground);
        CHECK(window->last_frame().at(2, 60) == 0xffff0000);
        CHECK(window->last_frame().at(30, 3) == 0xffff0000);
        CHECK(window->last_frame().at(30, 60) == ground);
    }
}

TEST_CASE("a turned panel too is drawn only where something changed") {
    for (const int degrees : all_turns) {
        const auto window = open_turned(degrees);
        const auto present_mark = [&](float y) {
            Drawing drawing;
            drawing.list.AddRectFilled({10, y}, {20, y + 10}, IM_COL32(255, 0, 0, 255));
            window->present(drawing.data, ground);
        };
        const auto at_panel = [&](int x, int y) -> uint32_t& {
            const Area area = Turn(degrees).area({x, y, 1, 1}, seen_width, seen_height);
            return static_cast<uint32_t*>(panel().pixels)[area.y * panel().pitch / 4 + area.x];
        };
        constexpr uint32_t scar = 0xff123456;
        present_mark(10);
        at_panel(12, 12) = at_panel(12, 72) = at_panel(50, 72) = scar;
        present_mark(70);
        CHECK((at_panel(12, 12) | 0xff000000) == ground);
        CHECK((at_panel(12, 72) | 0xff000000) == 0xffff0000);
        CHECK(at_panel(50, 72) == scar);
    }
}

TEST_CASE("a finger and a mouse touch what a person sees there") {
    for (const int degrees : all_turns) {
        INFO("turned by " << degrees);
        const auto window = open_turned(degrees);
        const Turn turn(degrees);
        const int panel_width = panel().w, panel_height = panel().h;
        const PointF felt = turn.point({12, 70}, seen_width, seen_height);
        SDL_Event event{};
        event.type = SDL_FINGERDOWN;
        event.tfinger.fingerId = 7;
        event.tfinger.x = felt.x / float(panel_width), event.tfinger.y = felt.y / float(panel_height);
        SDL_PushEvent(&event);
        const PointF touched = contact_at(window->wait(100));
        CHECK(touched.x == doctest::Approx(12));
        CHECK(touched.y == doctest::Approx(70));
        event = {};
        event.type = SDL_MOUSEBUTTONDOWN;
        event.button.button = SDL_BUTTON_LEFT;
        event.button.x = int(felt.x), event.button.y = int(felt.y);
        SDL_PushEvent(&event);
        const PointF clicked = contact_at(window->wait(100));
        CHECK(clicked.x == doctest::Approx(12));
        CHECK(clicked.y == doctest::Approx(70));
    }
}

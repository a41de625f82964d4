#include "content/base/error.h"
#include "kiosk/platform/pixels.h"
#include "kiosk/platform/render.h"
#include "kiosk/platform/textures.h"

#include <SDL.h>
#include <doctest/doctest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <functional>
#include <memory>
#include <vector>

using namespace accanto::platform;

namespace {

constexpr uint32_t paper = 0xfff7f3ec, red = 0xffff0000, green = 0xff00ff00, blue = 0xff0000ff,
                   white = 0xffffffff;

// A surface, a renderer on it, and one ImGui draw list over all of it.
class Sheet {
public:
    Sheet(int width, int height)
        : m_surface(SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888)),
          m_renderer(SDL_CreateSoftwareRenderer(m_surface)),
          m_textures(m_renderer) {
        m_shared.ClipRectFullscreen = ImVec4(0, 0, float(width), float(height));
        m_shared.CurveTessellationTol = 1.25f;
        m_shared.SetCircleTessellationMaxError(0.3f);
        m_list = std::make_unique<ImDrawList>(&m_shared);
        m_list->_ResetForNewFrame();
        m_list->PushClipRectFullScreen();
        m_list->PushTextureID(nullptr);
    }
    ~Sheet() {
        m_textures.sweep();
        SDL_DestroyRenderer(m_renderer);
        SDL_FreeSurface(m_surface);
    }

    ImDrawList& list() { return *m_list; }
    ImTextureID upload(const Image& image) { return reinterpret_cast<ImTextureID>(m_textures.upload(image)); }

    RenderCounts draw(ImVec2 origin = ImVec2(0, 0)) {
        ImDrawList* lists[] = {m_list.get()};
        ImDrawData data;
        data.Valid = true;
        data.CmdLists = lists;
        data.CmdListsCount = 1;
        data.DisplayPos = origin;
        data.DisplaySize = ImVec2(float(m_surface->w), float(m_surface->h));
        const Frame frame = frame_of(data, m_surface->w, m_surface->h, paper);
        const RenderCounts counts = render(m_renderer, frame, frame.whole);
        CHECK_FALSE(SDL_RenderIsClipEnabled(m_renderer));
        SDL_RenderFlush(m_renderer);
        // With SDL's fills and with our own it is one picture.
        const std::vector<uint32_t> by_sdl = pixels();
        SDL_FillRect(m_surface, nullptr, 0);
        render(m_renderer, frame, frame.whole, m_surface);
        SDL_RenderFlush(m_renderer);
        CHECK(pixels() == by_sdl);
        return counts;
    }

    uint32_t at(int x, int y) const {
        return static_cast<const uint32_t*>(
            m_surface->pixels)[size_t(y) * size_t(m_surface->pitch / 4) + size_t(x)];
    }
    // Every pixel is what `expected` says of its place.
    bool is(const std::function<uint32_t(int x, int y)>& expected) const {
        for (int y = 0; y < m_surface->h; ++y)
            for (int x = 0; x < m_surface->w; ++x)
                if (at(x, y) != expected(x, y)) {
                    MESSAGE("at " << x << "," << y << ": " << std::hex << at(x, y) << ", not "
                                  << expected(x, y));
                    return false;
                }
        return true;
    }

private:
    std::vector<uint32_t> pixels() const {
        std::vector<uint32_t> out;
        for (int y = 0; y < m_surface->h; ++y)
            for (int x = 0; x < m_surface->w; ++x)
                out.push_back(at(x, y));
        return out;
    }

    SDL_Surface* m_surface;
    SDL_Renderer* m_renderer;
    Textures m_textures;
    ImDrawListSharedData m_shared{};
    std::unique_ptr<ImDrawList> m_list;
};

bool in(int x, int y, int x0, int y0, int x1, int y1) {
    return x >= x0 && x < x1 && y >= y0 && y < y1;
}

constexpr ImU32 imgui_red = IM_COL32(255, 0, 0, 255), imgui_white = IM_COL32_WHITE;

// Four by two: red green blue white over white blue green red.
Image strip() {
    return {4, 2, {red, green, blue, white, white, blue, green, red}};
}

} // namespace

TEST_CASE("a fill covers exactly its pixels") {
    Sheet sheet(40, 30);
    sheet.list().AddRectFilled(ImVec2(5, 6), ImVec2(20, 18), imgui_red);
    const RenderCounts counts = sheet.draw();
    CHECK((counts.fills == 1 && counts.copies == 0 && counts.geometry == 0));
    CHECK(sheet.is([](int x, int y) { return in(x, y, 5, 6, 20, 18) ? red : paper; }));
}

TEST_CASE("a half transparent fill mixes with what is below") {
    Sheet sheet(4, 4);
    sheet.list().AddRectFilled(ImVec2(0, 0), ImVec2(4, 4), IM_COL32(0, 0, 0, 128));
    sheet.draw();
    CHECK((sheet.at(1, 1) >> 16 & 0xff) == doctest::Approx(0xf7 * 127 / 255).epsilon(0.02));
}

TEST_CASE("neighbouring fills at broken places leave no gap and no overlap") {
    Sheet sheet(40, 10);
    sheet.list().AddRectFilled(ImVec2(0, 0), ImVec2(13.4f, 10), imgui_red);
    sheet.list().AddRectFilled(ImVec2(13.4f, 0), ImVec2(40, 10), IM_COL32(0, 0, 255, 255));
    sheet.draw();
    CHECK(sheet.is([](int x, int) { return x < 13 ? red : blue; }));
}

TEST_CASE("a copy is the picture, pixel by pixel, wherever it falls") {
    for (const float shift : {0.0f, 0.3f, -0.4f}) {
        Sheet sheet(12, 8);
        const ImVec2 at(3 + shift, 2 + shift);
        sheet.list().AddImage(sheet.upload(strip()), at, ImVec2(at.x + 4, at.y + 2));
        const RenderCounts counts = sheet.draw();
        CHECK((counts.copies == 1 && counts.fills == 0 && counts.geometry == 0));
        const Image image = strip();
        CHECK(sheet.is([&](int x, int y) { return in(x, y, 3, 2, 7, 4) ? image.at(x - 3, y - 2) : paper; }));
    }
}

TEST_CASE("a part of a picture is copied") {
    Sheet sheet(12, 8);
    sheet.list().AddImage(sheet.upload(strip()), ImVec2(1, 1), ImVec2(3, 2), ImVec2(0.25f, 0.5f),
                          ImVec2(0.75f, 1));
    sheet.draw();
    CHECK(sheet.is([](int x, int y) { return y == 1 && x == 1 ? blue : y == 1 && x == 2 ? green : paper; }));
}

TEST_CASE("a mirrored copy is the picture from the other side") {
    for (const bool by_place : {false, true}) {
        Sheet sheet(12, 8);
        const ImTextureID texture = sheet.upload(strip());
        if (by_place)
            sheet.list().AddImage(texture, ImVec2(7, 2), ImVec2(3, 4));
        else
            sheet.list().AddImage(texture, ImVec2(3, 2), ImVec2(7, 4), ImVec2(1, 0), ImVec2(0, 1));
        const RenderCounts counts = sheet.draw();
        CHECK((counts.copies == 1 && counts.geometry == 0));
        const Image image = strip();
        CHECK(sheet.is([&](int x, int y) { return in(x, y, 3, 2, 7, 4) ? image.at(6 - x, y - 2) : paper; }));
    }
}

TEST_CASE("premultiplied edges come out in the right colour") {
    Sheet sheet(4, 1);
    // Half transparent black, half transparent red, nothing, full blue, as Cairo stores them.
    sheet.list().AddImage(sheet.upload({4, 1, {0x80000000, 0x80800000, 0x00000000, blue}}), ImVec2(0, 0),
                          ImVec2(4, 1));
    sheet.draw();
    const auto near = [&](int x, int r, int g, int b) {
        const uint32_t argb = sheet.at(x, 0);
        return std::abs(int(argb >> 16 & 0xff) - r) <= 2 && std::abs(int(argb >> 8 & 0xff) - g) <= 2 &&
               std::abs(int(argb & 0xff) - b) <= 2;
    };
    CHECK(near(0, 0xf7 / 2, 0xf3 / 2, 0xec / 2));
    CHECK(near(1, 128 + 0xf7 / 2, 0xf3 / 2, 0xec / 2));
    CHECK(sheet.at(2, 0) == paper);
    CHECK(sheet.at(3, 0) == blue);
}

TEST_CASE("pixels that are straight already look as the same ones premultiplied") {
    const Image premultiplied{3, 1, {0x80000000, 0x80800000, 0x40102030}};
    Image straight{3, 1, straight_argb(premultiplied)};
    straight.straight = true;
    Sheet one(3, 1), other(3, 1);
    one.list().AddImage(one.upload(premultiplied), ImVec2(0, 0), ImVec2(3, 1));
    other.list().AddImage(other.upload(straight), ImVec2(0, 0), ImVec2(3, 1));
    one.draw();
    other.draw();
    for (int x = 0; x < 3; ++x)
        CHECK(one.at(x, 0) == other.at(x, 0));
}

TEST_CASE("a vertex colour tints a picture and its alpha thins it, also when the picture is opaque") {
    const ImVec2 first_half(0.5f, 1);
    for (const uint32_t other : {red, 0x80800000u}) {
        Sheet sheet(2, 1);
        const ImTextureID texture = sheet.upload({2, 1, {white, other}});
        sheet.list().AddImage(texture, ImVec2(0, 0), ImVec2(1, 1), ImVec2(0, 0), first_half,
                              IM_COL32(0, 0, 255, 255));
        sheet.list().AddImage(texture, ImVec2(1, 0), ImVec2(2, 1), ImVec2(0, 0), first_half,
                              IM_COL32(0, 0, 0, 128));
        CHECK(sheet.draw().copies == 2);
        CHECK(sheet.at(0, 0) == blue);
        CHECK((sheet.at(1, 0) >> 16 & 0xff) == doctest::Approx(0xf7 * 127 / 255).epsilon(0.02));
    }
}

TEST_CASE("a plain picture is tinted and thinned as a fill") {
    Sheet sheet(2, 1);
    const ImTextureID texture = sheet.upload({1, 1, {white}});
    sheet.list().AddImage(texture, ImVec2(0, 0), ImVec2(1, 1), ImVec2(0, 0), ImVec2(1, 1),
                          IM_COL32(0, 0, 255, 255));
    sheet.list().AddImage(texture, ImVec2(1, 0), ImVec2(2, 1), ImVec2(0, 0), ImVec2(1, 1),
                          IM_COL32(0, 0, 0, 128));
    CHECK(sheet.draw().fills == 2);
    CHECK(sheet.at(0, 0) == blue);
    CHECK((sheet.at(1, 0) >> 16 & 0xff) == doctest::Approx(0xf7 * 127 / 255).epsilon(0.02));
}

TEST_CASE("the clip rectangle cuts fills and copies, and an empty one hides all") {
    Sheet sheet(20, 20);
    sheet.list().PushClipRect(ImVec2(4, 4), ImVec2(10, 10));
    sheet.list().AddRectFilled(ImVec2(0, 0), ImVec2(8, 20), imgui_red);
    sheet.list().AddImage(sheet.upload(strip()), ImVec2(8, 8), ImVec2(12, 10));
    sheet.list().PopClipRect();
    sheet.list().PushClipRect(ImVec2(15, 15), ImVec2(15, 20));
    sheet.list().AddRectFilled(ImVec2(0, 0), ImVec2(20, 20), imgui_red);
    const RenderCounts counts = sheet.draw();
    CHECK(counts.fills == 1);
    const Image image = strip();
    CHECK(sheet.is([&](int x, int y) {
        if (in(x, y, 8, 8, 10, 10))
            return image.at(x - 8, y - 8);
        return in(x, y, 4, 4, 8, 10) ? red : paper;
    }));
}

TEST_CASE("a triangle is geometry, in its place among the rectangles") {
    Sheet sheet(40, 40);
    sheet.list().Flags = ImDrawListFlags_None;
    sheet.list().AddRectFilled(ImVec2(0, 0), ImVec2(40, 40), IM_COL32(0, 0, 255, 255));
    sheet.list().AddTriangleFilled(ImVec2(0, 0), ImVec2(40, 0), ImVec2(0, 40), imgui_red);
    sheet.list().AddRectFilled(ImVec2(0, 0), ImVec2(4, 4), IM_COL32(0, 255, 0, 255));
    const RenderCounts counts = sheet.draw();
    CHECK((counts.fills == 2 && counts.geometry == 1));
    CHECK(sheet.at(2, 2) == green);
    CHECK(sheet.at(10, 10) == red);
    CHECK(sheet.at(35, 35) == blue);
}

TEST_CASE("draw data that begins elsewhere is drawn at the target's origin") {
    Sheet sheet(20, 20);
    sheet.list().Flags = ImDrawListFlags_None;
    sheet.list().PopClipRect();
    sheet.list().PushClipRect(ImVec2(100, 50), ImVec2(120, 70));
    sheet.list().AddRectFilled(ImVec2(102, 52), ImVec2(110, 60), imgui_red);
    sheet.list().AddTriangleFilled(ImVec2(100, 60), ImVec2(110, 70), ImVec2(100, 70), imgui_red);
    sheet.draw(ImVec2(100, 50));
    CHECK(sheet.at(1, 1) == paper);
    CHECK(sheet.at(2, 2) == red);
    CHECK(sheet.at(9, 9) == red);
    CHECK(sheet.at(10, 2) == paper);
    CHECK(sheet.at(1, 18) == red);
}

TEST_CASE("more vertices than sixteen bits can count are drawn") {
    Sheet sheet(64, 64);
    sheet.list().Flags = ImDrawListFlags_AllowVtxOffset;
    for (int i = 0; i < 20'000; ++i)
        sheet.list().AddRectFilled(ImVec2(0, 0), ImVec2(1, 1), imgui_white);
    sheet.list().AddRectFilled(ImVec2(32, 32), ImVec2(64, 64), imgui_red);
    REQUIRE(sheet.list().CmdBuffer.back().VtxOffset > 0);
    CHECK(sheet.draw().fills == 20'001);
    CHECK(sheet.is([](int x, int y) { return in(x, y, 32, 32, 64, 64) ? red : x + y == 0 ? white : paper; }));
}

TEST_CASE("a callback is no drawing") {
    Sheet sheet(4, 4);
    sheet.list().AddCallback([](const ImDrawList*, const ImDrawCmd*) { FAIL("called"); }, nullptr);
    sheet.list().AddCallback(ImDrawCallback_ResetRenderState, nullptr);
    sheet.list().AddRectFilled(ImVec2(0, 0), ImVec2(4, 4), imgui_red);
    sheet.draw();
    CHECK(sheet.at(0, 0) == red);
}

TEST_CASE("the plain middle of a nine-slice is filled, its soft edges are copied") {
    Image card{9, 9, std::vector<uint32_t>(81, 0x40404040)};
    for (int y = 2; y < 8; ++y)
        for (int x = 3; x < 7; ++x)
            card.argb[size_t(y * 9 + x)] = red;
    Sheet sheet(60, 60);
    const ImTextureID texture = sheet.upload(card);
    const auto texel = [](float n) { return n / 9; };
    sheet.list().AddImage(texture, ImVec2(0, 0), ImVec2(50, 50), ImVec2(texel(4), texel(4)),
                          ImVec2(texel(5), texel(5)));
    RenderCounts counts = sheet.draw();
    CHECK((counts.fills == 1 && counts.copies == 0));
    CHECK(sheet.is([](int x, int y) { return in(x, y, 0, 0, 50, 50) ? red : paper; }));
    // One texel further it is no longer plain.
    sheet.list().AddImage(texture, ImVec2(0, 0), ImVec2(50, 50), ImVec2(texel(2), texel(4)),
                          ImVec2(texel(5), texel(5)));
    counts = sheet.draw();
    CHECK((counts.fills == 1 && counts.copies == 1));
}

TEST_CASE("the plain middle is found to its edges, and only where it is opaque") {
    Image image{5, 4, std::vector<uint32_t>(20, blue)};
    image.argb[0] = green; // a corner cuts off its row's beginning, not the whole picture
    const PlainMiddle middle = find_plain_middle(image);
    CHECK(middle.area == Area{0, 1, 5, 3});
    CHECK(middle.argb == blue);
    image.argb.assign(20, 0x80808080);
    CHECK(find_plain_middle(image).area.empty());
}

TEST_CASE("a frame of rectangles and pictures is blits only") {
    Sheet sheet(200, 200);
    const ImTextureID opaque = sheet.upload(strip());
    const ImTextureID soft = sheet.upload({3, 3, std::vector<uint32_t>(9, 0x80008000)});
    for (int i = 0; i < 40; ++i) {
        const float place = float(i) * 4.3f;
        sheet.list().AddRectFilled(ImVec2(place, 0), ImVec2(place + 3.1f, 50), imgui_red);
        sheet.list().AddImage(opaque, ImVec2(place, 60), ImVec2(place + 4, 62));
        // Nine-slice: the middle of three texels, stretched.
        sheet.list().AddImage(soft, ImVec2(place, 70), ImVec2(place + 30, 90), ImVec2(1 / 3.f, 1 / 3.f),
                              ImVec2(2 / 3.f, 2 / 3.f));
        sheet.list().AddImage(opaque, ImVec2(place, 100), ImVec2(place + 4, 102), ImVec2(1, 0), ImVec2(0, 1));
    }
    const RenderCounts counts = sheet.draw();
    CHECK((counts.geometry == 0 && counts.fills == 40 && counts.copies == 120));
}

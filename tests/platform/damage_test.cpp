// What differs between two frames, and that drawing no more than that leaves the same pixels.

#include "kiosk/platform/frame.h"
#include "kiosk/platform/window.h"
#include "tests/platform/drawing.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <memory>
#include <random>
#include <vector>

using namespace accanto::platform;
using accanto::tests::Drawing;
using accanto::tests::open_small_window;

namespace {

Operation fill_of(const Area& target, uint32_t argb = 0xffff0000) {
    Operation fill;
    fill.target = target;
    fill.clip = {0, 0, 200, 100};
    fill.argb = argb;
    return fill;
}

Operation copy_of(const Area& target, uint64_t serial) {
    Operation copy = fill_of(target);
    copy.kind = Operation::Kind::copy;
    copy.source = {0, 0, target.width, target.height};
    copy.serial = serial;
    return copy;
}

Frame frame_with(std::vector<Operation> operations) {
    return {{0, 0, 200, 100}, 0xffffffff, std::move(operations), {}};
}

const Operation first = fill_of({0, 0, 10, 10}), second = fill_of({20, 20, 10, 10}),
                third = fill_of({50, 50, 10, 10});

} // namespace

TEST_CASE("a frame like the one before has no damage") {
    CHECK(damage(frame_with({first, second}), frame_with({first, second})).empty());
    CHECK(damage(frame_with({}), frame_with({})).empty());
}

TEST_CASE("what moved damages where it was and where it is") {
    const Frame before = frame_with({first, second, third});
    CHECK(damage(before, frame_with({first, fill_of({30, 20, 10, 10}), third})) == Area{20, 20, 20, 10});
}

TEST_CASE("what came, went or changed its colour damages its own place") {
    const Frame all = frame_with({first, second, third}), fewer = frame_with({first, third});
    CHECK(damage(fewer, all) == second.target);
    CHECK(damage(all, fewer) == second.target);
    CHECK(damage(all, frame_with({first, fill_of(second.target, 0xff00ff00), third})) == second.target);
}

TEST_CASE("two changes in place leave what is drawn between them out of it") {
    const Operation large = fill_of({0, 60, 200, 40});
    const Frame before = frame_with({first, large, second});
    const Frame now = frame_with({fill_of(first.target, 1), large, fill_of(second.target, 2)});
    CHECK(damage(before, now) == Area{0, 0, 30, 30});
}

TEST_CASE("an exchanged order damages both") {
    CHECK(damage(frame_with({first, second}), frame_with({second, first})) == Area{0, 0, 30, 30});
}

TEST_CASE("only what can be seen is damaged") {
    Operation cut = second;
    cut.clip = {0, 0, 25, 25};
    CHECK(damage(frame_with({}), frame_with({cut})) == Area{20, 20, 5, 5});
    CHECK(damage(frame_with({second}), frame_with({cut})) == second.target);
}

TEST_CASE("another picture at a freed address is another picture") {
    CHECK(damage(frame_with({copy_of({5, 5, 8, 8}, 1)}), frame_with({copy_of({5, 5, 8, 8}, 2)})) ==
          Area{5, 5, 8, 8});
    CHECK(damage(frame_with({copy_of({5, 5, 8, 8}, 1)}), frame_with({copy_of({5, 5, 8, 8}, 1)})).empty());
}

TEST_CASE("another size or background is all new") {
    const Frame before = frame_with({first});
    Frame wider = before, darker = before;
    wider.whole.width = 300;
    darker.background_argb = 0xff000000;
    CHECK(damage(before, wider) == wider.whole);
    CHECK(damage(before, darker) == before.whole);
}

TEST_CASE("what cannot be cut is damaged as a whole, and so is what that reaches") {
    Operation stretched = copy_of({8, 8, 30, 30}, 1), reached = copy_of({37, 0, 40, 10}, 2);
    const Operation apart = copy_of({120, 0, 40, 10}, 3);
    stretched.source = {0, 0, 3, 3};
    reached.source = {0, 0, 5, 5};
    const Frame before = frame_with({first, reached, stretched, apart});
    const Frame now = frame_with({fill_of(first.target, 1), reached, stretched, apart});
    CHECK(damage(before, now) == Area{0, 0, 77, 38});
}

TEST_CASE("geometry is drawn anew in each frame") {
    Operation triangle = fill_of({40, 40, 20, 20});
    triangle.kind = Operation::Kind::geometry;
    CHECK(damage(frame_with({first, triangle}), frame_with({first, triangle})) == triangle.target);
}

namespace {

// A picture of its own in a few plain, soft or half transparent colours.
Image random_image(std::mt19937& random) {
    Image image{int(random() % 24) + 1, int(random() % 24) + 1, {}};
    const uint32_t soft = random() % 2 ? 0x40302010 : 0xff806040;
    for (int i = 0; i < image.width * image.height; ++i)
        image.argb.push_back(random() % 3 ? 0xff000000 | random() % 4 * 0x402010 : soft);
    return image;
}

struct Thing {
    enum class What { fill, own_size, stretched, mirrored, part, triangle } what;
    ImVec2 at, size, clip_from, clip_to;
    ImU32 colour;
    size_t picture;
};

// Things that come, go, move and change, as on a screen that is in a hurry.
class RandomScreen {
public:
    RandomScreen(Canvas& canvas, unsigned seed) : m_canvas(canvas), m_random(seed) {
        for (int i = 0; i < 8; ++i)
            add_picture();
        for (int i = 0; i < 30; ++i)
            m_things.push_back(thing());
    }

    void change() {
        const size_t at = m_random() % m_things.size(), other = m_random() % m_things.size();
        switch (m_random() % 10) {
        case 0:
            m_things.insert(m_things.begin() + ptrdiff_t(at), thing());
            break;
        case 1:
            if (m_things.size() > 10)
                m_things.erase(m_things.begin() + ptrdiff_t(at));
            break;
        case 2:
            std::swap(m_things[at], m_things[other]);
            break;
        case 3:
            m_things[at].at = place();
            break;
        case 4:
            m_things[at].colour = colour();
            break;
        case 5:
            // Often at the address of the one that goes.
            replace_picture(m_random() % m_pictures.size());
            break;
        case 6:
            m_things[at] = thing();
            break;
        case 7:
            m_things[at].clip_to = place();
            break;
        case 8:
            m_things[at].what = Thing::What(m_random() % 5);
            break;
        default:
            break; // the same again
        }
    }

    void draw(ImDrawList& list) const {
        for (const Thing& thing : m_things)
            draw(list, thing);
    }

private:
    ImVec2 place() { return {float(m_random() % 2000) / 10 - 20, float(m_random() % 1500) / 10 - 20}; }
    ImU32 colour() {
        return m_random() % 2 ? IM_COL32_WHITE : ImU32(m_random() | (m_random() % 2 ? 0xff000000 : 0));
    }

    Thing thing() {
        const bool clipped = m_random() % 4 == 0;
        const ImVec2 from = clipped ? place() : ImVec2(0, 0);
        const ImVec2 to = clipped ? ImVec2(from.x + float(m_random() % 90), from.y + float(m_random() % 90))
                                  : ImVec2(160, 120);
        const auto what = m_random() % 40 == 0 ? Thing::What::triangle : Thing::What(m_random() % 5);
        return {what,     place(),       {float(m_random() % 60 + 1), float(m_random() % 60 + 1)}, from, to,
                colour(), m_random() % 8};
    }

    void add_picture() {
        m_images.push_back(random_image(m_random));
        m_pictures.push_back(m_canvas.upload(m_images.back()));
    }

    void replace_picture(size_t which) {
        m_canvas.release(m_pictures[which]);
        m_images[which] = random_image(m_random);
        m_pictures[which] = m_canvas.upload(m_images[which]);
    }

    void draw(ImDrawList& list, const Thing& thing) const {
        using What = Thing::What;
        const Image& image = m_images[thing.picture];
        const auto texture = reinterpret_cast<ImTextureID>(m_pictures[thing.picture]);
        const ImVec2 at = thing.at, far(at.x + thing.size.x, at.y + thing.size.y);
        const ImVec2 own(at.x + float(image.width), at.y + float(image.height));
        list.PushClipRect(thing.clip_from, thing.clip_to, true);
        if (thing.what == What::fill)
            list.AddRectFilled(at, far, thing.colour);
        else if (thing.what == What::own_size)
            list.AddImage(texture, at, own, {0, 0}, {1, 1}, thing.colour);
        else if (thing.what == What::stretched)
            list.AddImage(texture, at, far, {0, 0}, {1, 1}, thing.colour);
        else if (thing.what == What::mirrored)
            list.AddImage(texture, at, own, {1, 0}, {0, 1}, thing.colour);
        else if (thing.what == What::part)
            list.AddImage(texture, at, {at.x + 1, at.y + 1}, {0, 0},
                          {1 / float(image.width), 1 / float(image.height)}, thing.colour);
        else
            list.AddTriangleFilled(at, {far.x, at.y}, far, thing.colour);
        list.PopClipRect();
    }

    Canvas& m_canvas;
    std::mt19937 m_random;
    std::vector<Image> m_images;
    std::vector<TextureId> m_pictures;
    std::vector<Thing> m_things;
};

} // namespace

TEST_CASE(
    "whatever changes from frame to frame, drawing only the damage leaves the pixels of a full redraw") {
    for (unsigned seed = 1; seed <= 8; ++seed) {
        const int turned = int(seed % 4) * 90;
        const auto window =
            turned % 180 ? open_small_window(120, 160, turned) : open_small_window(160, 120, turned);
        window->keep_frames(true);
        RandomScreen screen(window->canvas(), seed);
        for (int frame = 0; frame < 1000; ++frame) {
            screen.change();
            Drawing drawing;
            screen.draw(drawing.list);
            window->present(drawing.data, 0xfff7f3ec);
            const Image in_part = window->last_frame();
            window->invalidate();
            window->present(drawing.data, 0xfff7f3ec);
            INFO("seed " << seed << ", frame " << frame);
            REQUIRE(in_part.argb == window->last_frame().argb);
        }
    }
}

// What is left out of a frame is never seen, and nothing else is left out.

#include "kiosk/platform/occlusion.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <vector>

using namespace accanto::platform;

namespace {

constexpr int width = 320, height = 240;

Operation fill(const Area& target, uint32_t argb) {
    Operation out;
    out.target = target;
    out.clip = {0, 0, width, height};
    out.argb = argb;
    return out;
}

class PaintedSheet {
public:
    void paint(const Area& area, uint32_t colour) {
        for (int y = area.y; y < area.bottom(); ++y)
            for (int x = area.x; x < area.right(); ++x) {
                pixels[size_t(y) * width + size_t(x)] = colour;
                ++written;
            }
    }
    std::vector<uint32_t> pixels = std::vector<uint32_t>(size_t(width) * height);
    int64_t written = 0;
};

// Background first, then each fill; with pieces left out, or all of each.
PaintedSheet painted(const Frame& frame, const Area& part, bool whole) {
    PaintedSheet sheet;
    Occlusion occlusion(frame, part);
    const auto put = [&](const Area& area, uint32_t colour, size_t next) {
        const std::vector<Area> pieces =
            whole ? std::vector<Area>{common(area, part)} : occlusion.seen(common(area, part), next);
        for (const Area& piece : pieces)
            sheet.paint(piece, colour);
    };
    put(part, 1, 0);
    for (size_t i = 0; i < frame.operations.size(); ++i)
        put(frame.operations[i].seen(), frame.operations[i].argb, i + 1);
    return sheet;
}

} // namespace

TEST_CASE("a screen of cards is written once") {
    Frame frame;
    frame.whole = {0, 0, width, height};
    for (const int x : {10, 170}) {
        frame.operations.push_back(fill({x, 20, 140, 200}, 0xffffffff));
        frame.operations.push_back(fill({x, 20, 140, 90}, 0xffdceaf7));
    }
    const PaintedSheet sheet = painted(frame, frame.whole, false);
    CHECK(sheet.pixels == painted(frame, frame.whole, true).pixels);
    CHECK(sheet.written == width * height);
}

TEST_CASE("what lets light through hides nothing") {
    Frame frame;
    frame.whole = {0, 0, width, height};
    frame.operations.push_back(fill(frame.whole, 0xfeffffff));
    Occlusion occlusion(frame, frame.whole);
    CHECK(occlusion.seen(frame.whole, 0) == std::vector<Area>{frame.whole});
}

TEST_CASE("fills anywhere, in any number: the pixels are those of one drawn over the other") {
    std::mt19937 random(4);
    const auto below = [&](int n) { return int(random() % unsigned(n)); };
    for (int round = 0; round < 200; ++round) {
        CAPTURE(round);
        Frame frame;
        frame.whole = {0, 0, width, height};
        for (int i = 0, count = below(60); i < count; ++i)
            frame.operations.push_back(
                fill({below(width) - 40, below(height) - 40, 1 + below(200), 1 + below(200)},
                     0xff000000u + uint32_t(i)));
        const Area part =
            round % 3 ? frame.whole : Area{below(100), below(100), 1 + below(200), 1 + below(100)};
        const PaintedSheet less = painted(frame, part, false), all = painted(frame, part, true);
        CHECK(less.pixels == all.pixels);
        CHECK(less.written <= all.written);
    }
}

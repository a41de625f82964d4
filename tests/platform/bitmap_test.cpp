#include "kiosk/platform/bitmap.h"
#include "tests/platform/slips.h"

#include <doctest/doctest.h>

using namespace accanto;
using namespace accanto::platform;

namespace {

// Black that covers so much of a dot, as Cairo draws it on nothing.
uint32_t covered(double share) {
    return uint32_t(share * 255 + 0.5) << 24;
}

} // namespace

TEST_CASE("a dot is black when three eighths of it are covered, on paper or on nothing") {
    CHECK(black_and_white({1, 1, {covered(0.40)}}).black(0, 0));
    CHECK_FALSE(black_and_white({1, 1, {covered(0.35)}}).black(0, 0));
    CHECK(black_and_white({1, 1, {0xFF999999}}).black(0, 0));
    CHECK_FALSE(black_and_white({1, 1, {0xFFA2A2A2}}).black(0, 0));
    CHECK_FALSE(black_and_white({1, 1, {0}}).black(0, 0)); // nothing at all is paper
}

TEST_CASE("a stroke one dot wide never vanishes and never doubles, wherever it lies") {
    for (double offset = 0; offset < 1; offset += 1.0 / 64) {
        CAPTURE(offset);
        const Bitmap drawn = black_and_white({1, 3, {covered(0), covered(1 - offset), covered(offset)}});
        const int rows = drawn.black(0, 0) + drawn.black(0, 1) + drawn.black(0, 2);
        CHECK(rows >= 1);
        CHECK((rows == 1 || (offset > 0.37 && offset < 0.63)));
    }
}

TEST_CASE("the leftmost dot is the highest bit, and a row begins with a new byte") {
    const Bitmap drawn = black_and_white(
        {9, 2, {0xFF000000, 0, 0, 0, 0, 0, 0, 0, 0xFF000000, 0, 0xFF000000, 0, 0, 0, 0, 0, 0, 0}});
    CHECK(drawn.row_bytes() == 2);
    CHECK(drawn.bits == std::string("\x80\x80\x40\x00", 4));
}

TEST_CASE("a portable bitmap comes back as it went, and anything else is refused") {
    const Bitmap drawn = black_and_white(tests::noise(384, 55, 1));
    const std::string bytes = to_pbm(drawn);
    CHECK(from_pbm(bytes) == drawn);
    for (const std::string& wrong :
         {std::string(), std::string("P4"), std::string("P5\n8 1\n\x01"), std::string("P4\n8\n\x01"),
          std::string("P4\n8 1\n"), std::string("P4\n8 1\n\x01\x02"), std::string("P4\n-8 1\n\x01"),
          std::string("P4\n0 0\n"), std::string("P4\n99999999999 1\n\x01"), std::string("P4\n9000 1\n\x01"),
          bytes.substr(0, bytes.size() - 1)})
        CHECK_FALSE(from_pbm(wrong));
}

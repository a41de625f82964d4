#include "kiosk/platform/escpos.h"

#include <doctest/doctest.h>

using namespace accanto::platform;

TEST_CASE("what an ESC/POS printer answers is read bit by bit") {
    const auto condition = [](uint8_t printer, uint8_t offline, uint8_t error, uint8_t paper) {
        return std::string(to_text(escpos::report_of({0, printer, offline, error, paper}).condition));
    };
    CHECK(condition(0x12, 0x12, 0, 0x12) == "ok");
    CHECK(condition(0x16, 0x12, 0, 0x12) == "ok"); // the drawer is nobody's here
    CHECK(condition(0x12, 0x12, 0, 0x1e) == "near_end");
    CHECK(condition(0x1a, 0x32, 0, 0x7e) == "out");
    CHECK(condition(0x12, 0x12, 0, 0x72) == "out");
    CHECK(condition(0x1a, 0x16, 0, 0x12) == "open");
    CHECK(condition(0x1a, 0x36, 0, 0x7e) == "open");
    CHECK(condition(0x1a, 0x12, 0, 0x12) == "off");
    CHECK(condition(0x12, 0x1a, 0, 0x12) == "off");
    CHECK(condition(0x1a, 0x52, 0x1a, 0x12) == "failed");
    CHECK(escpos::report_of({0, 0x1a, 0x52, 0x32, 0x12}).detail == "a fault that needs repair");
    CHECK(escpos::report_of({0, 0x1a, 0x52, 0x52, 0x12}).detail == "the print head is too hot");
}

TEST_CASE("the kinds of what a printer sends are told apart") {
    using escpos::Sent;
    for (const int answer : {0x12, 0x16, 0x1a, 0x1e, 0x32, 0x52, 0x72, 0x7e})
        CHECK(escpos::kind_of(uint8_t(answer)) == Sent::answer);
    for (const int worked_off : {0x00, 0x03, 0x0c, 0x0f})
        CHECK(escpos::kind_of(uint8_t(worked_off)) == Sent::worked_off);
    CHECK(escpos::kind_of(0x14) == Sent::automatic);
    CHECK(escpos::kind_of(0x11) == Sent::other); // XON
    CHECK(escpos::kind_of(0x13) == Sent::other); // XOFF
    CHECK(escpos::kind_of(0xff) == Sent::other);
}

TEST_CASE("a band is a whole command that a small buffer holds, and all bands are the slip") {
    for (const int width : {384, 576, 4096}) {
        const Bitmap bitmap{width, 100, std::string(size_t(width / 8 * 100), '\x55')};
        int rows = 0;
        for (const std::string& band : escpos::bands(bitmap)) {
            CHECK(band.size() <= escpos::band_bytes);
            REQUIRE(band.substr(0, 4) == std::string("\x1dv0\0", 4));
            CHECK(uint8_t(band[4]) + 256 * uint8_t(band[5]) == width / 8);
            const int in_this = uint8_t(band[6]) + 256 * uint8_t(band[7]);
            CHECK(band.size() == size_t(8 + in_this * width / 8));
            rows += in_this;
        }
        CHECK(rows == 100);
    }
    CHECK(escpos::reads_as_question(std::string("a\x10\x10\x04\x04", 5)));
    CHECK_FALSE(escpos::reads_as_question(std::string("a\x10\x04\x05\x10\x04\x00\x10\x04", 9)));
}

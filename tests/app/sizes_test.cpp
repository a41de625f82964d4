// How large words are when somebody comes.

#include "tests/app/point_run.h"

using namespace accanto::tests;

namespace {

std::string size_at(const char* settings, const char* size) {
    Point point;
    point.options.settings = std::string(KioskOptions::quick_settings) + settings;
    const std::string there = std::string("tap @language.en\nturn @home.settings\ntap @home.settings\nchosen @size.") + size + "\n";
    // The next citizen begins with it again, whatever this one chose.
    const std::string other = "tap @size.normal\ntap @bar.finish\ntap @leave.yes\ntap @finished.start\n";
    const auto kiosk = point.start("see @language.en within 20s\n" + there + other + there);
    return kiosk->finish() == 0 ? size : kiosk->errors();
}

} // namespace

TEST_CASE("a kiosk that is looked at from further away begins with words that are legible from there") {
    CHECK(size_at("", "normal") == "normal");
    CHECK(size_at("viewing_distance_mm = 500\n", "large") == "large");
    CHECK(size_at("viewing_distance_mm = 600\n", "extra") == "extra");
}

TEST_CASE("words begin larger than the distance asks for where the settings say so, and never smaller") {
    CHECK(size_at("text_size = \"large\"\n", "large") == "large");
    CHECK(size_at("text_size = \"large\"\nviewing_distance_mm = 600\n", "extra") == "extra");
    CHECK(size_at("text_size = \"extra\"\nviewing_distance_mm = 300\n", "extra") == "extra");
}

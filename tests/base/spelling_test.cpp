#include "content/base/spelling.h"

#include <doctest/doctest.h>

#include <string>

using namespace accanto;

TEST_CASE("a slip finds the word that was meant") {
    const std::vector<std::string_view> words = {"kiosk", "screen", "printer", "point", "port"};
    CHECK(nearest_word("sreen", words) == "screen");
    CHECK(nearest_word("scren", words) == "screen");
    CHECK(nearest_word("screeen", words) == "screen");
    CHECK(nearest_word("csreen", words) == "screen");
    CHECK(nearest_word("piont", words) == "point");
    CHECK(nearest_word("prot", words) == "port");
}

TEST_CASE("what is nothing like a known word finds none") {
    const std::vector<std::string_view> words = {"kiosk", "screen"};
    CHECK(nearest_word("umbrella", words).empty());
    CHECK(nearest_word("", words).empty());
    CHECK(nearest_word(std::string(1'000'000, 'k'), words).empty());
    CHECK(nearest_word("kiosk", {}).empty());
}

#include "tests/house/network.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace accanto;

#ifdef ACCANTO_KIOSK_PROGRAM
TEST_CASE("accanto-kiosk has no network code") {
    for (const std::string& finding : house::network_code_in(ACCANTO_KIOSK_PROGRAM))
        FAIL_CHECK("accanto-kiosk " << finding);
}
#endif

#ifdef ACCANTO_VOICE_PROGRAM
TEST_CASE("accanto-voice, which the kiosk starts, has no network code") {
    for (const std::string& finding : house::network_code_in(ACCANTO_VOICE_PROGRAM))
        FAIL_CHECK("accanto-voice " << finding);
}
#endif

#ifdef ACCANTO_PRINT_PROGRAM
TEST_CASE("accanto-print, which the kiosk starts, has none but CUPS's") {
    CHECK(house::network_code_in(ACCANTO_PRINT_PROGRAM) == std::vector<std::string>{"needs libcups.so.2"});
}
#endif

TEST_CASE("a program with network code is found") {
    auto findings = house::network_code_in(ACCANTO_NETWORKED_PROGRAM);
    auto found = [&](const std::string& what) {
        return std::find(findings.begin(), findings.end(), what) != findings.end();
    };
    CHECK(found("imports socket"));
    CHECK(found("imports connect"));
    CHECK(found("imports getaddrinfo"));
    CHECK(found("imports curl_easy_init"));
    CHECK(std::any_of(findings.begin(), findings.end(),
                      [](const std::string& f) { return f.starts_with("needs libcurl"); }));
}

TEST_CASE("a program without network code passes") {
    CHECK(house::network_code_in("/proc/self/exe").empty());
}

TEST_CASE("what is no program is an error, not a pass") {
    CHECK_THROWS(house::network_code_in("/dev/null"));
    CHECK_THROWS(house::network_code_in("/nowhere"));
}

#include "kiosk/desk/sessions.h"

#include <doctest/doctest.h>

#include <set>

using namespace accanto;
using namespace accanto::desk;

namespace {

constexpr int64_t minute = 60 * 1000;

} // namespace

TEST_CASE("a session ends after half an hour without a sign of life") {
    ManualClock clock(0);
    Sessions sessions(clock);
    const std::string cookie = sessions.begin("m", "Ana", "1");
    clock.advance_ms(29 * minute);
    REQUIRE(sessions.find(cookie, true));
    clock.advance_ms(29 * minute);
    CHECK(sessions.find(cookie, false)); // seen, but no sign of life
    clock.advance_ms(2 * minute);
    CHECK(!sessions.find(cookie, true));
    CHECK(!sessions.find(cookie, true));
}

TEST_CASE("a session ends after eight hours, however lively") {
    ManualClock clock(0);
    Sessions sessions(clock);
    const std::string cookie = sessions.begin("m", "Ana", "1");
    for (int i = 0; i < 8 * 60 - 1; i += 10) {
        REQUIRE(sessions.find(cookie, true));
        clock.advance_ms(10 * minute);
    }
    CHECK(!sessions.find(cookie, true));
}

TEST_CASE("a session does not end because somebody turned the clock") {
    ManualClock clock(1000000);
    Sessions sessions(clock);
    const std::string cookie = sessions.begin("m", "Ana", "1");
    clock.set_wall_ms(1000000 + 20 * 365 * 24 * 60 * minute);
    CHECK(sessions.find(cookie, true));
}

TEST_CASE("cookies are 256 bits, never the same, and gone when ended") {
    ManualClock clock(0);
    Sessions sessions(clock);
    std::set<std::string> cookies;
    for (int i = 0; i < 100; ++i)
        cookies.insert(sessions.begin("m", "Ana", "1"));
    CHECK(cookies.size() == 100);
    CHECK(cookies.begin()->size() == 64);
    sessions.end(*cookies.begin());
    CHECK(!sessions.find(*cookies.begin(), true));
    CHECK(sessions.find(*cookies.rbegin(), true));
    CHECK(!sessions.find("", true));
}

TEST_CASE("a token fits its own cookie, in the run that made it") {
    ManualClock clock(0);
    Sessions sessions(clock), restarted(clock);
    const std::string token = sessions.token("cookie");
    CHECK(sessions.token_fits("cookie", token));
    CHECK(!sessions.token_fits("other", token));
    CHECK(!restarted.token_fits("cookie", token));
    CHECK(!sessions.token_fits("cookie", ""));
    CHECK(!sessions.token_fits("cookie", token.substr(1)));
    CHECK(!sessions.token_fits("", sessions.token("")));
}

TEST_CASE("one address gets so many tries a minute, another its own") {
    ManualClock clock(0);
    Throttle throttle(clock, 3, minute);
    for (int i = 0; i < 3; ++i)
        CHECK(throttle.allow("192.0.2.1"));
    CHECK(!throttle.allow("192.0.2.1"));
    CHECK(throttle.allow("192.0.2.2"));
    clock.advance_ms(minute);
    CHECK(throttle.allow("192.0.2.1"));
}

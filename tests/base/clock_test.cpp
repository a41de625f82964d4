#include "content/base/clock.h"

#include "content/base/error.h"

#include <doctest/doctest.h>

using namespace accanto;

namespace {
constexpr int64_t winter = 1'795'391'999'000; // 2026-11-22T23:59:59Z, a Sunday
constexpr int64_t summer = 1'783'375'200'500; // 2026-07-06T22:00:00.5Z, a Monday
} // namespace

TEST_CASE("a date belongs to its place") {
    CHECK(local_date(winter, "UTC") == "2026-11-22");
    CHECK(local_date(winter, "Europe/Madrid") == "2026-11-23");
    CHECK(local_date(winter, "Atlantic/Azores") == "2026-11-22");
    CHECK(local_date(summer, "Europe/Lisbon") == "2026-07-06");
    CHECK(local_date(summer, "Europe/Rome") == "2026-07-07");
    CHECK(local_date(0, "UTC") == "1970-01-01");
}

TEST_CASE("a time of day and its weekday belong to their place, summer time included") {
    LocalTime there = local_time(winter, "UTC");
    CHECK(there.minute_of_day == 23 * 60 + 59);
    CHECK(there.weekday == 7);
    there = local_time(winter, "Europe/Madrid");
    CHECK(there.minute_of_day == 59);
    CHECK(there.weekday == 1);
    there = local_time(summer, "Europe/Madrid");
    CHECK(there.minute_of_day == 0);
    CHECK(there.weekday == 2);
    there = local_time(summer, "Asia/Kolkata");
    CHECK(there.minute_of_day == 3 * 60 + 30);
}

TEST_CASE("a place that is not known is told") {
    CHECK_THROWS_AS(local_date(winter, "Europe/Madird"), Error);
    CHECK_THROWS_AS(local_time(winter, "nowhere"), Error);
}

TEST_CASE("times are written as RFC 3339 in UTC") {
    CHECK(rfc3339(winter) == "2026-11-22T23:59:59.000Z");
    CHECK(rfc3339(summer) == "2026-07-06T22:00:00.500Z");
    CHECK(rfc3339(0) == "1970-01-01T00:00:00.000Z");
}

TEST_CASE("a manual clock moves only when told") {
    ManualClock clock(winter, 1000);
    CHECK(clock.wall_ms() == winter);
    clock.advance_ms(250);
    CHECK(clock.wall_ms() == winter + 250);
    CHECK(clock.mono_ms() == 1250);
    clock.set_wall_ms(0);
    CHECK(clock.wall_ms() == 0);
    CHECK(clock.mono_ms() == 1250);
}

TEST_CASE("the system clock never goes back within a boot") {
    SystemClock clock;
    int64_t last = clock.mono_ms();
    for (int i = 0; i < 1000; ++i) {
        int64_t now = clock.mono_ms();
        CHECK(now >= last);
        last = now;
    }
    CHECK(clock.wall_ms() > winter - int64_t(10) * 365 * 86400 * 1000);
    CHECK_FALSE(boot_id().empty());
}

TEST_CASE("days are counted over months, years and leap days, and what is no day is nothing") {
    CHECK(days_after("2026-11-23", 1) == "2026-11-24");
    CHECK(days_after("2026-12-31", 1) == "2027-01-01");
    CHECK(days_after("2028-02-28", 1) == "2028-02-29");
    CHECK(days_after("2026-03-01", -1) == "2026-02-28");
    CHECK(days_after("2026-01-01", 365) == "2027-01-01");
    CHECK(days_after("2026-11-23", 0) == "2026-11-23");
    for (const char* wrong : {"", "2026-02-30", "2026-13-01", "2026-00-01", "2026-1-1", "2026/11/23",
                              "20261123", "2026-11-2a", "2026-11-233"})
        CHECK_MESSAGE(!days_after(wrong, 0), wrong);
    CHECK(days_between("2026-11-23", "2026-12-01") == 8);
    CHECK(days_between("2026-12-01", "2026-11-23") == -8);
    CHECK(!days_between("2026-12-01", "2026-13-01"));
}

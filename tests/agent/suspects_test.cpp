#include "sync/agent/suspects.h"

#include <doctest/doctest.h>

using namespace accanto::agent;

namespace {

constexpr int64_t minute = 60'000, hour = 60 * minute;

// One round at its moment, in which the only suspect fails again.
int64_t fail_a_round(Suspects& suspects, int64_t now) {
    while (!suspects.is_due(now))
        now += minute;
    suspects.failed_again(1, 7);
    suspects.round_is_over(now);
    return now;
}

} // namespace

TEST_CASE("what was set aside before the agent started is tried at once, and what it parks itself within the "
          "hour") {
    Suspects suspects;
    CHECK(suspects.is_due(0));
    suspects.found(5 * minute);
    CHECK_FALSE(suspects.is_due(6 * minute));
    CHECK(suspects.is_due(hour));
}

TEST_CASE("a suspect that fails again and again is tried at growing distances, but once a day at least") {
    Suspects suspects;
    suspects.found(0);
    int64_t last = 0, distance = 0;
    for (int round = 0; round < 12; ++round) {
        const int64_t now = fail_a_round(suspects, last);
        CHECK(now - last >= distance);
        CHECK(now - last <= 24 * hour);
        distance = now - last;
        last = now;
    }
    CHECK(distance == 24 * hour);
}

TEST_CASE("where one was innocent the others are tried again soon") {
    Suspects suspects;
    suspects.found(0);
    int64_t now = 0;
    for (int round = 0; round < 4; ++round)
        now = fail_a_round(suspects, now);
    while (!suspects.is_due(now))
        now += minute;
    suspects.failed_again(1, 7);
    suspects.taken(1, 8);
    CHECK(suspects.tried_through(1) == 8);
    CHECK(suspects.tried_through(2) == 0);
    suspects.round_is_over(now);
    CHECK(suspects.tried_through(1) == 0);
    now = fail_a_round(suspects, now);
    CHECK_FALSE(suspects.is_due(now + 14 * minute));
    CHECK(suspects.is_due(now + 15 * minute));
}

TEST_CASE("a new suspect lets those wait no longer that were there before it") {
    Suspects suspects;
    suspects.found(0);
    suspects.found(14 * minute);
    CHECK(suspects.is_due(15 * minute));
}

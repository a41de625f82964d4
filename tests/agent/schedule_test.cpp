#include "sync/agent/schedule.h"

#include <doctest/doctest.h>

using namespace accanto::agent;

namespace {
Dice always(double value) {
    return [value] { return value; };
}
} // namespace

TEST_CASE("back-off doubles up to fifteen minutes and never goes below a second") {
    CHECK(back_off_ms(0, {}, always(0)) == 1000);
    CHECK(back_off_ms(0, {}, always(1)) == 6000);
    CHECK(back_off_ms(1, {}, always(1)) == 11'000);
    CHECK(back_off_ms(7, {}, always(1)) == 641'000);
    CHECK(back_off_ms(8, {}, always(1)) == 901'000);
    CHECK(back_off_ms(1'000'000, {}, always(1)) == 901'000);
}

TEST_CASE("the hub's Retry-After is the least, and not all come in the second after it") {
    CHECK(back_off_ms(0, 120, always(0)) == 120'000);
    CHECK(back_off_ms(0, 120, always(0.5)) == 150'000);
    CHECK(back_off_ms(0, 120, always(1)) == 180'000);
    CHECK(back_off_ms(6, 2, always(1)) == 321'000);
}

TEST_CASE("right after boot the first push is spread, later it is at once") {
    CHECK(Schedule(30, 5000, 20'000, always(0.5)).next_ms() == 30'000);
    CHECK(Schedule(2, 5000, 20'000, always(0.5)).next_ms() == 7000);
    CHECK(Schedule(30, 5000, 700'000, always(0.5)).next_ms() == 5000);
}

TEST_CASE("a change is sent when the pace allows it, and at rest there is a sign of life") {
    Schedule schedule(30, 0, 1'000'000, always(0));
    schedule.drained(0, 10, 50);
    CHECK(schedule.next_ms() == 120'000);
    schedule.changed(5000, false);
    CHECK(schedule.next_ms() == 120'000);
    schedule.changed(5000, true);
    CHECK(schedule.next_ms() == 30'000);   // every_s is more than the hub's after_s
    schedule.drained(30'000, 60, 50);
    schedule.changed(200'000, true);
    CHECK(schedule.next_ms() == 150'000);   // long ago enough: at once, and 150 s is not after the deadline before it
}

TEST_CASE("new events do not cut a back-off short, a returning link does") {
    Schedule schedule(30, 0, 1'000'000, always(0.5));
    for (int i = 0; i < 10; ++i)
        schedule.failed(0, {});
    CHECK(schedule.next_ms() == 451'000);
    schedule.changed(1000, true);
    CHECK(schedule.next_ms() == 451'000);
    schedule.link_up(2000);
    CHECK(schedule.next_ms() == 27'000);
    CHECK(schedule.failures() == 0);
}

TEST_CASE("a hub that answers takes the back-off of earlier failures away") {
    Schedule schedule(30, 0, 1'000'000, always(1));
    for (int i = 0; i < 8; ++i)
        schedule.failed(0, {});
    CHECK(schedule.next_ms() == 641'000);
    schedule.answered();
    schedule.failed(0, {});
    CHECK(schedule.next_ms() == 6000);
}

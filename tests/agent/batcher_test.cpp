#include "sync/agent/batcher.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>

using namespace accanto::agent;

TEST_CASE("batches grow and shrink towards five seconds a request") {
    Batcher batcher;
    CHECK(batcher.take() == 500);
    batcher.succeeded(500, 20);
    CHECK(batcher.take() == 250);
    batcher.succeeded(250, 10);
    CHECK(batcher.take() == 125);
    batcher.succeeded(125, 4);
    CHECK(batcher.take() == 156);
    batcher.succeeded(3, 0.1);   // the last few events say nothing
    CHECK(batcher.take() == 156);
    for (int i = 0; i < 5; ++i)
        batcher.succeeded(batcher.take(), 0.2);
    CHECK(batcher.take() == 500);
    batcher.allowed(50);
    CHECK(batcher.take() == 50);
}

TEST_CASE("what does not come through in the time of a request is halved down to one event, and grows again when the line is better") {
    Batcher batcher;
    batcher.timed_out(500);
    CHECK(batcher.take() == 250);
    batcher.timed_out(30);   // few were there: how many more it would take, nobody knows
    CHECK(batcher.take() == 15);
    batcher.timed_out(15);
    batcher.timed_out(7);
    batcher.timed_out(3);
    CHECK(batcher.take() == 1);
    batcher.timed_out(1);
    CHECK(batcher.take() == 1);
    for (int i = 0; i < 9; ++i)
        batcher.succeeded(batcher.take(), 0.2);
    CHECK(batcher.take() == 500);
}

TEST_CASE("too large is halved down to one event") {
    Batcher batcher;
    int calls = 0;
    for (int n = 500; batcher.too_large(n); n = batcher.take())
        ++calls;
    CHECK(batcher.take() == 1);
    CHECK(calls == 8);
}

// As the pusher goes about it: after each failure the hub is asked whether it is there, then comes the next part. That it was there
// when the search began is what made it begin.
TEST_CASE("one culprit among N is found within 2 ceil(log2 N) calls, wherever it stands") {
    for (int n : {2, 3, 4, 7, 8, 100, 255, 256, 257, 499, 500}) {
        int worst = 0;
        for (int culprit = 0; culprit < n; ++culprit) {
            Batcher batcher;
            int first = 0, calls = 0;
            REQUIRE(!batcher.suspect(n));
            for (bool found = false; !found;) {
                int take = batcher.take();
                ++calls;
                if (first + take <= culprit) {
                    batcher.succeeded(take, 1);
                    first += take;
                    REQUIRE(batcher.searching());
                } else {
                    found = batcher.suspect(take);
                    CHECK((!found || first == culprit));
                    calls += found ? 0 : 1;
                }
                REQUIRE(calls < 100);
            }
            worst = std::max(worst, calls);
        }
        CHECK_MESSAGE(worst <= 2 * int(std::ceil(std::log2(n))), n);
    }
}

TEST_CASE("a search that finds nothing ends by itself") {
    Batcher batcher;
    batcher.suspect(8);
    for (int sent = 0; sent < 8; sent += batcher.take()) {
        REQUIRE(batcher.searching());
        batcher.succeeded(batcher.take(), 1);
        if (!batcher.searching())
            break;
    }
    CHECK(!batcher.searching());
}

#include "kiosk/platform/pace.h"
#include "tests/tone.h"

#include <doctest/doctest.h>

using accanto::platform::at_pace;
using accanto::tests::hertz_of;
using accanto::tests::tone;

TEST_CASE("recorded speech is as long as its pace asks, and no higher or lower") {
    for (const double hertz : {120.0, 220.0}) { // a deep and a high voice
        const std::vector<int16_t> spoken = tone(2, hertz);
        for (const double pace : {80.0 / 150, 0.8, 1.2, 250.0 / 150}) {
            CAPTURE(hertz);
            CAPTURE(pace);
            const std::vector<int16_t> heard = at_pace(spoken, pace);
            CHECK(double(heard.size()) == doctest::Approx(double(spoken.size()) / pace).epsilon(0.03));
            CHECK(hertz_of(heard) == doctest::Approx(hertz).epsilon(0.03));
        }
    }
}

TEST_CASE("at its own pace, and where there is next to nothing, a recording is as it was") {
    CHECK(at_pace(tone(1, 200), 1) == tone(1, 200));
    CHECK(at_pace({}, 1.5).empty());
    CHECK(at_pace({1, 2, 3}, 0.6) == std::vector<int16_t>{1, 2, 3});
}

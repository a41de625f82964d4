// Recorded speech in place of the synthesizer's.
#include "tests/platform/hearing.h"

using namespace accanto::platform;
using namespace accanto::tests;

TEST_CASE("a recording is heard in the synthesizer's place, without words to follow, at the chosen pace and "
          "volume") {
    const Recorded recorded(1.0, 200);
    size_t slow = 0, quick = 0;
    for (const int pace : {100, 250}) {
        const Loudspeaker loudspeaker;
        {
            Bell bell;
            const auto voice = bell.open(helper);
            voice->say({"Good morning", "en", pace, 50, recorded.file});
            CHECK(voice->speaking());
            REQUIRE(bell.wait([&] { return !voice->speaking(); }));
            CHECK(bell.words("Good morning").empty());
            CHECK(children().empty()); // nobody else speaks
        }                              // the file has all of it
        std::vector<int16_t> heard = loudspeaker.heard();
        heard.resize(loudspeaker.loud());
        heard.erase(heard.begin(),
                    std::find_if(heard.begin(), heard.end(), [](int16_t sample) { return sample != 0; }));
        CHECK(accanto::tests::hertz_of(heard) == doctest::Approx(200).epsilon(0.05));
        CHECK(loudest(heard) == doctest::Approx(12'000 / 4.0).epsilon(0.05)); // 12 dB less
        (pace == 100 ? slow : quick) = heard.size();
    }
    CHECK(double(slow) == doctest::Approx(voice_rate * 1.5).epsilon(0.05));
    CHECK(double(quick) == doctest::Approx(voice_rate * 0.6).epsilon(0.05));
}

TEST_CASE("a recording stops within 100 ms, is interrupted, and can be heard again") {
    const Recorded recorded(5.0, 200);
    const Loudspeaker loudspeaker;
    Bell bell;
    const auto voice = bell.open(helper);
    for (int time = 0; time < 2; ++time) {
        const size_t before = loudspeaker.loud();
        voice->say({"Good morning", "en", 150, 70, recorded.file});
        REQUIRE(bell.wait([&] { return loudspeaker.loud() > before + voice_rate / 4; }));
        voice->stop();
        CHECK_FALSE(voice->speaking());
        const size_t when_stopped = loudspeaker.heard().size();
        REQUIRE(bell.wait([&] { return loudspeaker.heard().size() > when_stopped + voice_rate / 4; }));
        CHECK(loudspeaker.loud() <= when_stopped + voice_rate / 10 + 2048);
    }
    voice->say({"Good morning", "en", 150, 70, recorded.file});
    voice->say(english("Stop here"));
    CHECK(follow(*voice, bell, "Stop here", 2) == Words{"Stop", "here"});
    voice->say(english(long_text));
    REQUIRE(bell.wait([&] { return voice->word().end > 0; }));
    const Recorded brief(0.2, 200);
    voice->say({"Good morning", "en", 150, 70, brief.file});
    CHECK(bell.wait([&] { return !voice->speaking(); }, milliseconds(5000)));
}

TEST_CASE("where a recording is gone or broken, the synthesizer speaks") {
    Bell bell;
    const auto voice = bell.open(helper);
    voice->say({"Good morning", "en", 250, 70, "/nowhere/good-morning.wav"});
    CHECK(follow(*voice, bell, "Good morning", 2) == Words{"Good", "morning"});
    const Recorded recorded(1.0, 200);
    std::ofstream(recorded.file) << "no sound";
    voice->say({"Good day", "en", 250, 70, recorded.file});
    CHECK(follow(*voice, bell, "Good day", 2) == Words{"Good", "day"});
}

#include "kiosk/platform/mixer.h"

#include "kiosk/platform/voice_frames.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace accanto::platform;

namespace {

using Samples = std::vector<int16_t>;

struct Heard {
    Samples samples;
    bool changed;
};

Heard hear(Mixer& mixer, size_t count) {
    Samples samples(count, 77);
    const bool changed = mixer.fill(samples.data(), count);
    return {samples, changed};
}

void add(Mixer& mixer, uint32_t utterance, size_t count, int16_t value) {
    const Samples samples(count, value);
    mixer.add(utterance, samples.data(), count);
}

} // namespace

TEST_CASE("an empty mixer is silence") {
    Mixer mixer;
    CHECK(mixer.idle());
    const Heard heard = hear(mixer, 4);
    CHECK(heard.samples == Samples(4, 0));
    CHECK_FALSE(heard.changed);
}

TEST_CASE("an utterance is heard as it was added, then ends") {
    Mixer mixer;
    const uint32_t number = mixer.begin(1);
    CHECK(mixer.speaking());
    add(mixer, number, 6, 100);
    CHECK(hear(mixer, 4).samples == Samples{100, 100, 100, 100});
    CHECK(hear(mixer, 4).samples == Samples{100, 100, 0, 0}); // late, and not over
    CHECK(mixer.speaking());
    add(mixer, number, 2, 50);
    mixer.end(number);
    const Heard last = hear(mixer, 4);
    CHECK(last.samples == Samples{50, 50, 0, 0});
    CHECK(last.changed);
    CHECK_FALSE(mixer.speaking());
    CHECK(mixer.idle());
}

TEST_CASE("after stop the very next sample is silent") {
    Mixer mixer;
    const uint32_t number = mixer.begin(1);
    add(mixer, number, 10'000, 100);
    hear(mixer, 10);
    mixer.stop();
    CHECK_FALSE(mixer.speaking());
    CHECK(hear(mixer, 100).samples == Samples(100, 0));
    add(mixer, number, 100, 100); // still on its way from the helper
    mixer.end(number);
    CHECK(hear(mixer, 100).samples == Samples(100, 0));
}

TEST_CASE("what belongs to an older utterance is ignored") {
    Mixer mixer;
    const uint32_t old_number = mixer.begin(1);
    const uint32_t number = mixer.begin(1);
    add(mixer, old_number, 10, 100);
    mixer.add_word(old_number, 0, {1, 2});
    mixer.end(old_number);
    mixer.fail(old_number);
    hear(mixer, 10);
    CHECK(mixer.speaking(number));
    CHECK_FALSE(mixer.speaking(old_number));
    CHECK(mixer.word().end == 0);
}

TEST_CASE("a word begins with its sample") {
    Mixer mixer;
    const uint32_t number = mixer.begin(1);
    mixer.add_word(number, 0, {0, 5});
    mixer.add_word(number, 1000, {6, 11});
    add(mixer, number, 2 * voice_rate, 1);
    CHECK(hear(mixer, 1).changed);
    CHECK(mixer.word().end == 5);
    CHECK_FALSE(hear(mixer, voice_rate - 1).changed);
    CHECK(mixer.word().end == 5);
    CHECK(hear(mixer, 1).changed);
    CHECK(mixer.word().end == 11);
}

TEST_CASE("gain is applied and loud sums are held, not wrapped") {
    Mixer mixer;
    const uint32_t number = mixer.begin(gain_of(50));
    add(mixer, number, 2, 8000);
    CHECK(hear(mixer, 1).samples == Samples{2000});
    mixer.play(Samples(3, 32'000), 1);
    mixer.play(Samples(3, 32'000), 1);
    CHECK(hear(mixer, 3).samples == Samples(3, 32'767));
    CHECK(gain_of(100) == 1);
    CHECK(gain_of(0) == 0);
    CHECK(gain_of(900) == 1);
}

TEST_CASE("a sound outlives the utterance's stop, but not a silence") {
    Mixer mixer;
    mixer.play(Samples(6, 10), 1);
    mixer.stop();
    CHECK(hear(mixer, 2).samples == Samples{10, 10});
    CHECK_FALSE(mixer.idle());
    mixer.silence();
    CHECK(mixer.idle());
    mixer.play(Samples(2, 10), 1);
    CHECK(hear(mixer, 2).changed); // its end is told, so that the loudspeaker can be switched off
    CHECK(mixer.idle());
}

TEST_CASE("a mixer with seconds in hand is full until they are heard") {
    Mixer mixer;
    const uint32_t number = mixer.begin(1);
    add(mixer, number, 5 * voice_rate, 1);
    CHECK(mixer.full());
    hear(mixer, 2 * voice_rate);
    CHECK_FALSE(mixer.full());
    for (int i = 0; i < 20; ++i) { // in and out for as long as one likes, every sample once and in order
        add(mixer, number, voice_rate, int16_t(i + 2));
        hear(mixer, voice_rate);
    }
    const Samples rest = hear(mixer, 3 * voice_rate).samples;
    CHECK(rest.front() == 19);
    CHECK(rest.back() == 21);
    CHECK(std::is_sorted(rest.begin(), rest.end()));
}

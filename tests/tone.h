#pragma once
// A recording as a test makes it: a tone in a WAV file.

#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>
#include <vector>

namespace accanto::tests {

inline std::vector<int16_t> tone(double seconds, double hertz, int rate = 22'050) {
    std::vector<int16_t> out(size_t(seconds * rate));
    for (size_t i = 0; i < out.size(); ++i)
        out[i] = int16_t(12'000 * std::sin(2 * std::numbers::pi * hertz * double(i) / rate));
    return out;
}

inline std::string tone_wav(double seconds, double hertz, int rate = 22'050) {
    const std::vector<int16_t> samples = tone(seconds, hertz, rate);
    std::string out = "RIFF";
    const auto put = [&](uint32_t number, size_t size) {
        for (size_t i = 0; i < size; ++i)
            out += char(number >> 8 * i & 0xff);
    };
    const auto bytes = uint32_t(samples.size() * 2);
    put(36 + bytes, 4);
    out += "WAVEfmt ";
    put(16, 4), put(1, 2), put(1, 2), put(uint32_t(rate), 4), put(uint32_t(rate) * 2, 4), put(2, 2),
        put(16, 2);
    out += "data";
    put(bytes, 4);
    for (const int16_t sample : samples)
        put(uint16_t(sample), 2);
    return out;
}

// How often a sound swings in a second.
inline double hertz_of(const std::vector<int16_t>& samples, int rate = 22'050) {
    size_t rises = 0;
    for (size_t i = 1; i < samples.size(); ++i)
        rises += samples[i - 1] < 0 && samples[i] >= 0;
    return double(rises) * rate / double(samples.size());
}

} // namespace accanto::tests

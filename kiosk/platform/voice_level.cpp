#include "kiosk/platform/voice.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace accanto::platform {

namespace {

// Good enough to be understood, as heard with espeak-ng 1.51. Ukrainian and Urdu are weak there, Chinese and
// Hebrew unusable.
constexpr std::array<std::string_view, 8> basic = {"ca", "en", "es", "fr", "it", "pt", "ro", "sv"};

// Unicode's Arabic block. Vowelled text carries a mark on most consonants; long vowels and the article's alif
// bear none, so that a third is already far from everyday writing (under one in twenty) and below any
// carefully vowelled sentence. A letter alone is a key, and is said by its name.
bool is_vowelled(const std::string& text) {
    size_t letters = 0, marks = 0;
    for (size_t i = 0; i + 1 < text.size(); ++i) {
        const unsigned lead = static_cast<unsigned char>(text[i]),
                       next = static_cast<unsigned char>(text[i + 1]);
        if (lead < 0xd8 || lead > 0xdb || (next & 0xc0) != 0x80)
            continue;
        const unsigned point = (lead & 0x1f) << 6 | (next & 0x3f);
        marks += point >= 0x64b && point <= 0x652;
        letters += point >= 0x620 && point <= 0x64a;
    }
    return letters == 1 || marks * 3 >= letters;
}

} // namespace

VoiceLevel voice_level(const std::string& language, const std::string& text) {
    if (std::find(basic.begin(), basic.end(), language) != basic.end())
        return VoiceLevel::basic;
    if (language == "ar" && is_vowelled(text))
        return VoiceLevel::basic;
    return VoiceLevel::none;
}

} // namespace accanto::platform

#include "kiosk/platform/voice.h"

#include <doctest/doctest.h>

using namespace accanto::platform;

TEST_CASE("voice levels are honest") {
    for (const char* language : {"ca", "es", "it", "pt", "sv", "en", "ro", "fr"})
        CHECK(voice_level(language, "x") == VoiceLevel::basic);
    for (const char* language : {"uk", "ur", "he", "cmn", "zh", "", "xx"})
        CHECK(voice_level(language, "x") == VoiceLevel::none);
    CHECK(voice_level("ar", "مَرْحَبًا بِكُمْ فِي الْمَكْتَبَةِ") == VoiceLevel::basic);
    CHECK(voice_level("ar", "مرحبا بكم في المكتبة") == VoiceLevel::none);
    CHECK(voice_level("ar", "مرحباً بكم في المكتبة العامة") ==
          VoiceLevel::none); // everyday writing has a mark or two
    CHECK(voice_level("ar", "B 07") == VoiceLevel::basic);
    CHECK(voice_level("ar", "ض") == VoiceLevel::basic);   // a key of the keyboard
    CHECK(voice_level("ar", "من") == VoiceLevel::none);
}

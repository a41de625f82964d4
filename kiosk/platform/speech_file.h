#pragma once
// Speech as a file, for a program that has no loudspeaker: a page elsewhere plays it. No window, no SDL.

#include "kiosk/platform/voice.h"

#include <optional>

namespace accanto::platform {

struct SpeechFile {
    std::optional<std::string> wav;
    bool is_late = false; // there is a voice, and it was not done in time
};
SpeechFile speak_into_file(const std::filesystem::path& helper, const Utterance& utterance, int within_ms);

// What accanto-voice says, as a WAV file (16 bits, one channel; volume_percent is left to who plays it).
// Nothing, with a line in the log, when the helper cannot be run or is not done in time. Any thread; waits.
std::optional<std::string> speech_wav(const std::filesystem::path& helper, const Utterance& utterance,
                                      int within_ms = 5000);

} // namespace accanto::platform

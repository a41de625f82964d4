#pragma once
// What accanto-voice sends, on its way into the mixer.

#include "kiosk/platform/mixer.h"
#include "kiosk/platform/voice_frames.h"

#include <string>
#include <vector>

namespace accanto::platform {

class VoiceReader {
public:
    explicit VoiceReader(Mixer& mixer) : m_mixer(mixer) {}

    // The next bytes of the pipe. False when they are no frames of ours.
    bool take(const char* bytes, size_t count);
    // Another helper begins; nothing of what this one sent is left.
    void forget();

private:
    bool frame(const VoiceHeader& header, const char* payload);

    Mixer& m_mixer;
    std::vector<char> m_bytes; // not yet a whole frame
    std::vector<int16_t> m_samples;
};

} // namespace accanto::platform

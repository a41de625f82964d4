#pragma once
// One utterance on its way to accanto-voice, leaving no copy of its text behind.

#include "kiosk/platform/voice.h"
#include "kiosk/platform/wipe.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace accanto::platform {

// The text is no std::string: short ones leave copies of themselves wherever they are moved.
class VoiceOrder {
public:
    VoiceOrder(uint32_t number, const Utterance& utterance);
    VoiceOrder(VoiceOrder&&) = default;
    VoiceOrder& operator=(VoiceOrder&& other) noexcept;
    ~VoiceOrder() { wipe(m_text); }

    uint32_t number() const { return m_number; }
    const std::filesystem::path& recording() const { return m_recording; }
    int words_per_minute() const { return m_words_per_minute; }
    // What is written to the helper (voice_frames.h); to be wiped. Nothing when the language is no language
    // code.
    std::optional<std::vector<char>> command() const;

private:
    uint32_t m_number;
    std::string m_language;
    int m_words_per_minute;
    std::vector<char> m_text;
    std::filesystem::path m_recording;
};

} // namespace accanto::platform

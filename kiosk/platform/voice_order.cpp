#include "kiosk/platform/voice_order.h"

#include "kiosk/platform/voice_frames.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

namespace accanto::platform {

namespace {

// At most `limit` bytes, and no half character.
std::string_view cut(std::string_view text, size_t limit) {
    if (text.size() <= limit)
        return text;
    while (limit > 0 && (text[limit] & 0xc0) == 0x80)
        --limit;
    return text.substr(0, limit);
}

// A language stands in the command's line: letters, digits and hyphens only.
bool is_language(const std::string& text) {
    return !text.empty() && text.size() < 16 &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) || c == '-'; });
}

} // namespace

VoiceOrder::VoiceOrder(uint32_t number, const Utterance& utterance)
    : m_number(number),
      m_language(utterance.language),
      m_words_per_minute(std::clamp(utterance.words_per_minute, 80, 250)),
      m_recording(utterance.recording) {
    const std::string_view text = cut(utterance.text, voice_text_limit);
    m_text.assign(text.begin(), text.end());
}

VoiceOrder& VoiceOrder::operator=(VoiceOrder&& other) noexcept {
    m_number = other.m_number;
    m_language = std::move(other.m_language);
    m_words_per_minute = other.m_words_per_minute;
    m_recording = std::move(other.m_recording);
    std::swap(m_text, other.m_text); // ours is wiped with the other
    return *this;
}

std::optional<std::vector<char>> VoiceOrder::command() const {
    if (!is_language(m_language))
        return std::nullopt;
    const std::string line = "say " + std::to_string(m_number) + " " + m_language + " " +
                             std::to_string(m_words_per_minute) + " " + std::to_string(m_text.size()) + "\n";
    std::vector<char> bytes;
    bytes.reserve(line.size() + m_text.size()); // growing would leave a copy behind
    bytes.insert(bytes.end(), line.begin(), line.end());
    bytes.insert(bytes.end(), m_text.begin(), m_text.end());
    return bytes;
}

} // namespace accanto::platform

#include "kiosk/platform/voice_reader.h"

#include "kiosk/platform/wipe.h"

#include <cstddef>
#include <cstring>

namespace accanto::platform {

namespace {
constexpr uint32_t largest_frame = 1'000'000; // bytes; a frame of sound has a few thousand
}

bool VoiceReader::take(const char* bytes, size_t count) {
    m_bytes.insert(m_bytes.end(), bytes, bytes + count);
    size_t at = 0;
    VoiceHeader header;
    while (m_bytes.size() - at >= sizeof header) {
        std::memcpy(&header, m_bytes.data() + at, sizeof header);
        if (header.size > largest_frame)
            return false;
        if (m_bytes.size() - at < sizeof header + header.size)
            break;
        if (!frame(header, m_bytes.data() + at + sizeof header))
            return false;
        at += sizeof header + header.size;
    }
    m_bytes.erase(m_bytes.begin(), m_bytes.begin() + ptrdiff_t(at));
    return true;
}

bool VoiceReader::frame(const VoiceHeader& header, const char* payload) {
    switch (header.kind) {
    case VoiceFrame::sound:
        m_samples.resize(header.size / sizeof(int16_t));
        if (!m_samples.empty())
            std::memcpy(m_samples.data(), payload, m_samples.size() * sizeof(int16_t));
        m_mixer.add(header.utterance, m_samples.data(), m_samples.size());
        return true;
    case VoiceFrame::word: {
        VoiceWord word;
        if (header.size != sizeof word)
            return false;
        std::memcpy(&word, payload, sizeof word);
        m_mixer.add_word(header.utterance, word.offset_ms, {word.begin, word.end});
        return true;
    }
    case VoiceFrame::end:
        m_mixer.end(header.utterance);
        return true;
    }
    return false;
}

void VoiceReader::forget() {
    wipe(m_bytes);
    wipe(m_samples);
}

} // namespace accanto::platform

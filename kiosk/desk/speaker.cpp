#include "kiosk/desk/speaker.h"

#include "kiosk/platform/speech_file.h"

#include <algorithm>

namespace accanto::desk {

namespace {

constexpr size_t most_kept = 96; // twelve desks in all languages: who asks for all of them wears nothing out
constexpr int words_per_minute = 130; // across a room

} // namespace

bool Speaker::can_say(const Spoken& words) const {
    return !m_helper.empty() &&
           platform::voice_level(words.language, words.text) != platform::VoiceLevel::none;
}

std::shared_ptr<const std::string> Speaker::sound(const Spoken& words) {
    if (!can_say(words))
        return nullptr;
    const std::lock_guard lock(m_mutex);
    const auto known =
        std::find_if(m_kept.begin(), m_kept.end(), [&](const Kept& one) { return one.words == words; });
    if (known != m_kept.end())
        return known->wav;
    auto wav = platform::speech_wav(m_helper, {words.text, words.language, words_per_minute});
    if (!wav)
        return nullptr;
    m_kept.push_front({words, std::make_shared<const std::string>(*std::move(wav))});
    if (m_kept.size() > most_kept)
        m_kept.pop_back();
    return m_kept.front().wav;
}

} // namespace accanto::desk

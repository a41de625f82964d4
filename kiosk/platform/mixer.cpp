#include "kiosk/platform/mixer.h"

#include "kiosk/platform/voice_frames.h"
#include "kiosk/platform/wipe.h"

#include <algorithm>
#include <cstddef>

namespace accanto::platform {

namespace {

constexpr size_t enough = 4 * voice_rate;

int16_t sum(int16_t below, int16_t above, float gain) {
    return int16_t(std::clamp(float(below) + float(above) * gain, -32768.0f, 32767.0f));
}

} // namespace

uint32_t Mixer::begin(float gain) {
    const std::lock_guard lock(m_mutex);
    clear();
    m_speaking = true;
    m_gain = gain;
    return ++m_utterance;
}

void Mixer::stop() {
    const std::lock_guard lock(m_mutex);
    clear();
}

void Mixer::silence() {
    const std::lock_guard lock(m_mutex);
    clear();
    m_sounds.clear();
}

void Mixer::clear() {
    wipe(m_speech);
    m_next = 0;
    m_played = 0;
    m_words.clear();
    m_word = {};
    m_speaking = m_complete = false;
}

void Mixer::add(uint32_t utterance, const int16_t* samples, size_t count) {
    const std::lock_guard lock(m_mutex);
    if (!is(utterance))
        return;
    if (m_next > enough) {
        m_speech.erase(m_speech.begin(), m_speech.begin() + ptrdiff_t(m_next));
        m_next = 0;
    }
    m_speech.insert(m_speech.end(), samples, samples + count);
}

void Mixer::add_word(uint32_t utterance, uint32_t offset_ms, WordSpan span) {
    const std::lock_guard lock(m_mutex);
    if (is(utterance))
        m_words.push_back({uint64_t(offset_ms) * voice_rate / 1000, span});
}

void Mixer::end(uint32_t utterance) {
    const std::lock_guard lock(m_mutex);
    if (is(utterance))
        m_complete = true;
}

void Mixer::fail(uint32_t utterance) {
    const std::lock_guard lock(m_mutex);
    if (is(utterance))
        clear();
}

void Mixer::play(std::vector<int16_t> samples, float gain) {
    const std::lock_guard lock(m_mutex);
    m_sounds.push_back({std::move(samples), 0, gain});
}

bool Mixer::fill(int16_t* out, size_t count) {
    const std::lock_guard lock(m_mutex);
    std::fill(out, out + count, int16_t(0));
    const size_t spoken = std::min(count, m_speech.size() - m_next);
    for (size_t i = 0; i < spoken; ++i)
        out[i] = sum(0, m_speech[m_next + i], m_gain);
    m_next += spoken;
    m_played += spoken;
    for (Sound& sound : m_sounds)
        for (size_t i = 0; i < count && sound.next < sound.samples.size(); ++i)
            out[i] = sum(out[i], sound.samples[sound.next++], sound.gain);
    bool changed =
        std::erase_if(m_sounds, [](const Sound& sound) { return sound.next == sound.samples.size(); }) > 0;
    while (!m_words.empty() && m_words.front().sample < m_played) {
        m_word = m_words.front().span;
        m_words.pop_front();
        changed = true;
    }
    if (m_speaking && m_complete && m_next == m_speech.size()) {
        clear();
        changed = true;
    }
    return changed;
}

bool Mixer::speaking() const {
    const std::lock_guard lock(m_mutex);
    return m_speaking;
}

bool Mixer::speaking(uint32_t utterance) const {
    const std::lock_guard lock(m_mutex);
    return is(utterance);
}

WordSpan Mixer::word() const {
    const std::lock_guard lock(m_mutex);
    return m_word;
}

bool Mixer::idle() const {
    const std::lock_guard lock(m_mutex);
    return !m_speaking && m_sounds.empty();
}

bool Mixer::full() const {
    const std::lock_guard lock(m_mutex);
    return m_speech.size() - m_next > enough;
}

float gain_of(int volume_percent) {
    const float part = float(std::clamp(volume_percent, 0, 100)) / 100;
    return part * part;
}

} // namespace accanto::platform

#pragma once
// What is to be heard: one utterance and short sounds over it, and where in the utterance we are.

#include "kiosk/platform/voice.h"

#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

namespace accanto::platform {

// Any thread. Samples are 16 bits, one channel, voice_rate a second.
class Mixer {
public:
    // A new utterance takes the place of the old one. Returns its number; everything about another number is
    // ignored.
    uint32_t begin(float gain);
    void stop();    // the utterance
    void silence(); // everything, and nothing of it is left in memory

    void add(uint32_t utterance, const int16_t* samples, size_t count);
    void add_word(uint32_t utterance, uint32_t offset_ms, WordSpan span);
    void end(uint32_t utterance);  // all was added
    void fail(uint32_t utterance); // no more will come: it is over

    void play(std::vector<int16_t> samples, float gain);

    // The next samples to be heard. True when the word changed, or the utterance or a sound ended.
    bool fill(int16_t* out, size_t count);

    bool speaking() const;
    bool speaking(uint32_t utterance) const;
    WordSpan word() const;
    bool idle() const; // nothing to be heard
    bool full() const; // enough for some seconds

private:
    struct Word {
        uint64_t sample;
        WordSpan span;
    };
    struct Sound {
        std::vector<int16_t> samples;
        size_t next = 0;
        float gain = 1;
    };

    bool is(uint32_t utterance) const { return m_speaking && utterance == m_utterance; }
    void clear();

    mutable std::mutex m_mutex;
    uint32_t m_utterance = 0;
    bool m_speaking = false, m_complete = false;
    float m_gain = 1;
    std::vector<int16_t> m_speech;
    size_t m_next = 0;     // of m_speech
    uint64_t m_played = 0; // samples of the utterance
    std::deque<Word> m_words;
    WordSpan m_word;
    std::vector<Sound> m_sounds;
};

// How loud a percentage is: squared, so that 50 is 12 dB below 100 and steps sound alike.
float gain_of(int volume_percent);

} // namespace accanto::platform

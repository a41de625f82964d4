#pragma once
// The loudspeaker, and a silent clock in its place where there is none.

#include "kiosk/platform/mixer.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace accanto::platform {

// One thread. SDL's sound is switched on by start() and entirely off by stop(): some of its drivers wake the
// processor ten times a second for as long as they are on.
class SoundOutput {
public:
    // `changed` is called from the sound's own thread (or from pump()) when the mixer's word or utterance
    // changed.
    SoundOutput(Mixer& mixer, std::function<void()> changed)
        : m_mixer(mixer), m_changed(std::move(changed)) {}
    ~SoundOutput() { stop(); }
    SoundOutput(const SoundOutput&) = delete;
    SoundOutput& operator=(const SoundOutput&) = delete;

    void start();
    void stop();
    // Another sound card from now on, also in the middle of what is being heard (Voice::listen_on).
    void use(const std::string& card);
    bool started() const { return m_started; }
    // There is no loudspeaker: pump() must be called every few hundredths of a second.
    bool silent() const { return m_started && m_device == 0; }
    void pump();

private:
    void fill(int16_t* out, size_t count);

    Mixer& m_mixer;
    std::function<void()> m_changed;
    bool m_started = false;
    bool m_told = false; // of the missing loudspeaker
    std::string m_card;  // empty: the machine's own
    uint32_t m_device = 0;
    std::chrono::steady_clock::time_point m_pumped; // silent: heard until here
};

// Which of the devices SDL has is on this card: the first whose name has the card's in it; nothing when there is none.
std::optional<std::string> device_on(const std::string& card, const std::vector<std::string>& devices);

// The samples of a WAV file as the mixer wants them. Throws Error with SDL's words.
std::vector<int16_t> load_wav(const std::filesystem::path& file);

} // namespace accanto::platform

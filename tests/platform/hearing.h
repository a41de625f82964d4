#pragma once
// What a test hears of the real accanto-voice, through SDL's "disk" driver: what the loudspeaker would get is
// a file.

#include "kiosk/platform/voice.h"
#include "kiosk/platform/voice_frames.h"
#include "tests/tone.h"

#include <SDL.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace accanto::tests {

using namespace platform;
using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

inline constexpr const char* helper = ACCANTO_VOICE;

// As the window does at the program's end.
inline struct QuitSdl {
    ~QuitSdl() { SDL_Quit(); }
} quit_sdl;

// What wake() tells, and waiting for it.
class Bell {
public:
    // The word is looked up at each ring, in the thread that rings, so that none is missed however busy the
    // machine is.
    std::function<void()> ring() {
        return [this] {
            const Voice* voice = m_voice;
            const WordSpan word = voice ? voice->word() : WordSpan{};
            const std::lock_guard lock(m_mutex);
            ++m_rings;
            const bool again =
                !m_words.empty() && m_words.back().begin == word.begin && m_words.back().end == word.end;
            if (word.end > 0 && !again)
                m_words.push_back(word);
            m_changed.notify_all();
        };
    }
    std::unique_ptr<Voice> open(const std::filesystem::path& program) {
        auto voice = Voice::open(program, ring());
        m_voice = voice.get();
        return voice;
    }
    // The words told, as they stand in the text: the last `count`, or all.
    std::vector<std::string> words(const std::string& text, size_t count = 1000) {
        const std::lock_guard lock(m_mutex);
        std::vector<std::string> found;
        for (size_t i = m_words.size() - std::min(count, m_words.size()); i < m_words.size(); ++i)
            found.push_back(text.substr(m_words[i].begin, m_words[i].end - m_words[i].begin));
        return found;
    }
    // Looks again at each ring, and every 5 ms for what nobody rings for.
    bool wait(const std::function<bool()>& holds, milliseconds limit = milliseconds(10'000)) {
        const auto deadline = Steady::now() + limit;
        while (!holds()) {
            if (Steady::now() > deadline)
                return false;
            std::unique_lock lock(m_mutex);
            m_changed.wait_for(lock, milliseconds(5));
        }
        return true;
    }
    int rings() {
        const std::lock_guard lock(m_mutex);
        return m_rings;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_rings = 0;
    std::vector<WordSpan> m_words;
    std::atomic<const Voice*> m_voice{nullptr};
};

inline std::string read_all(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

// Our children that are not yet reaped, but for those already dead when `alive`.
inline std::vector<pid_t> children(bool alive = true) {
    std::vector<pid_t> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const std::string stat = read_all(entry.path() / "stat");
        const size_t name_end = stat.rfind(')');
        if (name_end == std::string::npos)
            continue;
        std::istringstream rest(stat.substr(name_end + 1));
        char state = 0;
        pid_t parent = 0;
        rest >> state >> parent;
        if (parent == getpid() && !(alive && state == 'Z'))
            found.push_back(pid_t(std::stol(entry.path().filename())));
    }
    return found;
}

inline Utterance english(const std::string& text, int words_per_minute = 250) {
    return {text, "en", words_per_minute, 70};
}

inline const std::string long_text =
    "One two three four five six seven eight nine ten. One two three four five six seven "
    "eight nine ten. One two three four five six seven eight nine ten.";

using Words = std::vector<std::string>;

// The last words that were told, once all is said.
inline Words follow(Voice& voice, Bell& bell, const std::string& text, size_t count) {
    CHECK(bell.wait([&] { return !voice.speaking(); }));
    return bell.words(text, count);
}

// The loudspeaker as a file.
class Loudspeaker {
public:
    Loudspeaker() {
        std::string name = (std::filesystem::temp_directory_path() / "accanto-voice-XXXXXX").string();
        m_folder = mkdtemp(name.data());
        setenv("SDL_AUDIODRIVER", "disk", 1);
        setenv("SDL_DISKAUDIOFILE", (m_folder / "heard.raw").c_str(), 1);
    }
    ~Loudspeaker() {
        setenv("SDL_AUDIODRIVER", "dummy", 1);
        unsetenv("SDL_DISKAUDIOFILE");
        std::filesystem::remove_all(m_folder);
    }
    std::vector<int16_t> heard() const {
        const std::string bytes = read_all(m_folder / "heard.raw");
        std::vector<int16_t> samples(bytes.size() / 2);
        if (!samples.empty())
            std::memcpy(samples.data(), bytes.data(), samples.size() * 2);
        return samples;
    }
    // Up to the last sample that is not silence.
    size_t loud() const {
        const auto samples = heard();
        size_t count = samples.size();
        while (count > 0 && samples[count - 1] == 0)
            --count;
        return count;
    }
    std::filesystem::path m_folder;
};

// A tone in place of somebody's voice.
struct Recorded {
    Recorded(double seconds, double hertz) {
        std::string name = (std::filesystem::temp_directory_path() / "accanto-recorded-XXXXXX").string();
        folder = mkdtemp(name.data());
        file = folder / "tone.wav";
        std::ofstream(file, std::ios::binary) << accanto::tests::tone_wav(seconds, hertz);
    }
    ~Recorded() { std::filesystem::remove_all(folder); }
    std::filesystem::path folder, file;
};

inline int loudest(const std::vector<int16_t>& samples) {
    int most = 0;
    for (const int16_t sample : samples)
        most = std::max(most, std::abs(int(sample)));
    return most;
}

} // namespace accanto::tests

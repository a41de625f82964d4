#pragma once
// Calls as sound: the browser of a display often has no voice of its own, and never a better one.

#include "kiosk/desk/http.h"

#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <string>

namespace accanto::desk {

struct Spoken {
    std::string text, language;
    bool operator==(const Spoken&) const = default;
};

// Any thread.
class Speaker {
public:
    // `helper`: accanto-voice; empty: nothing can be spoken.
    explicit Speaker(std::filesystem::path helper) : m_helper(std::move(helper)) {}

    // Whether there is a voice for these words.
    bool can_say(const Spoken& words) const;
    // A WAV file; null when there is no voice, or none answers. The newest are kept: many displays ask for
    // the same.
    std::shared_ptr<const std::string> sound(const Spoken& words);

private:
    struct Kept {
        Spoken words;
        std::shared_ptr<const std::string> wav;
    };
    const std::filesystem::path m_helper;
    std::mutex m_mutex; // one voice at a time: the second asker finds the first one's sound
    std::list<Kept> m_kept;
};

} // namespace accanto::desk

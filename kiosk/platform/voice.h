#pragma once
// Speech: somebody has recorded it, or accanto-voice (espeak-ng in a process of its own) makes the sound; SDL
// plays it.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace accanto::platform {

struct Utterance {
    std::string text;           // for the ear: abbreviations expanded, Arabic with its vowels
    std::string language;       // "ca"
    int words_per_minute = 150; // 80 to 250
    int volume_percent = 70;
    // A WAV file in which a person says it: heard in the synthesizer's place, at the same pace and volume,
    // and without words to follow. Empty, or not to be read: the synthesizer speaks.
    std::filesystem::path recording = {};
};

enum class VoiceLevel {
    recorded,
    basic,
    none
}; // recorded: of a text that Utterance::recording is given with
// What espeak-ng can do for a language (design/interface.md, "Voice"). Arabic is basic only for vowelled
// text: the caller passes what it is about to say.
VoiceLevel voice_level(const std::string& language, const std::string& text);

struct WordSpan {
    size_t begin = 0, end = 0; // bytes of Utterance::text
};

// One thread (the drawing one) calls it; nothing here waits for the helper, the disk or the loudspeaker.
// Ends before the Window does: both use SDL.
class Voice {
public:
    // Starts nothing until the first utterance. `wake` is called from other threads when state changed (a
    // word, the end). `helper`: path of accanto-voice. Without a sound device it stays silent and still
    // reports words and ends in time.
    static std::unique_ptr<Voice> open(const std::filesystem::path& helper, std::function<void()> wake);
    virtual ~Voice() = default;

    virtual void say(const Utterance& utterance) = 0; // interrupts what is being said
    virtual void stop() = 0;                          // silent within 100 ms
    virtual bool speaking() const = 0;
    // Nothing was heard of what was said last: there is no loudspeaker. Each utterance looks for one again.
    virtual bool is_unheard() const = 0;
    virtual WordSpan word() const = 0; // being said now; empty span when none
    // The sound card to be heard on, by its name; "": the machine's own, as when a card of that name is not there.
    virtual void listen_on(const std::string& card) = 0;
    // Ends the helper: nothing it has heard outlives the visit.
    virtual void forget() = 0;
    // A short sound (a WAV file of assets/sounds), mixed at the given volume.
    virtual void play(const std::filesystem::path& wav, int volume_percent) = 0;
};

} // namespace accanto::platform

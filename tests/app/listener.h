#pragma once
// Somebody who does not see: the kiosk is known to them by what it says (its speech log) and by nothing else, and what
// they have is the four corners of the glass, a keypad of six keys, or a keyboard.

#include "tests/app/kiosk_run.h"

#include "content/library/words.h"

#include <string>
#include <vector>

namespace accanto::tests {

enum class Means { corners, keypad, keyboard };

class Listener {
public:
    // `language`: the one they understand.
    Listener(Kiosk& kiosk, std::filesystem::path speech_log, Means means, std::string language);

    // Speech is not on when one comes: what the means has for it.
    void begin();
    // What one wish leads to: everything that was said, "" for silence.
    std::string next() { return wish(m_means == Means::corners ? "corner next" : m_means == Means::keypad ? "key down" : "key tab"); }
    std::string choose_this() { return wish(m_means == Means::corners ? "corner choose" : "key enter"); }
    // Goes on until that is said of what one is on, on the pages that follow too, and chooses it. Throws with all that was
    // heard when it is nowhere.
    std::string choose(const std::string& wanted);
    std::string choose_word(const std::string& key) { return choose(word(key)); }
    // Chooses what comes next, one after the other, until the kiosk says that.
    std::string try_until(const std::string& hoped);

    // How the kiosk would say it.
    std::string word(const std::string& key, const content::Arguments& arguments = {}) const;
    const std::string& last() const { return m_last; }   // of choose(): the page it led to
    int wishes() const { return m_wishes; }

private:
    std::string wish(const std::string& line);
    bool go_to(const std::string& wanted);
    [[noreturn]] void lost(const std::string& why) const;

    Kiosk& m_kiosk;
    std::filesystem::path m_log;
    Means m_means;
    std::string m_language;
    std::shared_ptr<const content::Words> m_words;
    size_t m_read = 0;                   // bytes of the log
    int m_wishes = 0;
    std::string m_last;
    std::vector<std::string> m_heard;    // since the last choice
};

// Whether what was said of something names it: "Learn. Step by step." is Learn, "Learn now." is not.
bool names(const std::string& said, const std::string& wanted);

} // namespace accanto::tests

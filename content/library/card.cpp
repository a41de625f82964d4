#include "content/library/card.h"

#include <fmt/format.h>

namespace accanto::content {

std::vector<Phrase> card_lines(const Tutorial& tutorial, const TutorialWords& words) {
    std::vector<Phrase> out;
    for (const Step& step : tutorial.steps)
        if (step.on_card)
            out.push_back(words.say(step.title));
    return out;
}

std::vector<Phrase> card_speech(const Tutorial& tutorial, const TutorialWords& words) {
    std::vector<Phrase> out;
    for (const Step& step : tutorial.steps)
        if (step.on_card)
            out.push_back(words.speech(step.title));
    return out;
}

std::string card_text(const Tutorial& tutorial, const TutorialWords& words, size_t most_bytes) {
    static constexpr std::string_view more = "\n\u2026";
    std::string out = words.say("tutorial.title").text;
    int number = 0;
    for (const Phrase& line : card_lines(tutorial, words)) {
        std::string next = fmt::format("\n{}. {}", ++number, line.text);
        if (out.size() + next.size() + more.size() > most_bytes)
            return out += more;
        out += next;
    }
    return out;
}

} // namespace accanto::content

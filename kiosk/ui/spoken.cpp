#include "kiosk/ui/spoken.h"

#include <algorithm>

namespace accanto::ui {

std::string spoken_length(const content::Words& words, const std::string& language, const std::string& value) {
    const auto letters = std::count_if(value.begin(), value.end(), [](char c) { return (c & 0xC0) != 0x80; });
    return words.speech(language, "by_ear.characters", {{"n", int64_t(letters)}}).text;
}

std::string spoken_node(const content::Words& words, const Node& node) {
    std::string out;
    add_sentence(out, node.speech);
    if (node.role == NodeRole::field)
        add_sentence(out, node.is_private || node.masked ? spoken_length(words, node.language, node.value) : node.value);
    if (node.chosen)
        add_sentence(out, words.speech(node.language, "common.chosen").text);
    else if (node.checkable)
        add_sentence(out, words.speech(node.language, "by_ear.not_chosen").text);
    if (!node.enabled)
        add_sentence(out, words.speech(node.language, "by_ear.unavailable").text);
    return out;
}

} // namespace accanto::ui

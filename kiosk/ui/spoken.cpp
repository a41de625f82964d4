#include "kiosk/ui/spoken.h"

#include <algorithm>

namespace accanto::ui {

std::string spoken_length(const content::Words& words, const std::string& language, const std::string& value) {
    const auto letters = std::count_if(value.begin(), value.end(), [](char c) { return (c & 0xC0) != 0x80; });
    return words.speech(language, "by_ear.characters", {{"n", int64_t(letters)}}).text;
}

namespace {

std::string digit_by_digit(const std::string& value) {
    const bool number = !value.empty() && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!number)
        return value;
    std::string out;
    for (const char digit : value)
        out += out.empty() ? std::string(1, digit) : std::string(" ") + digit;
    return out;
}

std::string spoken_value(const content::Words& words, const Node& node, bool alone) {
    if (!node.is_private && !node.masked)
        return node.value;
    if (alone && !node.masked && !node.value.empty())
        return digit_by_digit(node.value);
    return spoken_length(words, node.language, node.value);
}

} // namespace

std::string spoken_node(const content::Words& words, const Node& node, bool alone) {
    std::string out;
    add_sentence(out, node.speech);
    if (node.role == NodeRole::field)
        add_sentence(out, spoken_value(words, node, alone));
    if (node.chosen)
        add_sentence(out, words.speech(node.language, "common.chosen").text);
    else if (node.checkable)
        add_sentence(out, words.speech(node.language, "by_ear.not_chosen").text);
    if (!node.enabled)
        add_sentence(out, words.speech(node.language, "by_ear.unavailable").text);
    return out;
}

} // namespace accanto::ui

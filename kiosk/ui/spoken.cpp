#include "kiosk/ui/spoken.h"

#include <algorithm>

namespace accanto::ui {

std::string spoken_length(const content::Words& words, const std::string& language, const std::string& value) {
    const auto letters = std::count_if(value.begin(), value.end(), [](char c) { return (c & 0xC0) != 0x80; });
    return words.speech(language, "by_ear.characters", {{"n", int64_t(letters)}}).text;
}

std::string in_groups(const std::string& digits, const char* between_digits, const char* between_groups) {
    std::string out;
    for (size_t i = 0; i < digits.size(); ++i) {
        if (i > 0)
            out += i % 3 == 0 && digits.size() - i > 1 ? between_groups : between_digits;
        out += digits[i];
    }
    return out;
}

namespace {

bool is_number(const std::string& value) {
    return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string spoken_value(const content::Words& words, const Node& node, bool alone) {
    if (!node.heard.empty())
        return node.heard;
    if (!node.is_private && !node.masked)
        return node.value;
    if (alone && !node.masked && !node.value.empty())
        return is_number(node.value) ? in_groups(node.value, " ", ", ") : node.value;
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

#include "kiosk/ui/line_breaks.h"

#include <string_view>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace accanto::ui {

namespace {

constexpr std::string_view zero_width_space = "\u200B", non_breaking_hyphen = "\u2011", en_dash = "\u2013", word_joiner = "\u2060";

bool letter_before(std::string_view text, int32_t& at) {
    if (at <= 0)
        return false;
    UChar32 c = 0;
    U8_PREV(reinterpret_cast<const uint8_t*>(text.data()), 0, at, c);
    return c >= 0 && u_isalpha(c);
}

bool is_digit_at(std::string_view text, size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }

bool letter_at(std::string_view text, size_t at) {
    UChar32 c = 0;
    auto place = int32_t(at);
    if (at >= text.size())
        return false;
    U8_NEXT(reinterpret_cast<const uint8_t*>(text.data()), place, int32_t(text.size()), c);
    return c >= 0 && u_isalpha(c);
}

} // namespace

std::string mark_line_breaks(std::string text) {
    // A name with an @ in it (Cl@ve) is no address: no dot follows.
    for (size_t at = text.find('@', 1); at != std::string::npos; at = text.find('@', at + 4))
        if (size_t dot = text.find('.', at); dot < text.find(' ', at))
            text.insert(at, zero_width_space);
    for (size_t at = text.find('-', 1); at != std::string::npos; at = text.find('-', at + 1)) {
        auto before = int32_t(at);
        if (letter_before(text, before) && !letter_before(text, before) && letter_at(text, at + 1))
            text.replace(at, 1, non_breaking_hyphen);
    }
    for (size_t at = text.find(en_dash, 1); at != std::string::npos; at = text.find(en_dash, at + 1))
        if (const size_t after = at + en_dash.size(); is_digit_at(text, at - 1) && is_digit_at(text, after))
            text.insert(after, word_joiner);
    return text;
}

} // namespace accanto::ui

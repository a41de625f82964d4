#include "kiosk/ui/first_letters.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace accanto::ui {

std::string first_letters(const std::string& text, size_t most) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    const auto size = int32_t(text.size());
    int32_t end = 0;
    for (size_t letters = 0; end < size;) {
        int32_t next = end;
        UChar32 c = 0;
        U8_NEXT(bytes, next, size, c);
        const bool is_mark = c >= 0 && u_charType(c) == U_NON_SPACING_MARK;
        if (!is_mark && ++letters > most)
            break;
        end = next;
    }
    if (end == size)
        return text;
    while (end > 0 && text[size_t(end) - 1] == ' ')
        --end;
    // Isolated, so that the sign stands behind the last letter whichever way the text is written.
    return "\u2068" + text.substr(0, size_t(end)) + "…\u2069";
}

} // namespace accanto::ui

#include "kiosk/app/box_keys.h"

#include "content/library/letters.h"
#include "kiosk/point/contact.h"

#include <algorithm>

namespace accanto::app {

void press_box_key(const ui::KeyResult& key, std::string& typed, Visit& visit,
                   const std::vector<std::string>& languages) {
    using What = ui::KeyResult::What;
    ui::KeyboardState& keyboard = visit.keyboard;
    if (key.what == What::backspace)
        content::drop_last_letter(typed);
    else if (key.what == What::shift)
        keyboard.shift = !keyboard.shift;
    else if (key.what == What::page)
        keyboard.page = keyboard.page == ui::KeyPage::letters ? ui::KeyPage::digits : ui::KeyPage::letters;
    else if (key.what == What::language) {
        const std::string& now = keyboard.letters.empty() ? visit.language : keyboard.letters;
        const auto found = std::find(languages.begin(), languages.end(), now);
        keyboard.letters =
            found == languages.end() || found + 1 == languages.end() ? languages.front() : *(found + 1);
    }
}

void press_digit_key(const ui::KeyResult& key, std::string& digits) {
    if (key.what == ui::KeyResult::What::backspace && !digits.empty())
        digits.pop_back();
    if (key.what == ui::KeyResult::What::text)
        for (const char c : key.text)
            if (c >= '0' && c <= '9' && digits.size() < point::most_digits)
                digits += c;
}

} // namespace accanto::app

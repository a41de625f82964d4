#pragma once
// The keys of boxes that more than one page has.

#include "kiosk/app/visit.h"

#include <string>
#include <vector>

namespace accanto::app {

// The keys beside the letters, where names are typed, with whatever letters; text itself is its page's own.
// `languages`: whose letters one key leads through.
void press_box_key(const ui::KeyResult& key, std::string& typed, Visit& visit,
                   const std::vector<std::string>& languages);

// Of a telephone number.
void press_digit_key(const ui::KeyResult& key, std::string& digits);

} // namespace accanto::app

#pragma once
// The keys beside the letters where names are typed, with whatever letters. Text itself is its page's own.

#include "kiosk/app/visit.h"

#include <string>
#include <vector>

namespace accanto::app {

// `languages`: whose letters one key leads through.
void press_box_key(const ui::KeyResult& key, std::string& typed, Visit& visit,
                   const std::vector<std::string>& languages);

} // namespace accanto::app

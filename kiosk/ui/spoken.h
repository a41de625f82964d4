#pragma once
// What the voice says of one thing on the screen: its name, what is written in it, and whether it is chosen.

#include "content/library/words.h"
#include "kiosk/ui/semantics.h"

namespace accanto::ui {

// In the node's language. What somebody typed is only counted: others may hear the loudspeaker (EN 301 549, 5.1.3.8 and
// 5.1.3.9). `alone`: nobody else hears it, and it is said, a number digit by digit; what is masked is counted even so.
std::string spoken_node(const content::Words& words, const Node& node, bool alone = false);

// How much stands in a field, for who can't see it.
std::string spoken_length(const content::Words& words, const std::string& language, const std::string& value);

} // namespace accanto::ui

#pragma once
// What the voice says of one thing on the screen: its name, what is written in it, and whether it is chosen.

#include "content/library/words.h"
#include "kiosk/ui/semantics.h"

namespace accanto::ui {

// In the node's language. What somebody typed is only counted, unless they chose to hear it: others may hear the loudspeaker
// (EN 301 549, 5.1.3.8 and 5.1.3.9). `alone`: nobody else hears it, and it is said, a number in groups; what is masked is
// counted even so.
std::string spoken_node(const content::Words& words, const Node& node, bool alone = false);

// Digits in groups of three, as one reads a number out; a last one alone stays with those before it.
std::string in_groups(const std::string& digits, const char* between_digits, const char* between_groups);

// How much stands in a field, for who can't see it.
std::string spoken_length(const content::Words& words, const std::string& language, const std::string& value);

} // namespace accanto::ui

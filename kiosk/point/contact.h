#pragma once
// What somebody leaves for the network's coordinators alone, sealed the moment it is given (design/sync.md:
// to the network's key). Whoever has the kiosk cannot read it.

#include "content/base/settings.h"

#include <string>
#include <string_view>

namespace accanto::point {

// Without the network's key nobody is asked.
bool takes_contacts(const Settings& settings);

constexpr size_t least_digits = 6, most_digits = 15; // ITU-T E.164: at most 15

// The digits of a telephone number as a sealed box in base64. Its length tells nothing of theirs.
// takes_contacts() must hold. Any thread.
std::string seal_contact(const Settings& settings, std::string_view digits);

// The same for words, of up to 300 characters of any script. Text in UTF-8.
constexpr size_t most_sealed_text_bytes = 1200;
std::string seal_text(const Settings& settings, std::string_view text);

} // namespace accanto::point

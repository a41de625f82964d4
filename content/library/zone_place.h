#pragma once
// Where a time zone lies, in words.

#include <string>

namespace accanto::content {

// "Europe/Lisbon": "Lisboa" in Portuguese, by the exemplar city of Unicode's locale data (UTS #35, Part 4, "Time Zone
// Names"); where there is none, as the zone's file is called. UTF-8. Any thread.
std::string place_of_zone(const std::string& zone, const std::string& language);

} // namespace accanto::content

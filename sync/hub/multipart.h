#pragma once
// Forms with files (multipart/form-data, RFC 7578), as browsers send them.

#include <map>
#include <string>
#include <string_view>

namespace accanto::hub {

// By the name of each part what it holds; of two with one name the first. Empty when it is no such form, or
// is cut off.
std::map<std::string, std::string> parts_of_form(std::string_view content_type, std::string_view body);

} // namespace accanto::hub

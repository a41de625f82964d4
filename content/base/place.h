#pragma once
// Countries and parts of countries, as ISO 3166 codes.

#include <string_view>

namespace accanto {

// "ES" (ISO 3166-1 alpha-2) or "ES-CT", "IT-75" (ISO 3166-2); by its form, not by a list.
bool is_place(std::string_view code);

} // namespace accanto

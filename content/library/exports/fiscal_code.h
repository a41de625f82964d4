#pragma once
// The Italian codice fiscale of a natural person.

#include <string_view>

namespace accanto::content {

// By its form, with the letters that stand for digits where two people would share one, and by its check
// character (decree of 23 December 1976, art. 7). Small letters are allowed.
bool is_fiscal_code(std::string_view text);

} // namespace accanto::content

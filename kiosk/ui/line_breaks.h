#pragma once
// Where a line may break, beyond what Unicode (UAX 14) says.

#include <string>

namespace accanto::ui {

// The text with marks for the line breaker: an address (an @, then a dot) may go on before its @ sign, not in the middle of
// a name; a letter alone before a hyphen (e-mail, e-legitimation) stays with its word; from and to (9:00–13:00) stay together.
std::string mark_line_breaks(std::string text);

} // namespace accanto::ui

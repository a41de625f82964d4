#pragma once
// The beginning of what somebody wrote, where there is no room for all of it.

#include <string>

namespace accanto::ui {

// So many letters, with the marks that sit on them, and "…" behind them; all of it where it has no more.
std::string first_letters(const std::string& text, size_t most);

} // namespace accanto::ui

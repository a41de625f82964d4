#pragma once

#include "content/base/settings.h"
#include "content/library/words.h"
#include "kiosk/ui/slip.h"

namespace accanto::app {

// A trial of the printer: the point, the moment, every script it will have to print, and that it is no number.
platform::Image draw_technician_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const std::string& language, int64_t wall_ms);

// What a mentor takes along: the PIN that was made, and for what. Not whose it is: who finds the slip could sign in with both.
inline constexpr const char* mentor_slip_name = "mentor-pin";
platform::Image draw_mentor_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const std::string& language, const std::string& pin);

} // namespace accanto::app

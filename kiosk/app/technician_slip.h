#pragma once

#include "content/base/settings.h"
#include "content/library/words.h"
#include "kiosk/ui/slip.h"

namespace accanto::app {

// A trial of the printer: the point, the moment, every script it will have to print, and that it is no number.
platform::Image draw_technician_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const std::string& language, int64_t wall_ms);

} // namespace accanto::app

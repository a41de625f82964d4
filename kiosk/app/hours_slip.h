#pragma once
// When the point is open and whom one can call, on paper.

#include "content/base/settings.h"
#include "kiosk/ui/slip.h"

namespace accanto::app {

platform::Image draw_hours_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const std::string& phone,
                                const std::string& language);

} // namespace accanto::app

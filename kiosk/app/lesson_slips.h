#pragma once
// What can be taken home of a lesson, on paper: its steps, and the pictures to come back with.

#include "content/library/tutorial.h"
#include "kiosk/app/visit.h"
#include "kiosk/ui/slip.h"

namespace accanto::app {

platform::Image draw_card_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const content::Tutorial& tutorial,
                               const std::string& language);
platform::Image draw_code_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const content::Tutorial& tutorial,
                               int step, const point::PictureCode& code, const std::string& language);

} // namespace accanto::app

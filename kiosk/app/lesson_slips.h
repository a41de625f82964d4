#pragma once
// What can be taken home of a lesson, on paper: its steps, and the pictures to come back with.

#include "content/library/tutorial.h"
#include "kiosk/app/visit.h"
#include "kiosk/ui/slip.h"

namespace accanto::app {

platform::Image draw_card_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const content::Tutorial& tutorial,
                               const std::string& language);
// What the pictures lead back to: a step of a lesson, or (without one) how far somebody has come on a path.
struct KeptHere {
    const content::Tutorial* tutorial = nullptr;
    int step = 0;
    const point::LearningPath* path = nullptr;
};
platform::Image draw_code_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const KeptHere& kept,
                               const point::PictureCode& code, const std::string& language);

} // namespace accanto::app

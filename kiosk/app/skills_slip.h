#pragma once
// What is taken home of a skills check: the result in words, the path, and the code for the next time. No
// name, no day.

#include "content/base/settings.h"
#include "content/library/library.h"
#include "kiosk/app/skills_visit.h"
#include "kiosk/ui/slip.h"

namespace accanto::app {

// Without a check (somebody came back to a path): only the path.
platform::Image draw_skills_slip(ui::Ui& ui, const content::Words& words, const Settings& settings,
                                 const content::Instrument& instrument, const content::Library& library,
                                 const SkillsVisit& skills, const std::string& language);

} // namespace accanto::app

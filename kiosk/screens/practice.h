#pragma once
// The drawn practice device: a friendly telephone or browser, from a tutorial's screen and the lesson's state.

#include "kiosk/screens/screens.h"

namespace accanto::screens {

// Draws the device into the place and posts what was touched.
void draw_practice(Ui& ui, const Scene& scene, Actions& actions, const content::Lesson& lesson, ui::Rect place);

} // namespace accanto::screens

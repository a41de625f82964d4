#pragma once
// The drawn practice device: a friendly telephone or browser, from a tutorial's screen and the lesson's state.

#include "kiosk/screens/screens.h"

namespace accanto::screens {

// How wide the device is where there is that much room: its proportions stay.
float practice_width(Ui& ui, const content::Screen& screen, ui::Size room);

// Draws the device into the place and posts what was touched.
void draw_practice(Ui& ui, const Scene& scene, Actions& actions, const content::Lesson& lesson, ui::Rect place);

} // namespace accanto::screens

#pragma once
// The opening hours of a week, a row a day.

#include "kiosk/screens/frame.h"

namespace accanto::screens {

// Cuts the place of a week off the area.
ui::Rect week_place(const Ui& ui, ui::Rect& area);
// Today's row is marked. Without any hours it says to ask.
void draw_week(Ui& ui, const Scene& scene, ui::Rect area,
               const std::array<std::vector<OpeningSpan>, 7>& hours);

} // namespace accanto::screens

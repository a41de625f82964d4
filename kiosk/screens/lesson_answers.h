#pragma once
// Steps that are answered without a telephone: choose, check, order, match.

#include "kiosk/screens/lesson_words.h"

namespace accanto::screens {

bool has_answers(const content::Step& step);
// How much of a lying panel's room they take beside the words of the step.
float answers_width(Teaching& t, ui::Size room);
// Draws the answers into the place and posts what was touched.
void draw_answers(Teaching& t, ui::Rect place);

} // namespace accanto::screens

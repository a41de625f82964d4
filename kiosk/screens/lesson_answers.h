#pragma once
// Steps that are answered without a telephone: choose, check, order, match.

#include "kiosk/screens/lesson_words.h"

namespace accanto::screens {

bool has_answers(const content::Step& step);
// Draws the answers into the place and posts what was touched.
void draw_answers(Teaching& t, ui::Rect place);

} // namespace accanto::screens

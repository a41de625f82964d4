#pragma once
// What the pages of setting up share.

#include "kiosk/screens/technician.h"

namespace accanto::screens {

// Posts "next", "yes", ... : the answer that stands behind the point of a button's id ("setup.next").
void answer_by(Actions& actions, const ui::ButtonSpec& button);
// What came of the last thing done; else the sentence of the page.
ui::Label said_or(const Ui& ui, const Scene& scene, const char* sentence);
// A question with a picture, what to do, and buttons whose ids are answers.
void draw_setup_message(Ui& ui, const Scene& scene, Actions& actions, Message message);

// How far it has come: in `beside`, where there is room, else in a line that it cuts off `below`.
void draw_setup_place(Ui& ui, const app::SetupVisit& s, ui::Rect beside, ui::Colour ground, ui::Rect& below);

// setup_typing.cpp: a box and the keys that write into it.
void draw_setup_typing(Ui& ui, const Scene& scene, Actions& actions);
// setup_values.cpp: hours, and the height.
void draw_setup_days(Ui& ui, const Scene& scene, Actions& actions);
void draw_setup_pause(Ui& ui, const Scene& scene, Actions& actions);
void draw_setup_value(Ui& ui, const Scene& scene, Actions& actions);
// setup_overview.cpp: what was decided, each with a way back to it.
void draw_setup_overview(Ui& ui, const Scene& scene, Actions& actions);
// setup_trials.cpp
void draw_setup_trial(Ui& ui, const Scene& scene, Actions& actions);

} // namespace accanto::screens

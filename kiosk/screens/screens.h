#pragma once
// A screen is one function in one file, and one line in list.cpp.

#include "kiosk/app/action.h"
#include "kiosk/app/scene.h"
#include "kiosk/ui/choices.h"
#include "kiosk/ui/ui.h"

namespace accanto::screens {

using app::Actions;
using app::Scene;
using app::ScreenId;
using ui::Ui;

using Draw = void (*)(Ui&, const Scene&, Actions&);

struct Entry {
    ScreenId id;
    const char* name;        // "home": the semantics' screen
    Draw draw;
    bool bar;                // has the bar of every screen
    bool reading;            // people read here: they get the longer time
};

const std::vector<Entry>& all();
const Entry& entry(ScreenId id);

void draw_attract(Ui&, const Scene&, Actions&);
void draw_language(Ui&, const Scene&, Actions&);
void draw_home(Ui&, const Scene&, Actions&);
void draw_learn(Ui&, const Scene&, Actions&);
void draw_lesson(Ui&, const Scene&, Actions&);
void draw_lesson_end(Ui&, const Scene&, Actions&);
void draw_ticket_topic(Ui&, const Scene&, Actions&);
void draw_ticket_needs(Ui&, const Scene&, Actions&);
void draw_ticket_confirm(Ui&, const Scene&, Actions&);
void draw_ticket(Ui&, const Scene&, Actions&);
void draw_give_up(Ui&, const Scene&, Actions&);
void draw_your_turn(Ui&, const Scene&, Actions&);
void draw_no_mentor(Ui&, const Scene&, Actions&);
void draw_hours(Ui&, const Scene&, Actions&);
void draw_settings(Ui&, const Scene&, Actions&);
void draw_still_there(Ui&, const Scene&, Actions&);
void draw_leave(Ui&, const Scene&, Actions&);
void draw_finished(Ui&, const Scene&, Actions&);
void draw_trouble(Ui&, const Scene&, Actions&);
void draw_closed(Ui&, const Scene&, Actions&);

} // namespace accanto::screens

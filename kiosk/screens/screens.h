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
using ui::ButtonStyle;
using ui::Label;
using ui::Rect;
using ui::Role;
using ui::TextStyle;
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

// The screen, and over it the notice when there is one.
void draw(Ui&, ScreenId id, const Scene&, Actions&);

void draw_attract(Ui&, const Scene&, Actions&);
void draw_language(Ui&, const Scene&, Actions&);
void draw_home(Ui&, const Scene&, Actions&);
void draw_learn(Ui&, const Scene&, Actions&);
void draw_tutorials(Ui&, const Scene&, Actions&);
void draw_resume(Ui&, const Scene&, Actions&);
void draw_lesson(Ui&, const Scene&, Actions&);
void draw_no_lesson(Ui&, const Scene&, Actions&);
void draw_lesson_end(Ui&, const Scene&, Actions&);
void draw_keep(Ui&, const Scene&, Actions&);
void draw_card(Ui&, const Scene&, Actions&);
void draw_many_wait(Ui&, const Scene&, Actions&);
void draw_have_one(Ui&, const Scene&, Actions&);
void draw_ticket_topic(Ui&, const Scene&, Actions&);
void draw_topic_full(Ui&, const Scene&, Actions&);
void draw_ticket_needs(Ui&, const Scene&, Actions&);
void draw_ticket_confirm(Ui&, const Scene&, Actions&);
void draw_ticket(Ui&, const Scene&, Actions&);
void draw_why(Ui&, const Scene&, Actions&);
void draw_give_up(Ui&, const Scene&, Actions&);
void draw_your_turn(Ui&, const Scene&, Actions&);
void draw_number_over(Ui&, const Scene&, Actions&);
void draw_no_mentor(Ui&, const Scene&, Actions&);
void draw_bookings(Ui&, const Scene&, Actions&);
void draw_book_topic(Ui&, const Scene&, Actions&);
void draw_book_day(Ui&, const Scene&, Actions&);
void draw_book_time(Ui&, const Scene&, Actions&);
void draw_book_contact(Ui&, const Scene&, Actions&);
void draw_book_confirm(Ui&, const Scene&, Actions&);
void draw_not_booked(Ui&, const Scene&, Actions&);
void draw_booking(Ui&, const Scene&, Actions&);
void draw_my_code(Ui&, const Scene&, Actions&);
void draw_cancel_booking(Ui&, const Scene&, Actions&);
void draw_courses(Ui&, const Scene&, Actions&);
void draw_course(Ui&, const Scene&, Actions&);
void draw_places(Ui&, const Scene&, Actions&);
void draw_place(Ui&, const Scene&, Actions&);
void draw_hours(Ui&, const Scene&, Actions&);
void draw_settings(Ui&, const Scene&, Actions&);
void draw_fitting(Ui&, const Scene&, Actions&);
void draw_skills_start(Ui&, const Scene&, Actions&);
void draw_skills_code(Ui&, const Scene&, Actions&);
void draw_skills_question(Ui&, const Scene&, Actions&);
void draw_skills_result(Ui&, const Scene&, Actions&);
void draw_skills_paper(Ui&, const Scene&, Actions&);
void draw_path(Ui&, const Scene&, Actions&);
void draw_still_there(Ui&, const Scene&, Actions&);
void draw_leave(Ui&, const Scene&, Actions&);
void draw_finished(Ui&, const Scene&, Actions&);
void draw_feedback(Ui&, const Scene&, Actions&);
void draw_helped(Ui&, const Scene&, Actions&);
void draw_stars(Ui&, const Scene&, Actions&);
void draw_would_return(Ui&, const Scene&, Actions&);
void draw_community(Ui&, const Scene&, Actions&);
void draw_suggest(Ui&, const Scene&, Actions&);
void draw_suggest_words(Ui&, const Scene&, Actions&);
void draw_join(Ui&, const Scene&, Actions&);
void draw_community_contact(Ui&, const Scene&, Actions&);
void draw_community_sent(Ui&, const Scene&, Actions&);
void draw_technician_pin(Ui&, const Scene&, Actions&);
void draw_technician(Ui&, const Scene&, Actions&);
void draw_technician_status(Ui&, const Scene&, Actions&);
void draw_technician_network(Ui&, const Scene&, Actions&);
void draw_technician_printer(Ui&, const Scene&, Actions&);
void draw_technician_touch(Ui&, const Scene&, Actions&);
void draw_technician_screen(Ui&, const Scene&, Actions&);
void draw_technician_sound(Ui&, const Scene&, Actions&);
void draw_technician_queue(Ui&, const Scene&, Actions&);
void draw_technician_stick(Ui&, const Scene&, Actions&);
void draw_technician_contents(Ui&, const Scene&, Actions&);
void draw_technician_restart(Ui&, const Scene&, Actions&);
void draw_technician_mentors(Ui&, const Scene&, Actions&);
void draw_technician_mentor(Ui&, const Scene&, Actions&);
void draw_technician_mentor_name(Ui&, const Scene&, Actions&);
void draw_technician_mentor_pin(Ui&, const Scene&, Actions&);
void draw_technician_mentor_made(Ui&, const Scene&, Actions&);
void draw_technician_mentor_away(Ui&, const Scene&, Actions&);
void draw_setup(Ui&, const Scene&, Actions&);
void draw_trouble(Ui&, const Scene&, Actions&);
void draw_safe_number(Ui&, const Scene&, Actions&);
void draw_closed(Ui&, const Scene&, Actions&);
void draw_cleaning(Ui&, const Scene&, Actions&);

// Over any screen: a number that is called while somebody else is here. Covers the bar for a while, never the page below
// it, and says numbers only. Ui::cover() its place before the screen is drawn.
ui::Rect notice_place(const Ui&);
void draw_notice(Ui&, const Scene&, Actions&);

// Over any screen, while it is used by ear: where the corners are, for who stands beside.
void draw_corners(Ui&, float zone_mm);

} // namespace accanto::screens

// The list of screens.
#include "kiosk/screens/technician.h"

#include "content/base/error.h"

namespace accanto::screens {

const std::vector<Entry>& all() {
    static const std::vector<Entry> list = {
        {ScreenId::attract, "attract", draw_attract, false, false},
        {ScreenId::language, "language", draw_language, true, false},
        {ScreenId::home, "home", draw_home, true, false},
        {ScreenId::learn, "learn", draw_learn, true, false},
        {ScreenId::tutorials, "tutorials", draw_tutorials, true, false},
        {ScreenId::resume, "resume", draw_resume, true, false},
        {ScreenId::lesson, "lesson", draw_lesson, true, true},
        {ScreenId::no_lesson, "no_lesson", draw_no_lesson, true, false},
        {ScreenId::lesson_end, "lesson_end", draw_lesson_end, true, true},
        {ScreenId::keep, "keep", draw_keep, true, true},
        {ScreenId::card, "card", draw_card, true, true},
        {ScreenId::many_wait, "many_wait", draw_many_wait, true, false},
        {ScreenId::have_one, "have_one", draw_have_one, true, false},
        {ScreenId::ticket_topic, "ticket_topic", draw_ticket_topic, true, false},
        {ScreenId::topic_full, "topic_full", draw_topic_full, true, false},
        {ScreenId::ticket_needs, "ticket_needs", draw_ticket_needs, true, false},
        {ScreenId::ticket_confirm, "ticket_confirm", draw_ticket_confirm, true, false},
        {ScreenId::ticket, "ticket", draw_ticket, true, false},
        {ScreenId::why, "why", draw_why, true, true},
        {ScreenId::give_up, "give_up", draw_give_up, true, false},
        {ScreenId::your_turn, "your_turn", draw_your_turn, false, false},
        {ScreenId::number_over, "number_over", draw_number_over, true, false},
        {ScreenId::no_mentor, "no_mentor", draw_no_mentor, true, false},
        {ScreenId::bookings, "bookings", draw_bookings, true, false},
        {ScreenId::book_topic, "book_topic", draw_book_topic, true, false},
        {ScreenId::book_day, "book_day", draw_book_day, true, false},
        {ScreenId::book_time, "book_time", draw_book_time, true, false},
        {ScreenId::book_contact, "book_contact", draw_book_contact, true, false},
        {ScreenId::book_confirm, "book_confirm", draw_book_confirm, true, false},
        {ScreenId::not_booked, "not_booked", draw_not_booked, true, false},
        {ScreenId::booking, "booking", draw_booking, true, true},
        {ScreenId::my_code, "my_code", draw_my_code, true, false},
        {ScreenId::cancel_booking, "cancel_booking", draw_cancel_booking, true, false},
        {ScreenId::courses, "courses", draw_courses, true, false},
        {ScreenId::course, "course", draw_course, true, true},
        {ScreenId::places, "places", draw_places, true, false},
        {ScreenId::place, "place", draw_place, true, true},
        {ScreenId::hours, "hours", draw_hours, true, false},
        {ScreenId::settings, "settings", draw_settings, true, false},
        {ScreenId::fitting, "fitting", draw_fitting, true, false},
        {ScreenId::skills_start, "skills_start", draw_skills_start, true, true},
        {ScreenId::skills_code, "skills_code", draw_skills_code, true, false},
        {ScreenId::skills_question, "skills_question", draw_skills_question, true, true},
        {ScreenId::skills_result, "skills_result", draw_skills_result, true, true},
        {ScreenId::skills_paper, "skills_paper", draw_skills_paper, true, true},
        {ScreenId::path, "path", draw_path, true, true},
        {ScreenId::still_there, "still_there", draw_still_there, false, false},
        {ScreenId::leave, "leave", draw_leave, false, false},
        {ScreenId::finished, "finished", draw_finished, false, false},
        {ScreenId::feedback, "feedback", draw_feedback, false, false},
        {ScreenId::helped, "helped", draw_helped, true, false},
        {ScreenId::stars, "stars", draw_stars, true, false},
        {ScreenId::would_return, "would_return", draw_would_return, true, false},
        {ScreenId::community, "community", draw_community, true, false},
        {ScreenId::suggest, "suggest", draw_suggest, true, false},
        {ScreenId::suggest_words, "suggest_words", draw_suggest_words, true, true},
        {ScreenId::join, "join", draw_join, true, false},
        {ScreenId::community_contact, "community_contact", draw_community_contact, true, false},
        {ScreenId::community_sent, "community_sent", draw_community_sent, true, false},
        {ScreenId::technician_pin, "technician_pin", draw_technician_pin, true, false},
        {ScreenId::technician, "technician", draw_technician, true, false},
        {ScreenId::technician_status, "technician_status", draw_technician_status, true, false},
        {ScreenId::technician_network, "technician_network", draw_technician_network, true, false},
        {ScreenId::technician_printer, "technician_printer", draw_technician_printer, true, false},
        {ScreenId::technician_touch, "technician_touch", draw_technician_touch, true, false},
        {ScreenId::technician_screen, "technician_screen", draw_technician_screen, true, false},
        {ScreenId::technician_sound, "technician_sound", draw_technician_sound, true, false},
        {ScreenId::technician_queue, "technician_queue", draw_technician_queue, true, false},
        {ScreenId::technician_stick, "technician_stick", draw_technician_stick, true, false},
        {ScreenId::technician_contents, "technician_contents", draw_technician_contents, true, false},
        {ScreenId::technician_restart, "technician_restart", draw_technician_restart, true, false},
        {ScreenId::technician_mentors, "technician_mentors", draw_technician_mentors, true, false},
        {ScreenId::technician_mentor, "technician_mentor", draw_technician_mentor, true, false},
        {ScreenId::technician_mentor_name, "technician_mentor_name", draw_technician_mentor_name, true, false},
        {ScreenId::technician_mentor_pin, "technician_mentor_pin", draw_technician_mentor_pin, true, false},
        {ScreenId::technician_mentor_made, "technician_mentor_made", draw_technician_mentor_made, true, false},
        {ScreenId::technician_mentor_away, "technician_mentor_away", draw_technician_mentor_away, true, false},
        {ScreenId::setup, "setup", draw_setup, true, false},
        {ScreenId::trouble, "trouble", draw_trouble, false, false},
        {ScreenId::safe_number, "safe_number", draw_safe_number, true, false},
        {ScreenId::closed, "closed", draw_closed, true, false},
        {ScreenId::cleaning, "cleaning", draw_cleaning, false, false},
    };
    return list;
}

const Entry& entry(ScreenId id) {
    for (const Entry& e : all())
        if (e.id == id)
            return e;
    broken_belief("every ScreenId has a line in the list", __FILE__, __LINE__);
}

void draw(Ui& ui, ScreenId id, const Scene& scene, Actions& actions) {
    if (scene.notice)
        ui.cover(notice_place(ui));
    entry(id).draw(ui, scene, actions);
    if (scene.notice)
        draw_notice(ui, scene, actions);
    if (scene.point.lock_down_open)
        draw_open_frame(ui);
}

} // namespace accanto::screens

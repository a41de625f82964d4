// The list of screens.
#include "kiosk/screens/screens.h"

#include "content/base/error.h"

namespace accanto::screens {

const std::vector<Entry>& all() {
    static const std::vector<Entry> list = {
        {ScreenId::attract, "attract", draw_attract, false, false},
        {ScreenId::language, "language", draw_language, true, false},
        {ScreenId::home, "home", draw_home, true, false},
        {ScreenId::learn, "learn", draw_learn, true, false},
        {ScreenId::lesson, "lesson", draw_lesson, true, true},
        {ScreenId::lesson_end, "lesson_end", draw_lesson_end, true, true},
        {ScreenId::ticket_topic, "ticket_topic", draw_ticket_topic, true, false},
        {ScreenId::ticket_needs, "ticket_needs", draw_ticket_needs, true, false},
        {ScreenId::ticket_confirm, "ticket_confirm", draw_ticket_confirm, true, false},
        {ScreenId::ticket, "ticket", draw_ticket, true, false},
        {ScreenId::give_up, "give_up", draw_give_up, true, false},
        {ScreenId::your_turn, "your_turn", draw_your_turn, false, false},
        {ScreenId::no_mentor, "no_mentor", draw_no_mentor, true, false},
        {ScreenId::hours, "hours", draw_hours, true, false},
        {ScreenId::settings, "settings", draw_settings, true, false},
        {ScreenId::still_there, "still_there", draw_still_there, false, false},
        {ScreenId::leave, "leave", draw_leave, false, false},
        {ScreenId::finished, "finished", draw_finished, false, false},
        {ScreenId::trouble, "trouble", draw_trouble, false, false},
        {ScreenId::closed, "closed", draw_closed, true, false},
    };
    return list;
}

const Entry& entry(ScreenId id) {
    for (const Entry& e : all())
        if (e.id == id)
            return e;
    broken_belief("every ScreenId has a line in the list", __FILE__, __LINE__);
}

} // namespace accanto::screens

// What staff do for the place: the kiosk's opening, its cleaning, its paper, and a colleague's help.

#include "kiosk/desk/asked.h"
#include "kiosk/desk/desk.h"

#include "kiosk/point/people.h"
#include "kiosk/point/quick_actions.h"

namespace accanto::desk {

using store::Store;

Reply Desk::close_kiosk(const Visit& visit) {
    const auto read = read_closing(visit.request.body);
    if (const auto* bad = std::get_if<Wrong>(&read))
        return told(visit, 422, bad->key);
    change([&](Store& store) {
        point::close_point(store, m_setup.settings, visit.session->mentor,
                           std::get<point::ClosedByStaff>(read));
    });
    return changed(visit, m_texts.say(visit.language, "done.closed"));
}

Reply Desk::open_kiosk(const Visit& visit) {
    change([&](Store& store) { point::open_point(store, visit.session->mentor); });
    return changed(visit, m_texts.say(visit.language, "done.opened"));
}

Reply Desk::set_cleaning(const Visit& visit) {
    const bool ends = read_text(visit.request.body, "wish") == "end";
    change([&](Store& store) { ends ? point::end_cleaning(store) : point::start_cleaning(store); });
    return changed(visit, "");
}

Reply Desk::paper_changed(const Visit& visit) {
    change([&](Store& store) { point::ask_printer_look(store); });
    return changed(visit, m_texts.say(visit.language, "done.paper_changed"));
}

Reply Desk::want_colleague(const Visit& visit) {
    change([&](Store& store) { point::want_colleague(store, user_of(visit)); });
    return changed(visit, "");
}

Reply Desk::end_colleague(const Visit& visit) {
    change([&](Store& store) { point::end_colleague_wanted(store, visit.session->desk); });
    return changed(visit, "");
}

Reply Desk::go_to_colleague(const Visit& visit) {
    const std::string desk = read_text(visit.request.body, "desk");
    bool goes = false;
    change([&](Store& store) { goes = point::go_to_colleague(store, user_of(visit), desk); });
    return goes ? changed(visit, "") : failed(visit, 409, "colleague_gone");
}

} // namespace accanto::desk

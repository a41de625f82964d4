// What staff do for the place: the kiosk's opening, its cleaning, its paper, a colleague's help, and mentors' credentials.

#include "kiosk/desk/asked.h"
#include "kiosk/desk/desk.h"

#include "kiosk/point/mentor_care.h"
#include "kiosk/point/people.h"
#include "kiosk/point/quick_actions.h"

namespace accanto::desk {

using store::Store;

Reply Desk::close_kiosk(const Visit& visit) {
    const auto read = read_closing(visit.request.body);
    if (const auto* bad = std::get_if<Wrong>(&read))
        return told(visit, *bad);
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

Reply Desk::set_credential(const Visit& visit) {
    const std::string today = local_date(m_clock.wall_ms(), m_setup.settings.point.time_zone);
    const auto read = read_credential(visit.request.body, today);
    if (const auto* bad = std::get_if<Wrong>(&read))
        return told(visit, *bad);
    const auto& asked = std::get<CredentialAsked>(read);
    std::string name;
    change([&](Store& store) {
        for (const point::Mentor& mentor : point::mentors(store))
            if (mentor.id == asked.mentor)
                name = mentor.name;
        if (!name.empty())
            point::set_credential(store, m_setup.settings, asked.mentor, asked.credential);
    });
    if (name.empty())
        return told(visit, Wrong{"mentors.choose"});
    return changed(visit, m_texts.say(visit.language, "mentors.saved", {{"name", name}}));
}

} // namespace accanto::desk

#include "kiosk/app/point_reader.h"

namespace accanto::app {

Reading read_point(store::Store& store, const Settings& settings, const std::string& ticket_id) {
    Reading out;
    out.point.known = true;
    out.point.open = point::is_open(store, settings);
    out.point.mentors = point::mentors_here(store);
    out.point.waiting = int(point::waiting(store, settings).size());
    out.point.serving = point::now_serving(store, settings);
    out.point.next_opening = point::next_opening(settings, store.clock().wall_ms());
    if (!ticket_id.empty()) {
        out.ticket = point::find_ticket(store, ticket_id);
        if (out.ticket && out.ticket->state == point::TicketState::waiting) {
            out.people_before = point::people_before(store, settings, ticket_id);
            out.estimate = point::wait_estimate(store, settings, out.ticket->topic, out.people_before);
        }
    }
    return out;
}

} // namespace accanto::app

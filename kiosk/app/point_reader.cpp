#include "kiosk/app/point_reader.h"

#include "kiosk/point/quick_actions.h"

namespace accanto::app {

Reading read_point(store::Store& store, const Settings& settings, const std::string& ticket_id) {
    Reading out;
    out.point.known = true;
    out.point.open = point::is_open(store, settings);
    out.point.mentors = point::mentors_here(store);
    out.point.on_break = point::mentors_on_break(store);
    out.point.full_topics = point::full_topics(store, settings);
    out.point.waiting = int(point::waiting(store, settings).size());
    out.point.serving = point::now_serving(store, settings);
    out.point.next_opening = point::next_opening(settings, store.clock().wall_ms());
    out.point.open_until = point::open_until(settings, store.clock().wall_ms());
    const int64_t now = store.clock().mono_ms();
    if (auto recent = point::recent_ticket(store, settings)) {
        out.point.recent = std::move(recent->ticket);
        out.point.recent_until_ms = now + point::recent_ms - recent->age_ms;
    }
    out.point.cleaning_until_ms = now + point::cleaning_left_ms(store);
    out.day_changed = point::day_changed(store, settings);
    out.reprint_asked = point::reprint_asked(store, settings);
    if (!ticket_id.empty()) {
        out.ticket = point::find_ticket(store, ticket_id);
        out.why = point::why(store, settings, ticket_id);
        if (out.ticket && out.why) {
            out.people_before = out.why->before;
            out.estimate = point::wait_estimate(store, settings, *out.ticket);
        }
    }
    return out;
}

} // namespace accanto::app

#include "kiosk/app/point_reader.h"

#include "kiosk/point/opinions.h"
#include "kiosk/point/quick_actions.h"
#include "kiosk/store/hub_orders.h"

namespace accanto::app {

namespace {

// Where staff closed the point, the timetable promises nothing: only the end of the day is known, if they
// said so.
std::optional<point::NextOpening>
next_opening(const Settings& settings, const std::optional<point::ClosedByStaff>& closed, int64_t wall_ms) {
    auto next = point::next_opening(settings, wall_ms);
    const bool known =
        !closed || (closed->reason == point::closing_reasons.back() && next && next->days_ahead > 0);
    return known ? next : std::nullopt;
}

} // namespace

Reading read_point(store::Store& store, const Settings& settings, const std::string& ticket_id, const std::string& code) {
    Reading out;
    out.point.known = true;
    out.point.open = point::is_open(store, settings);
    out.point.mentors = point::mentors_here(store);
    out.point.on_break = point::mentors_on_break(store);
    out.point.full_topics = point::full_topics(store, settings);
    out.point.waiting = int(point::waiting(store, settings).size());
    out.point.serving = point::now_serving(store, settings);
    out.point.served = point::just_served(store);
    out.point.closed_by_staff = point::closed_by_staff(store, settings);
    out.point.next_opening = next_opening(settings, out.point.closed_by_staff, store.clock().wall_ms());
    out.point.open_until = point::open_until(settings, store.clock().wall_ms());
    const int64_t now = store.clock().mono_ms();
    if (auto recent = point::recent_ticket(store, settings)) {
        out.point.recent = std::move(recent->ticket);
        out.point.recent_until_ms = now + point::recent_ms - recent->age_ms;
    }
    out.point.cleaning_until_ms = now + point::cleaning_left_ms(store);
    out.day_changed = point::day_changed(store, settings);
    out.reprint_asked = point::reprint_asked(store, settings);
    out.ordered = store::open_orders(store).any();
    out.printer_look = point::printer_look_asked(store);
    if (!ticket_id.empty()) {
        out.ticket = point::find_ticket(store, ticket_id);
        out.why = point::why(store, settings, ticket_id);
        if (out.ticket && out.why) {
            out.people_before = out.why->before;
            out.estimate = point::wait_estimate(store, settings, *out.ticket);
        }
    }
    out.point.offer = std::make_shared<const point::Offer>(point::offer(store, settings));
    if (!code.empty())
        out.booking = read_booking(store, settings, code);
    return out;
}

HeldTicket read_held(store::Store& store, const Settings& settings, const point::Ticket& ticket) {
    HeldTicket held;
    held.ticket = ticket;
    held.call_seen = ticket.call;
    held.estimate = point::wait_estimate(store, settings, ticket);
    held.why = point::why(store, settings, ticket.id);
    held.people_before = held.why ? held.why->before : 0;
    return held;
}

MadeBooking read_made(store::Store& store, const Settings& settings, const point::Booked& booked) {
    if (const auto* no = std::get_if<point::NotBooked>(&booked))
        return *no;
    return read_booking(store, settings, std::get<point::Booking>(booked).code).value();
}

std::optional<HeldBooking> read_booking(store::Store& store, const Settings& settings, const std::string& code) {
    std::optional<HeldBooking> out;
    store.read([&] {
        out.reset();
        if (const auto booking = point::find_booking(store, code)) {
            out.emplace(HeldBooking{*booking, point::check_in(store, settings, *booking), {}, false});
            if (booking->is_course())
                out->course = point::find_course(store, booking->course);
        }
    });
    return out;
}

} // namespace accanto::app

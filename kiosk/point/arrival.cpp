// An appointment becomes a ticket.

#include "kiosk/point/booking_rows.h"
#include "kiosk/point/event.h"
#include "kiosk/point/ticket_rows.h"

#include <nlohmann/json.hpp>

namespace accanto::point {

using store::Store;

namespace {

// A clock that cannot be right says nothing about a time: then nobody goes before others, and nobody is sent
// away.
CheckIn standing(const std::optional<Now>& now, const Booking& booking) {
    if (!now)
        return CheckIn::late;
    if (booking.day < now->day)
        return CheckIn::over;
    const int minutes = minutes_until(*now, booking.day, booking.from_minute);
    if (minutes > check_in_before_minutes)
        return CheckIn::too_early;
    return minutes >= -check_in_after_minutes ? CheckIn::in_time : CheckIn::late;
}

std::variant<Arrival, NotBooked, Refused> come(Store& store, const Settings& settings,
                                               const ArrivalRequest& request) {
    const auto booking = booking_of_code(store, request.code);
    if (!booking || booking->is_course())
        return NotBooked{NotBooked::Why::unknown};
    if (booking->state == BookingState::cancelled)
        return NotBooked{NotBooked::Why::used};
    if (booking->state == BookingState::arrived) {
        // A store that had to be restored keeps the tickets of today alone.
        auto ticket = find_ticket(store, booking->ticket);
        if (!ticket)
            return NotBooked{NotBooked::Why::used};
        // Of a person who checked in twice, the number that stands.
        if (ticket->state == TicketState::void_)
            for (const Ticket& other : tickets_of_booking(store, booking->id))
                if (other.state != TicketState::void_)
                    ticket = other;
        return Arrival{*booking, *ticket};
    }
    const CheckIn when = standing(now_here(store, settings), *booking);
    if (when == CheckIn::over)
        return NotBooked{NotBooked::Why::over};
    if (when == CheckIn::too_early && !request.at_desk)
        return NotBooked{NotBooked::Why::too_early};
    TicketRequest ticket;
    ticket.idempotency_key = key_of_booking(booking->id);
    ticket.visit_id = request.visit_id;
    ticket.topic = booking->topic;
    ticket.language = request.language.empty() ? booking->language : request.language;
    ticket.promised = true;
    ticket.booked = when == CheckIn::in_time;
    const auto taken = take_within(store, settings, ticket);
    if (const auto* refused = std::get_if<Refused>(&taken))
        return *refused;
    Arrival out{*booking, std::get<Ticket>(taken)};
    store.db().run("UPDATE booking SET state = 'arrived', ticket = ? WHERE id = ?", out.ticket.id,
                   booking->id);
    note_change(store, booking->id, Change::outcome);
    out.booking.state = BookingState::arrived;
    out.booking.ticket = out.ticket.id;
    nlohmann::ordered_json data = booking_fields(out.booking);
    data["ticket"] = out.ticket.id;
    data["in_time"] = ticket.booked;
    tell(store, event_name(out.booking, "arrived"), data);
    return out;
}

} // namespace

CheckIn check_in(Store& store, const Settings& settings, const Booking& booking) {
    CheckIn out = CheckIn::late;
    store.read([&] { out = standing(now_here(store, settings), booking); });
    return out;
}

std::variant<Arrival, NotBooked, Refused> arrive(Store& store, const Settings& settings,
                                                 const ArrivalRequest& request) {
    std::variant<Arrival, NotBooked, Refused> out;
    store.transaction([&] { out = come(store, settings, request); });
    return out;
}

} // namespace accanto::point

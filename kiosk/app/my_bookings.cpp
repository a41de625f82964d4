// What can be done with a booking: find it by its code, move it, cancel it, arrive.
#include "kiosk/app/bookings.h"

#include "kiosk/app/tickets.h"

namespace accanto::app {

using point::NotBooked;

void Bookings::look_up_code() {
    m_visit.busy = "my_code";
    m_store.run([code = m_visit.typed_code,
                 &settings = m_settings](store::Store& store) { return read_booking(store, settings, code); },
                [this, code = m_visit.typed_code](store::Outcome<std::optional<HeldBooking>> outcome) {
                    if (m_visit.typed_code != code || m_visit.busy != "my_code")
                        return;
                    m_visit.busy.clear();
                    m_dirty = true;
                    if (!outcome)
                        return m_moves.store_failed(outcome.trouble,
                                                    "code not looked up: " + outcome.message);
                    m_visit.typed_code.clear();
                    if (*outcome.value) {
                        m_visit.booking = std::move(**outcome.value);
                        go_to(ScreenId::booking);
                    } else {
                        m_visit.code_unknown = true;
                    }
                });
}

void Bookings::start_move() {
    if (!m_visit.booking)
        return;
    m_visit.booking_draft.wipe();
    m_visit.booking_draft.moving = m_visit.booking->booking.code;
    m_visit.booking_draft.topic = m_visit.booking->booking.topic;
    go_to(ScreenId::book_day);
}

void Bookings::cancel() {
    if (!m_visit.booking || !m_visit.busy.empty())
        return;
    m_visit.busy = "cancel_booking.yes";
    const std::string code = m_visit.booking->booking.code;
    m_store.run(
        [code, &settings = m_settings](store::Store& store) {
            return read_made(store, settings, point::cancel_booking(store, settings, code));
        },
        [this, code](store::Outcome<MadeBooking> outcome) {
            if (!m_visit.booking || m_visit.booking->booking.code != code)
                return;
            m_visit.busy.clear();
            m_dirty = true;
            if (!outcome)
                return m_moves.store_failed(outcome.trouble, "not cancelled: " + outcome.message);
            if (const auto* no = std::get_if<NotBooked>(&*outcome.value))
                return refuse(no->why);
            m_visit.booking = std::get<HeldBooking>(std::move(*outcome.value));
            go_back();
        });
}

namespace {

using Arrived = std::variant<HeldTicket, NotBooked, point::Refused>;

// Somebody who had taken a number before gives it back: one person, one place.
Arrived come(store::Store& store, const Settings& settings, const point::ArrivalRequest& request,
             const std::string& other_ticket) {
    const auto result = point::arrive(store, settings, request);
    if (const auto* no = std::get_if<NotBooked>(&result))
        return *no;
    if (const auto* refused = std::get_if<point::Refused>(&result))
        return *refused;
    const point::Ticket& ticket = std::get<point::Arrival>(result).ticket;
    if (!other_ticket.empty() && other_ticket != ticket.id)
        point::leave(store, settings, other_ticket);
    return read_held(store, settings, ticket);
}

} // namespace

void Bookings::arrive() {
    if (!m_visit.booking || !m_visit.busy.empty())
        return;
    m_visit.busy = "booking.here";
    const std::string code = m_visit.booking->booking.code,
                      other = m_visit.held ? m_visit.held->ticket.id : std::string();
    m_store.run(
        [code, other, language = m_visit.language, visit = m_visit.id,
         &settings = m_settings](store::Store& store) {
            return come(store, settings, {code, *visit, language, false}, other);
        },
        [this, code](store::Outcome<Arrived> outcome) {
            if (!m_visit.booking || m_visit.booking->booking.code != code)
                return;
            m_visit.busy.clear();
            m_dirty = true;
            if (!outcome)
                return m_moves.store_failed(outcome.trouble, "not arrived: " + outcome.message);
            if (const auto* no = std::get_if<NotBooked>(&*outcome.value))
                return refuse(no->why);
            if (const auto* refused = std::get_if<point::Refused>(&*outcome.value))
                return go_to(refused->why == point::Refused::Why::closed ? ScreenId::closed
                                                                         : ScreenId::not_booked);
            m_visit.booking.reset();
            m_tickets.hold(std::get<HeldTicket>(std::move(*outcome.value)));
        });
}

} // namespace accanto::app

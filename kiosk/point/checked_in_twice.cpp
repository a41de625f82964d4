// Somebody checks in with one booking at two kiosks that cannot hear each other, and gets a number at each.

#include "kiosk/point/ticket_rows.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::point {

using store::Query;
using store::Store;

namespace {

constexpr std::string_view key_begins = "booking/";

// A desk has the person, or has helped already.
bool is_with_desk(const Ticket& ticket) {
    return is_at_desk(ticket.state) || ticket.state == TicketState::done;
}

// Given up, void, missed or of an ended day: it holds no place.
bool holds_place(const Ticket& ticket) {
    return is_open(ticket.state) || ticket.state == TicketState::done;
}

} // namespace

std::string key_of_booking(const std::string& booking, const std::string& letter) {
    return std::string(key_begins) + booking + (letter.empty() ? "" : "/" + letter);
}

std::string booking_id_of_key(std::string_view key) {
    if (!key.starts_with(key_begins))
        return "";
    key.remove_prefix(key_begins.size());
    return std::string(key.substr(0, key.find('/')));
}

std::vector<Ticket> tickets_of_booking(Store& store, const std::string& booking) {
    std::vector<Ticket> out;
    // "0" is the character after "/".
    const std::string key = key_of_booking(booking);
    Query rows = store.db().query("SELECT " ACCANTO_TICKET_COLUMNS " FROM ticket WHERE day_over = 0 AND (idempotency_key = ?1 OR "
                                  "(idempotency_key > ?1 || '/' AND idempotency_key < ?1 || '0')) ORDER BY came, arrival",
                                  key);
    while (rows.step())
        out.push_back(ticket_of(rows));
    return out;
}

void keep_one_ticket(Store& store, const Settings& settings, const std::string& booking) {
    std::vector<Ticket> tickets = tickets_of_booking(store, booking);
    std::erase_if(tickets, [](const Ticket& ticket) { return !holds_place(ticket); });
    if (tickets.size() < 2)
        return;
    const auto with_desk = std::find_if(tickets.begin(), tickets.end(), is_with_desk);
    const std::string stands = (with_desk == tickets.end() ? tickets.front() : *with_desk).id;
    for (Ticket& ticket : tickets)
        if (ticket.id != stands && next_state(TicketAction::cancel, ticket.state)) {
            spdlog::info("{} is void: who holds it checked in at two kiosks, and the other number stands", ticket.label);
            move_ticket(store, settings, ticket, TicketState::void_, {});
        }
}

} // namespace accanto::point

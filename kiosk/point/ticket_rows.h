#pragma once
// Tickets as rows, for the files of this room: reading them, moving them, telling the hub.

#include "kiosk/point/queue.h"

#include <nlohmann/json_fwd.hpp>

namespace accanto::point {

// The columns ticket_of() expects, in its order.
#define ACCANTO_TICKET_COLUMNS                                                                               \
    "id, service_day, label, topic, language, visit, sit, speak_slowly, hearing_loop, interpreter, class, "  \
    "state, "                                                                                                \
    "clock_suspect, stuck_tutorial, stuck_step, stuck_steps, stuck_hints, stuck_alone, taken_ms, "           \
    "called_ms, "                                                                                            \
    "serving_ms, closed_ms, calls, desk, mentor"
Ticket ticket_of(const store::Query& row);

TicketState state_of(std::string_view text);
TicketClass class_of(std::string_view text);

// Today's waiting tickets in the order of calling. Within read() or transaction().
std::vector<Ticket> waiting_in_order(store::Store& store, const std::string& day);

// The day tickets belong to at this moment, and whether the clock that says so can be right.
struct ServiceDay {
    std::string date;
    bool clock_suspect = false;
};
ServiceDay service_day(store::Store& store, const Settings& settings);

// What an earlier service day left open is closed at its end. Within transaction().
void close_earlier_days(store::Store& store, const std::string& day);

// Moves the ticket to `to` with its change row and event `org.accanto.ticket.<state>.v1`; `further` are the
// event's own fields. False when its state is no longer the one in `ticket`. Within transaction(). Updates
// `ticket`.
bool move_ticket(store::Store& store, Ticket& ticket, TicketState to, const DeskUser& who);

// The row of the change, with both clocks. Returns its number, the sequence of all changes.
int64_t record_change(store::Store& store, const Ticket& ticket, const char* from, TicketState to,
                      const DeskUser& who);

// Seconds between moments of a ticket's life, as told in events.md; nothing when not believable.
std::optional<int64_t> waited_s(store::Store& store, const Ticket& ticket); // taken to first call
std::optional<int64_t> served_s(store::Store& store, const Ticket& ticket); // here to now

// The fields every ticket event has.
nlohmann::ordered_json ticket_fields(const Ticket& ticket, const char* from);
nlohmann::ordered_json stuck_json(const std::optional<StuckAt>& stuck);
// A number or null.
nlohmann::ordered_json or_null(const std::optional<int64_t>& value);

} // namespace accanto::point

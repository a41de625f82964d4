#pragma once
// Tickets as rows, for the files of this room: reading them, moving them, telling the hub.

#include "kiosk/point/people.h"
#include "kiosk/point/queue.h"

#include <nlohmann/json_fwd.hpp>

namespace accanto::point {

// The columns ticket_of() expects, in its order.
#define ACCANTO_TICKET_COLUMNS                                                                               \
    "id, service_day, label, topic, language, visit, sit, speak_slowly, hearing_loop, interpreter, class, "  \
    "state, "                                                                                                \
    "clock_suspect, stuck_tutorial, stuck_step, stuck_steps, stuck_hints, stuck_alone, taken_ms, "           \
    "called_ms, "                                                                                            \
    "serving_ms, closed_ms, calls, desk, mentor, arrival, coalesce(last_call, 0), to_desk, to_mentor, "      \
    "came, first_called, origin, "                                                                           \
    "host_change IS NOT NULL"
Ticket ticket_of(const store::Query& row);

std::string label_of(const std::string& letter, int number); // "B07"
TicketState state_of(std::string_view text);
TicketClass class_of(std::string_view text);

// The day tickets belong to at this moment, and whether the clock that says so can be right.
struct ServiceDay {
    std::string date;
    bool clock_suspect = false;
    bool changes = false; // the last writer was here on another day: what it left is not closed yet
    bool later = false;   // and its date was an earlier one
};
ServiceDay service_day(store::Store& store, const Settings& settings);

// The first writer of another day closes what was left open. The clock that cannot be turned tells who was
// taken today, whatever dates the wall clock wrote: when it is set right, nobody who came just now loses the
// place. Of tickets from before a restart of the machine only the date tells, and only a later date ends
// their day. Returns the day; `closed` counts. Within transaction().
ServiceDay begin_day(store::Store& store, const Settings& settings, int* closed = nullptr);

bool is_of_today(store::Store& store, const Settings& settings, const ServiceDay& day, const Ticket& ticket);

// Today's tickets of a query over ACCANTO_TICKET_COLUMNS with `day_over = 0`.
std::vector<Ticket> of_today(store::Store& store, const Settings& settings, const ServiceDay& day,
                             store::Query rows);

// The place in the sequence of comings and calls of what happens here and now with `change`. Within
// transaction().
int64_t next_place(store::Store& store, int64_t change);
constexpr int place_bits = 32; // changes, and between them milliseconds

// Today's waiting and transferred tickets in the order of calling. Within read() or transaction().
std::vector<Ticket> waiting_in_order(store::Store& store, const Settings& settings, const ServiceDay& day);

// Moves the ticket to `to` with its change row and event `org.accanto.ticket.<state>.v1`; `further` are the
// event's own fields. False when its state is no longer the one in `ticket`. Within transaction(). Updates
// `ticket`. `transfer` is of a move to transferred. Of a ticket that another kiosk decides about there is no
// event: that kiosk tells the hub.
bool move_ticket(store::Store& store, const Settings& settings, Ticket& ticket, TicketState to,
                 const DeskUser& who, const Transfer& transfer = {});

// The row of the change, with both clocks. Returns its number, the sequence of all changes.
int64_t record_change(store::Store& store, const Ticket& ticket, const char* from, TicketState to,
                      const DeskUser& who);

// Keeps where somebody got stuck, if so, in the ticket's row.
void keep_stuck(store::Store& store, const Ticket& ticket);

// Seconds between moments of a ticket's life, as told in events.md; nothing when not believable.
std::optional<int64_t> waited_s(store::Store& store, const Ticket& ticket); // taken to first call
// All its time at a desk up to now, since it was last transferred.
std::optional<int64_t> served_s(store::Store& store, const Ticket& ticket);

// take_ticket(), within transaction().
std::variant<Ticket, Refused> take_within(store::Store& store, const Settings& settings, const TicketRequest& request);

// Its parts, within transaction() each: whether somebody of that day or of today still has the label; the row of a new ticket and
// of its change; and the event.
bool is_label_held(store::Store& store, const std::string& day, const std::string& label);
void insert_ticket(store::Store& store, const Settings& settings, const Ticket& ticket, const std::string& key, int number, int round);
void tell_taken(store::Store& store, const Settings& settings, const ServiceDay& day, const Ticket& ticket);

// The idempotency key of who comes with a booking, at this kiosk or (a letter) heard of from another; and its booking, "" of
// any other key.
std::string key_of_booking(const std::string& booking, const std::string& letter = "");
std::string booking_id_of_key(std::string_view key);
// Today's tickets that came from a booking: several where somebody checked in at kiosks that were apart. By place in the line.
std::vector<Ticket> tickets_of_booking(store::Store& store, const std::string& booking);
// Who checked in twice is one person: the number that came first stands, or the one that a desk has already; the others are
// void. Of the kiosk with the desk. Within transaction().
void keep_one_ticket(store::Store& store, const Settings& settings, const std::string& booking);

// The fields every ticket event has.
nlohmann::ordered_json ticket_fields(const Ticket& ticket, const char* from);
nlohmann::ordered_json needs_json(const Needs& needs);
nlohmann::ordered_json stuck_json(const std::optional<StuckAt>& stuck);
// A number or null.
nlohmann::ordered_json or_null(const std::optional<int64_t>& value);

} // namespace accanto::point

#pragma once
// What the kiosks of one point say to each other about a ticket (sync/README.md, "Several kiosks at one
// point"), and the one rule by which that becomes what counts. For the files of this room.
//
// No moment travels, only ages: clocks of two machines never meet.

#include "kiosk/point/queue.h"

#include <nlohmann/json_fwd.hpp>

namespace accanto::point {

// Of the kiosk that gave it, to the one with the desk.
struct TicketTold {
    Ticket ticket; // what was settled when it was taken, and `taken_ms` unused
    int number = 0, round = 0;
    std::optional<int64_t> age_ms; // since it was taken; nothing when no clock tells
    int64_t given_back = 0;        // times its citizen gave it back at the kiosk
    std::string booking;           // id, of who came with one
};

// Of the kiosk with the desk, to the others: how it stands there.
struct TicketSaid {
    Ticket ticket; // without the visit, the needs and the step: who waits elsewhere concerns no other kiosk
    int number = 0, round = 0;
    int64_t change = 0;     // the desk's number of its last change: the greater one is the later one
    int64_t given_back = 0; // times the desk has heard that it was given back
    int64_t age_ms = 0;
    std::optional<int64_t> called_age_ms, serving_age_ms, closed_age_ms;
};

// What a kiosk knows of a ticket that is decided about elsewhere. Messages may come late, twice, in any order
// or not at all: what counts depends only on the latest of them and on what the citizen did here.
struct Known {
    int64_t change = -1; // of the latest that was said; -1: nothing
    TicketState at_desk = TicketState::waiting;
    int64_t desk_heard = 0, given_back = 0; // times

    // False when it is older than what is known.
    bool hear(int64_t said_change, TicketState state, int64_t heard);
    TicketState counts() const { return given_back > desk_heard ? point::given_back(at_desk) : at_desk; }
};

nlohmann::ordered_json json_of(const TicketTold& told);
nlohmann::ordered_json json_of(const TicketSaid& said);
// Nothing when a field is missing or cannot be: nothing of it is used then.
std::optional<TicketTold> ticket_told(const nlohmann::ordered_json& json);
std::optional<TicketSaid> ticket_said(const nlohmann::ordered_json& json);

// The letter of the kiosk that gave a label.
std::string letter_of(const Ticket& ticket);

// How long ago a change of a ticket was, on the clock that cannot be turned, or the wall clock when it was
// before a restart of this machine. Below zero when the clock was set back since.
int64_t age_of_change(store::Store& store, int64_t change);

// The same for a ticket of this kiosk, since it was taken: nothing when no clock tells.
std::optional<int64_t> age_of(store::Store& store, const Ticket& ticket);

// Somebody else holds this label, or held it that day.
bool is_label_taken(store::Store& store, const Ticket& ticket, int round);

} // namespace accanto::point

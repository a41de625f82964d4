#pragma once
// One reading of the store for the screen, made on the store's thread.

#include "kiosk/app/scene.h"

namespace accanto::app {

struct Reading {
    PointState point;
    bool day_changed = false;      // what the day before left is not closed yet
    bool reprint_asked = false;    // a desk wants a paper again
    bool ordered = false;          // the hub wants something to be different here
    int64_t printer_look = 0;      // number of the last wish of a desk to look at the printer
    // Of the ticket asked for, when it exists.
    std::optional<point::Ticket> ticket;
    int people_before = 0;
    std::optional<point::WaitEstimate> estimate;
    std::optional<point::Explanation> why;
    // Of the code asked for.
    std::optional<HeldBooking> booking;
};

// `ticket_id` and `code` may be empty. Throws what the store throws.
Reading read_point(store::Store& store, const Settings& settings, const std::string& ticket_id, const std::string& code);

// As it stands in the line now.
HeldTicket read_held(store::Store& store, const Settings& settings, const point::Ticket& ticket);
// What became of a promise or of a change of one.
using MadeBooking = std::variant<HeldBooking, point::NotBooked>;
MadeBooking read_made(store::Store& store, const Settings& settings, const point::Booked& booked);
// Nothing when no booking has the code.
std::optional<HeldBooking> read_booking(store::Store& store, const Settings& settings, const std::string& code);

} // namespace accanto::app

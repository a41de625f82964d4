#pragma once
// One reading of the store for the screen, made on the store's thread.

#include "kiosk/app/scene.h"

namespace accanto::app {

struct Reading {
    PointState point;
    bool day_changed = false;      // what the day before left is not closed yet
    bool reprint_asked = false;    // a desk wants a paper again
    // Of the ticket asked for, when it exists.
    std::optional<point::Ticket> ticket;
    int people_before = 0;
    std::optional<point::WaitEstimate> estimate;
    std::optional<point::Explanation> why;
};

// Throws what the store throws.
Reading read_point(store::Store& store, const Settings& settings, const std::string& ticket_id);

} // namespace accanto::app

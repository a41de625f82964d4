#pragma once
// How a ticket stands at the desk, for the files of this room.

#include "kiosk/point/shared_ticket.h"

namespace accanto::point {

// Nothing when there is no such ticket. Within read() or transaction().
std::optional<TicketSaid> said_of(store::Store& store, const std::string& ticket_id);

// Names this store and its present life: numbers of changes mean something within one alone.
std::string life_of(store::Store& store);

} // namespace accanto::point

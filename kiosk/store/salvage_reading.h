#pragma once
// Reading what is left of a damaged file, which is `aside` of the connection.

#include "content/base/clock.h"
#include "kiosk/store/database.h"

#include <functional>

namespace accanto::store {

// Takes the rows of a query in the order of their keys and, from where that ends in damage, those of the same
// query backwards. `take` returns the key of the row. False when there was damage.
bool from_both_ends(Database& store, const char* forward, const char* backward,
                    const std::function<int64_t(Query&)>& take);

// Runs `work` as a whole or not at all; false when the store would not have it, which is logged. Short ones:
// a transaction that met damage, even in the attached file, can write no more. Throws StoreError when the
// disk is full.
bool attempt(Database& store, const std::function<void()>& work);

struct SalvagedTickets {
    int64_t brought = 0;
    bool whole = true; // none was unreadable
};
// The tickets of today as they last were, with what is left of their history.
SalvagedTickets salvage_tickets(Database& store, const Clock& clock);

struct SalvagedBookings {
    int64_t brought = 0;
    bool whole = true;
};
// Every booking as it last was, of whatever day, so that no code is forgotten and no time is sold twice; and
// the schedule they are of. A course nobody can read any more loses its sign-ups.
SalvagedBookings salvage_bookings(Database& store);

} // namespace accanto::store

#pragma once
// Bookings that were made at a kiosk whose place another took: its heir takes them over, and is told of them
// until it says that it did (sync/README.md, "Bookings of the kiosk before").

#include "sync/hub/storage/orders.h"
#include "sync/hub/storage/storage.h"
#include "sync/wire/desired.h"

#include <set>

namespace accanto::hub {

// All events that say what becomes of a booking.
bool is_of_booking(std::string_view type);
extern const std::vector<std::string> types_of_bookings;

// Whose place this kiosk has, and whose these had before. Pure.
std::set<std::string> kiosks_before(const std::string& kiosk, const std::vector<Kiosk>& of_point);

// What an heir is told now, as the order "bookings" keeps it for it.
struct Inheritance {
    int64_t epoch = 0; // life of its store in which it told of what is not listed
    std::vector<wire::DesiredBooking> bookings;
};
std::string to_json(const Inheritance& inheritance);
Inheritance parse_inheritance(std::string_view json); // nothing in it where it is none

// Who is to be told anew after a push, where `known` is what each heir of the point is told: all of them
// after news of a booking, the pusher itself where it is an heir of whom nothing was worked out in this life,
// or is told of a day that has passed. Pure.
std::set<std::string> heirs_to_tell(const Push& push, const std::map<std::string, Inheritance>& known);

// Works out what these kiosks of a point are told: every booking from today on whose seat is of a kiosk
// before them, until they told of it in the present life of their store; those of the next days first, where
// there are more than one document carries. What was erased is not told of. Any number of hubs.
void hand_over(Storage& storage, const std::string& point, const std::set<std::string>& heirs,
               int64_t now_ms);

// A booking was erased: nobody is told of it any more.
void forget_inheritance(Storage& storage, const Erasure& erasure);

} // namespace accanto::hub

#pragma once
// What the kiosks of one point say to each other about a booking (sync/README.md, "Several kiosks at one
// point"), and the one rule by which two words become what counts. For the files of this room.
//
// Every kiosk of the point may change every booking, also apart from the others. Two things are decided about
// it, each by itself: its seat, where the later word counts, and what became of it, which is final. A seat is
// promised only out of the own lease, and one that was given up never comes back: so none is sold twice,
// whoever hears what and when.

#include "kiosk/point/booking.h"
#include "kiosk/point/schedule.h"

#include <nlohmann/json_fwd.hpp>

#include <variant>

namespace accanto::point {

struct SharedBooking {
    Booking booking;     // without the visit; in a message `lease` is the letter, "" the one of who says it
    int64_t version = 0; // of the seat
    std::optional<CourseOffer> course; // of a sign-up: what the slip needs, and whether it is withdrawn
};

// Which of two words on one booking counts: the same whatever the order, however often they are said.
SharedBooking later(const SharedBooking& one, const SharedBooking& other);

nlohmann::ordered_json json_of(const SharedBooking& said);
// Whether code, state and ticket can be so, of an appointment or of a sign-up.
bool can_be(const Booking& booking);
// Nothing when a field is missing or cannot be.
std::optional<SharedBooking> shared_booking(const nlohmann::ordered_json& json);

// What a guest has not told yet, the oldest first, at most `most`.
std::vector<SharedBooking> untold_bookings(store::Store& store, int most);

struct BookingsSince {
    std::vector<SharedBooking> bookings;
    int64_t through = 0;
    bool more = false;
};
// What changed here after the change `after`; of a kiosk with the desk.
BookingsSince bookings_since(store::Store& store, const Settings& settings, int64_t after);

// Takes a word over, and gives how the booking stands here then; `from`: letter of who says it. Text: why it
// cannot be taken. A booking that the night's care has forgotten stays forgotten. Within transaction().
std::variant<SharedBooking, std::string> hear_booking(store::Store& store, const Settings& settings,
                                                      const std::string& from, SharedBooking said);
// The same of what the kiosk with the desk says: nothing is left to tell it where both say the same now.
void hear_booking_of_host(store::Store& store, const Settings& settings, const SharedBooking& said);

// As hear_booking(), of a word in which `lease` "" is this kiosk's own; whether it should be forgotten or
// not: the clock that says so may be wrong.
std::variant<SharedBooking, std::string> merge_booking(store::Store& store, const Settings& settings,
                                                       const SharedBooking& said);
// Whether a booking that is known here still stands so, in all that a kiosk may decide.
bool stands_as(store::Store& store, const SharedBooking& said);

} // namespace accanto::point

#pragma once
// Bookings as rows, for the files of this room.

#include "kiosk/point/booking.h"

#include <nlohmann/json_fwd.hpp>

namespace accanto::point {

constexpr std::string_view schedule_help_phone_key = "schedule_help_phone"; // of store.value()

// What the clock says at the point; nothing when it cannot be right.
struct Now {
    std::string day;
    int minute = 0;
};
std::optional<Now> now_here(store::Store& store, const Settings& settings);
// Minutes from now to a moment of a day; negative when it has passed.
int minutes_until(const Now& now, const std::string& day, int minute);

// Why nothing can be promised for this moment; nothing when it can.
std::optional<NotBooked::Why> too_late_or_early(const Now& now, const std::string& day, int minute);

BookingState booking_state_of(std::string_view text); // of the schema

// By code, with the course's day and the place on the waiting list. Within read() or transaction().
std::optional<Booking> booking_of_code(store::Store& store, std::string_view code);
std::optional<Booking> booking_of_id(store::Store& store, std::string_view id);
std::optional<Booking> booking_of_key(store::Store& store, std::string_view key);

// Seats left of a time or a course; nothing when the schedule does not have it.
std::optional<int> free_seats(store::Store& store, const std::string& day, int from_minute);
std::optional<int> free_seats(store::Store& store, const std::string& course);

// course.withdrawn of a row that is only there for sign-ups of other kiosks; 1 more when it is withdrawn there.
constexpr int course_is_elsewhere = 2;

// The booking changed here: the other kiosks of the point are to hear of it. A seat is another one from now on, a time
// or a place on a list; an outcome stands for ever. Within transaction().
enum class Change { seat, outcome };
void note_change(store::Store& store, const std::string& id, Change what);
// The number of the next change.
int64_t next_booking_change(store::Store& store);

// The day of the appointments is over: those with a seat of this kiosk that nobody came to are missed. Within
// transaction().
void miss_appointments(store::Store& store, const std::string& today);

// Gives free seats of this kiosk to the first of the waiting list; returns to how many. Within transaction().
int promote(store::Store& store, const std::string& course);

// What every event of a booking says: of an appointment its time, of a sign-up its course.
nlohmann::ordered_json booking_fields(const Booking& booking);

// "appointment.cancelled" or "course.cancelled".
std::string event_name(const Booking& booking, std::string_view what);

} // namespace accanto::point

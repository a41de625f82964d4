#pragma once
// Appointments and sign-ups to courses, each under a code (design/queue.md, "Appointments", "Courses"). Every
// call that writes commits before it returns.

#include "kiosk/point/queue.h"
#include "kiosk/point/schedule.h"

namespace accanto::point {

enum class BookingState {
    booked,
    waiting, // on the list of a course
    missed,  // nobody came while its day lasted
    arrived, // an appointment that became a ticket
    cancelled
};
const char* to_text(BookingState state);

struct Booking {
    std::string id, code;
    std::string course; // id; empty: an appointment
    std::string day;    // of the appointment, or of the course as it is planned now
    int from_minute = 0, minutes = 0;
    std::string topic, language; // topic: of an appointment
    bool for_other = false;      // made by one person for another
    bool has_contact = false;
    BookingState state = BookingState::booked;
    std::string ticket; // id, once arrived
    int before = 0;     // people before on the waiting list
    std::string lease;  // letter of the kiosk of the point whose seat it holds; empty: this one
    bool is_course() const { return !course.empty(); }
};

// Six of these: no two look alike, and without vowels there are no words.
constexpr std::string_view code_characters = "234679CDFHJKMNPRTWXY";
constexpr size_t code_length = 6;
// What somebody typed, in capitals and without blanks; nothing when no code can be so.
std::optional<std::string> code_from(std::string_view text);

struct BookingRequest {
    std::string idempotency_key; // one for each confirmation: the same key gives the same booking
    std::string visit_id, language;
    std::string day; // of an appointment
    int from_minute = 0;
    std::string topic;
    std::string course; // or of a course: its id
    bool for_other = false;
    std::string sealed_contact; // contact.h; empty: none was given
};

struct NotBooked {
    enum class Why {
        unknown,   // no such code, time or course
        taken,     // no seat is left
        too_late,  // less than 30 minutes ahead, or begun
        too_early, // more than 60 days ahead
        over,      // its day has passed
        used,      // it became a ticket, or was cancelled
        no_clock,  // the clock cannot be right
        no_room    // the disk is full: what is left is for tickets
    } why;
};
using Booked = std::variant<Booking, NotBooked>;

// An appointment, or a seat in a course: where none is left, a place on its waiting list.
Booked book(store::Store& store, const Settings& settings, const BookingRequest& request);

std::optional<Booking> find_booking(store::Store& store, std::string_view code);
// Appointments of a day with those who have arrived, in their order.
std::vector<Booking> appointments_of(store::Store& store, std::string_view day);

// To another time, under the same code. The old one is free again. To the same time: nothing changes.
Booked move_booking(store::Store& store, const Settings& settings, std::string_view code,
                    const std::string& day, int from_minute);

// The seat is free again; in a course the first of the waiting list gets it. Done twice it is done once.
Booked cancel_booking(store::Store& store, const Settings& settings, std::string_view code);

// Where an appointment stands at this moment.
enum class CheckIn {
    too_early,
    in_time, // from 15 minutes before to 10 after its beginning: goes before the others
    late,    // the same day: a normal ticket
    over
};
CheckIn check_in(store::Store& store, const Settings& settings, const Booking& booking);
constexpr int check_in_before_minutes = 15, check_in_after_minutes = 10;

struct ArrivalRequest {
    std::string code, visit_id, language;
    bool at_desk = false; // a mentor lets somebody in early, as a normal ticket
};
struct Arrival {
    Booking booking;
    Ticket ticket;
};
// Turns an appointment into a ticket; the same one when asked again. Refused: the point is closed.
std::variant<Arrival, NotBooked, Refused> arrive(store::Store& store, const Settings& settings,
                                                 const ArrivalRequest& request);

// For the night's care: bookings are forgotten seven nights after their day. Nights are counted, because a clock that is
// wrong for one must not take a promise away. Within transaction(); returns how many were forgotten.
constexpr int nights_kept = 7;
int forget_old_bookings(store::Store& store, const Settings& settings);

} // namespace accanto::point

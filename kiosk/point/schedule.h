#pragma once
// What the point can offer out of its schedule now (design/queue.md, "Appointments" and "Courses").

#include "content/base/schedule.h"
#include "kiosk/store/store.h"

#include <optional>

namespace accanto::point {

struct Imported {
    int slots = 0, courses = 0, places = 0;
    int promoted = 0; // from waiting lists
};
// Replaces the schedule in one transaction. What was promised stays: an appointment keeps its time, a course
// with sign-ups stays without seats. Throws std::invalid_argument with a sentence when it is another point's
// or kiosk's.
Imported import_schedule(store::Store& store, const Settings& settings, const Schedule& schedule);

// From 30 minutes to 60 days ahead.
constexpr int book_ahead_minutes = 30, book_ahead_days = 60;

struct FreeSlot {
    std::string day;
    int from_minute = 0, minutes = 0;
    int free = 0; // seats
};

struct CourseOffer {
    Schedule::Course course;
    int free = 0;    // seats
    int waiting = 0; // people on its list
    bool withdrawn = false;
    bool elsewhere = false; // other kiosks of the point have its seats; here it is known by its sign-ups alone
};

struct Offer {
    std::vector<FreeSlot> slots;      // that can be booked now, in order
    std::vector<CourseOffer> courses; // that have not begun, in order; full ones too: there is a waiting list
    std::vector<Schedule::Place> places;
    std::string help_phone;    // empty: the one of the settings
    bool has_bookings = false; // somebody may ask for theirs

    bool books() const { return !slots.empty() || !courses.empty() || has_bookings; }
};
// No times and no courses while the clock cannot be right: a day could not be promised.
Offer offer(store::Store& store, const Settings& settings);

// A course whatever its day; nothing when it is not known here.
std::optional<CourseOffer> find_course(store::Store& store, std::string_view id);

// The words of the first of these languages that has some, else of any.
struct Said {
    std::string text, language;
};
Said in_language(const ByLanguage& words, const std::string& language, const std::string& official);

} // namespace accanto::point

#pragma once
// What a point offers on certain days, as it comes from the hub: times with a mentor, courses, places nearby.
// Plain data; content/library reads it from a file, kiosk/point keeps it and promises out of it.

#include "content/base/settings.h"

#include <map>
#include <string>
#include <vector>

namespace accanto {

// By language code.
using ByLanguage = std::map<std::string, std::string>;

// Seats of a time or a course are leased to one kiosk: it alone promises them, so it can do so without a
// network.
struct Schedule {
    std::string point;      // id of the point it is for
    std::string kiosk;      // letter of the kiosk the seats are leased to
    std::string help_phone; // as people dial it; empty: the one of the settings

    // A time with a mentor. Its beginning is its name: a point has one of each.
    struct Slot {
        std::string day; // "2026-12-01", local
        int from_minute = 0, minutes = 0;
        int seats = 0;
    };
    std::vector<Slot> slots;

    enum class Level { first_steps, some_practice, confident };
    struct Course {
        std::string id;
        ByLanguage title;
        std::string language; // it is held in
        std::string place;
        std::string day;
        int from_minute = 0, minutes = 0;
        Level level = Level::first_steps;
        int seats = 0;
    };
    std::vector<Course> courses;

    struct Place {
        std::string name, address, phone;
        std::array<std::vector<OpeningSpan>, 7> hours; // as Settings::Point::hours
        std::vector<std::string> services;             // schedule_services
        int walk_minutes = 0;                          // from this point; 0: not told
        ByLanguage way;                                // how to get there, in words
    };
    std::vector<Place> places;
};

// What a place nearby may offer, as the point itself; its words are service.<code> in content/words.
inline constexpr auto& schedule_services = point_services;

// By Schedule::Level; its words are level.<code>.
constexpr std::string_view schedule_levels[] = {"first_steps", "some_practice", "confident"};

} // namespace accanto

// What can be offered out of the schedule. Changes nothing.

#include "kiosk/point/booking_rows.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace accanto::point {

using nlohmann::json;
using store::Query;
using store::Store;

namespace {

std::vector<FreeSlot> free_slots(Store& store, const Now& now) {
    std::vector<FreeSlot> out;
    Query rows = store.db().query("SELECT s.day, s.from_minute, s.minutes, s.seats - (SELECT count(*) FROM "
                                  "booking b WHERE b.day = s.day "
                                  "AND b.from_minute = s.from_minute AND b.state IN ('booked', 'missed', 'arrived') "
                                  "AND b.lease = '') "
                                  "FROM slot s WHERE s.day >= ? ORDER BY s.day, s.from_minute",
                                  now.day);
    while (rows.step()) {
        FreeSlot slot{rows.text(0), int(rows.integer(1)), int(rows.integer(2)), int(rows.integer(3))};
        if (slot.free > 0 && !too_late_or_early(now, slot.day, slot.from_minute))
            out.push_back(std::move(slot));
    }
    return out;
}

Schedule::Level level_of(std::string_view code) {
    const auto at = std::find(std::begin(schedule_levels), std::end(schedule_levels), code);
    ACCANTO_ASSERT(at != std::end(schedule_levels));
    return Schedule::Level(at - std::begin(schedule_levels));
}

constexpr std::string_view course_columns =
    "SELECT c.id, c.titles, c.language, c.place, c.day, c.from_minute, c.minutes, c.level, c.seats, "
    "c.withdrawn, (SELECT count(*) FROM booking b WHERE b.course = c.id AND b.state = 'booked' AND b.lease = ''), "
    "(SELECT count(*) FROM booking b WHERE b.course = c.id AND b.state = 'waiting' AND b.lease = '') FROM course c ";

CourseOffer course_of(const Query& row) {
    CourseOffer out;
    out.course = {row.text(0),         json::parse(row.text(1)).get<ByLanguage>(),
                  row.text(2),         row.text(3),
                  row.text(4),         int(row.integer(5)),
                  int(row.integer(6)), level_of(row.text(7)),
                  int(row.integer(8))};
    out.withdrawn = row.integer(9) % 2 == 1;
    out.elsewhere = row.integer(9) >= course_is_elsewhere;
    out.free = std::max(0, out.course.seats - int(row.integer(10)));
    out.waiting = int(row.integer(11));
    return out;
}

std::vector<CourseOffer> courses_to_come(Store& store, const Now& now) {
    std::vector<CourseOffer> out;
    Query rows =
        store.db().query(std::string(course_columns) +
                             "WHERE c.day >= ? AND c.withdrawn = 0 ORDER BY c.day, c.from_minute, c.id",
                         now.day);
    while (rows.step()) {
        CourseOffer course = course_of(rows);
        if (minutes_until(now, course.course.day, course.course.from_minute) > 0)
            out.push_back(std::move(course));
    }
    return out;
}

// One whose day has passed is nobody's any more; while no day is known, each may be somebody's.
bool has_bookings(Store& store, const std::optional<Now>& now) {
    return store.db()
        .integer("SELECT 1 FROM booking b LEFT JOIN course c ON c.id = b.course "
                 "WHERE b.state IN ('booked', 'waiting') AND coalesce(c.day, b.day) >= ? LIMIT 1",
                 now ? now->day : std::string())
        .has_value();
}

std::vector<Schedule::Place> places(Store& store) {
    std::vector<Schedule::Place> out;
    Query rows = store.db().query(
        "SELECT name, address, phone, hours, services, walk_minutes, ways FROM place ORDER BY position");
    while (rows.step()) {
        Schedule::Place place{rows.text(0),
                              rows.text(1),
                              rows.text(2),
                              {},
                              json::parse(rows.text(4)).get<std::vector<std::string>>(),
                              int(rows.integer(5)),
                              json::parse(rows.text(6)).get<ByLanguage>()};
        const json hours = json::parse(rows.text(3));
        for (size_t day = 0; day < place.hours.size(); ++day)
            for (const json& span : hours.at(day))
                place.hours[day].push_back({span.at(0).get<int>(), span.at(1).get<int>()});
        out.push_back(std::move(place));
    }
    return out;
}

} // namespace

Offer offer(Store& store, const Settings& settings) {
    Offer out;
    store.read([&] {
        out = {};
        const auto now = now_here(store, settings);
        out.has_bookings = has_bookings(store, now);
        if (now) {
            out.slots = free_slots(store, *now);
            out.courses = courses_to_come(store, *now);
        }
        out.places = places(store);
        out.help_phone = store.value(schedule_help_phone_key).value_or("");
    });
    return out;
}

std::optional<CourseOffer> find_course(Store& store, std::string_view id) {
    std::optional<CourseOffer> out;
    store.read([&] {
        Query row = store.db().query(std::string(course_columns) + "WHERE c.id = ?", id);
        out = row.step() ? std::optional(course_of(row)) : std::nullopt;
    });
    return out;
}

Said in_language(const ByLanguage& words, const std::string& language, const std::string& official) {
    for (const std::string& one : {language, official, std::string("en")})
        if (const auto found = words.find(one); found != words.end())
            return {found->second, one};
    return words.empty() ? Said{} : Said{words.begin()->second, words.begin()->first};
}

} // namespace accanto::point

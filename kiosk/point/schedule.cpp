// Taking a schedule into use.

#include "kiosk/point/booking_rows.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <stdexcept>

namespace accanto::point {

using nlohmann::json;
using store::Store;

namespace {

void check_whose(const Settings& settings, const Schedule& schedule) {
    if (schedule.point != settings.point.id)
        throw std::invalid_argument(fmt::format("this schedule is of the point \"{}\", and this kiosk stands "
                                                "at \"{}\"; take the file made for it",
                                                schedule.point, settings.point.id));
    if (schedule.kiosk != settings.kiosk.letter)
        throw std::invalid_argument(fmt::format("the seats of this schedule are leased to the kiosk {}, and "
                                                "this one is {}; take the file made for it",
                                                schedule.kiosk, settings.kiosk.letter));
}

void replace_slots(Store& store, const Schedule& schedule) {
    store.db().run("DELETE FROM slot");
    for (const Schedule::Slot& s : schedule.slots)
        store.db().run("INSERT INTO slot (day, from_minute, minutes, seats) VALUES (?, ?, ?, ?)", s.day,
                       s.from_minute, s.minutes, s.seats);
}

void replace_courses(Store& store, const Schedule& schedule) {
    store.db().run("UPDATE course SET withdrawn = 1, seats = 0 WHERE withdrawn = 0");
    for (const Schedule::Course& c : schedule.courses)
        store.db().run("INSERT INTO course (id, titles, language, place, day, from_minute, minutes, level, "
                       "seats) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                       "ON CONFLICT (id) DO UPDATE SET titles = excluded.titles, language = "
                       "excluded.language, place = excluded.place, "
                       "day = excluded.day, from_minute = excluded.from_minute, minutes = excluded.minutes, "
                       "level = excluded.level, "
                       "seats = excluded.seats, withdrawn = 0",
                       c.id, json(c.title).dump(), c.language, c.place, c.day, c.from_minute, c.minutes,
                       schedule_levels[size_t(c.level)], c.seats);
    store.db().run("DELETE FROM course WHERE withdrawn > 0 AND id NOT IN (SELECT course FROM booking WHERE "
                   "course IS NOT NULL)");
}

// The other kiosks of the point know a course by its sign-ups.
void tell_of_courses(Store& store) {
    std::vector<std::string> ids;
    {
        auto rows = store.db().query("SELECT id FROM booking WHERE lease = '' AND course IS NOT NULL AND state IN "
                                     "('booked', 'waiting') ORDER BY row");
        while (rows.step())
            ids.push_back(rows.text(0));
    }
    for (const std::string& id : ids)
        note_change(store, id, Change::outcome);
}

void replace_places(Store& store, const Schedule& schedule) {
    store.db().run("DELETE FROM place");
    for (const Schedule::Place& p : schedule.places) {
        json hours = json::array();
        for (const auto& day : p.hours) {
            json spans = json::array();
            for (const OpeningSpan& span : day)
                spans.push_back({span.from_minute, span.to_minute});
            hours.push_back(std::move(spans));
        }
        store.db().run("INSERT INTO place (name, address, phone, hours, services, walk_minutes, ways) VALUES "
                       "(?, ?, ?, ?, ?, ?, ?)",
                       p.name, p.address, p.phone, hours.dump(), json(p.services).dump(), p.walk_minutes,
                       json(p.way).dump());
    }
}

} // namespace

Imported import_schedule(Store& store, const Settings& settings, const Schedule& schedule) {
    check_whose(settings, schedule);
    Imported out;
    store.transaction([&] {
        out = {int(schedule.slots.size()), int(schedule.courses.size()), int(schedule.places.size()), 0};
        replace_slots(store, schedule);
        replace_courses(store, schedule);
        replace_places(store, schedule);
        tell_of_courses(store);
        store.set_value(schedule_help_phone_key, schedule.help_phone);
        for (const Schedule::Course& course : schedule.courses)
            out.promoted += promote(store, course.id);
    });
    return out;
}

} // namespace accanto::point

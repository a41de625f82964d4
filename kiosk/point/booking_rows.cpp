#include "kiosk/point/booking_rows.h"

#include "kiosk/point/event.h"
#include "kiosk/point/ticket_rows.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace accanto::point {

using store::Query;
using store::Store;

namespace {

constexpr std::array state_names = {"booked", "waiting", "missed", "arrived", "cancelled"};

constexpr std::string_view columns =
    "SELECT b.id, b.code, coalesce(b.course, ''), coalesce(c.day, b.day), coalesce(c.from_minute, "
    "b.from_minute), "
    "coalesce(c.minutes, b.minutes), b.topic, b.language, b.for_other, b.has_contact, b.state, "
    "coalesce(b.ticket, ''), "
    "(SELECT count(*) FROM booking o WHERE o.course = b.course AND o.state = 'waiting' AND o.row < b.row "
    "AND o.lease = b.lease), b.lease "
    "FROM booking b LEFT JOIN course c ON c.id = b.course ";

std::string bookings(std::string_view which) {
    return fmt::format("{}{}", columns, which);
}

Booking booking_of(const Query& row) {
    Booking b;
    b.id = row.text(0);
    b.code = row.text(1);
    b.course = row.text(2);
    b.day = row.text(3);
    b.from_minute = int(row.integer(4));
    b.minutes = int(row.integer(5));
    b.topic = row.text(6);
    b.language = row.text(7);
    b.for_other = row.boolean(8);
    b.has_contact = row.boolean(9);
    b.state = booking_state_of(row.text(10));
    b.ticket = row.text(11);
    b.lease = row.text(13);
    b.before = b.state == BookingState::waiting ? int(row.integer(12)) : 0;
    return b;
}

std::optional<Booking> first(Query row) {
    return row.step() ? std::optional(booking_of(row)) : std::nullopt;
}

} // namespace

BookingState booking_state_of(std::string_view text) {
    for (size_t i = 0; i < state_names.size(); ++i)
        if (text == state_names[i])
            return BookingState(i);
    ACCANTO_ASSERT(!"a state of a booking that the schema allows");
}

const char* to_text(BookingState state) {
    return state_names.at(size_t(state));
}

std::optional<Now> now_here(Store& store, const Settings& settings) {
    if (service_day(store, settings).clock_suspect)
        return std::nullopt;
    const int64_t wall = store.clock().wall_ms();
    return Now{local_date(wall, settings.point.time_zone),
               local_time(wall, settings.point.time_zone).minute_of_day};
}

int minutes_until(const Now& now, const std::string& day, int minute) {
    constexpr int day_minutes = 24 * 60;
    return days_between(now.day, day).value() * day_minutes + minute - now.minute;
}

std::optional<NotBooked::Why> too_late_or_early(const Now& now, const std::string& day, int minute) {
    const auto days = days_between(now.day, day);
    if (!days)
        return NotBooked::Why::unknown;
    if (*days > book_ahead_days)
        return NotBooked::Why::too_early;
    if (minutes_until(now, day, minute) < book_ahead_minutes)
        return NotBooked::Why::too_late;
    return std::nullopt;
}

std::optional<Booking> booking_of_code(Store& store, std::string_view code) {
    return first(store.db().query(bookings("WHERE b.code = ?"), code));
}

std::optional<Booking> booking_of_id(Store& store, std::string_view id) {
    return first(store.db().query(bookings("WHERE b.id = ?"), id));
}

std::optional<Booking> booking_of_key(Store& store, std::string_view key) {
    return first(store.db().query(bookings("WHERE b.idempotency_key = ?"), key));
}

std::vector<Booking> appointments_of(Store& store, std::string_view day) {
    std::vector<Booking> out;
    store.read([&] {
        out.clear();
        Query rows = store.db().query(
            bookings("WHERE b.day = ? AND b.course IS NULL AND b.state IN ('booked', 'missed', 'arrived') "
                     "ORDER BY b.from_minute, b.row"),
            day);
        while (rows.step())
            out.push_back(booking_of(rows));
    });
    return out;
}

std::optional<int> free_seats(Store& store, const std::string& day, int from_minute) {
    const auto seats = store.db().integer(
        "SELECT seats - (SELECT count(*) FROM booking b WHERE b.day = s.day AND b.from_minute = "
        "s.from_minute "
        "AND b.state IN ('booked', 'missed', 'arrived') AND b.lease = '') FROM slot s WHERE s.day = ? AND s.from_minute = ?",
        day, from_minute);
    return seats ? std::optional(int(*seats)) : std::nullopt;
}

std::optional<int> free_seats(Store& store, const std::string& course) {
    const auto seats = store.db().integer(
        "SELECT seats - (SELECT count(*) FROM booking b WHERE b.course = c.id AND b.state = 'booked' AND b.lease = '') "
        "FROM course c WHERE c.id = ?",
        course);
    return seats ? std::optional(int(*seats)) : std::nullopt;
}

int64_t next_booking_change(Store& store) {
    // Rows go, numbers do not come back; a store that was restored may have lost the greatest.
    constexpr const char* key = "booking_change";
    const int64_t last = std::max<int64_t>(std::atoll(store.value(key).value_or("0").c_str()),
                                           store.db().integer("SELECT max(changed) FROM booking").value_or(0));
    store.set_value(key, std::to_string(last + 1));
    return last + 1;
}

void note_change(Store& store, const std::string& id, Change what) {
    store.db().run("UPDATE booking SET changed = ?, untold = 'yes', version = version + ? WHERE id = ?",
                   next_booking_change(store), what == Change::seat ? 1 : 0, id);
}

void miss_appointments(Store& store, const std::string& today) {
    std::vector<Booking> missed;
    {
        Query rows = store.db().query(
            bookings("WHERE b.course IS NULL AND b.state = 'booked' AND b.lease = '' AND b.day < ? ORDER BY b.row"), today);
        while (rows.step())
            missed.push_back(booking_of(rows));
    }
    for (Booking& booking : missed) {
        store.db().run("UPDATE booking SET state = 'missed' WHERE id = ?", booking.id);
        note_change(store, booking.id, Change::seat);
        booking.state = BookingState::missed;
        tell(store, event_name(booking, "missed"), booking_fields(booking));
    }
}

int forget_old_bookings(Store& store, const Settings& settings) {
    const auto now = now_here(store, settings);
    if (!now)
        return 0;
    store.db().run("UPDATE booking SET nights_over = CASE WHEN coalesce(day, (SELECT c.day FROM course c WHERE c.id = "
                   "booking.course)) < ? THEN nights_over + 1 ELSE 0 END",
                   now->day);
    const int64_t forgotten = store.db().run("DELETE FROM booking WHERE nights_over > ?", nights_kept);
    store.db().run("DELETE FROM inherited_booking WHERE said = '' AND id NOT IN (SELECT id FROM booking)");
    store.db().run("DELETE FROM course WHERE withdrawn > 0 AND id NOT IN (SELECT course FROM booking WHERE course IS NOT NULL)");
    return int(forgotten);
}

int promote(Store& store, const std::string& course) {
    int promoted = 0;
    while (free_seats(store, course).value_or(0) > 0) {
        std::optional<Booking> next = first(store.db().query(
            bookings("WHERE b.course = ? AND b.state = 'waiting' AND b.lease = '' ORDER BY b.row LIMIT 1"), course));
        if (!next)
            break;
        store.db().run("UPDATE booking SET state = 'booked' WHERE id = ?", next->id);
        note_change(store, next->id, Change::seat);
        next->state = BookingState::booked;
        tell(store, event_name(*next, "promoted"), booking_fields(*next));
        ++promoted;
    }
    return promoted;
}

nlohmann::ordered_json booking_fields(const Booking& booking) {
    nlohmann::ordered_json data = {{"booking", booking.id}, {"state", to_text(booking.state)}};
    if (booking.is_course()) {
        data["course"] = booking.course;
    } else {
        data["day"] = booking.day;
        data["from_minute"] = booking.from_minute;
        data["minutes"] = booking.minutes;
        data["topic"] = booking.topic;
    }
    return data;
}

std::string event_name(const Booking& booking, std::string_view what) {
    return (booking.is_course() ? "course." : "appointment.") + std::string(what);
}

} // namespace accanto::point

#include "kiosk/point/booking_rows.h"

#include "kiosk/point/event.h"
#include "kiosk/point/ticket_rows.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>

namespace accanto::point {

using store::Query;
using store::Store;

namespace {

constexpr std::array state_names = {"booked", "waiting", "arrived", "cancelled"};

BookingState booking_state_of(std::string_view text) {
    for (size_t i = 0; i < state_names.size(); ++i)
        if (text == state_names[i])
            return BookingState(i);
    ACCANTO_ASSERT(!"a state of a booking that the schema allows");
}

constexpr std::string_view columns =
    "SELECT b.id, b.code, coalesce(b.course, ''), coalesce(c.day, b.day), coalesce(c.from_minute, "
    "b.from_minute), "
    "coalesce(c.minutes, b.minutes), b.topic, b.language, b.for_other, b.has_contact, b.state, "
    "coalesce(b.ticket, ''), "
    "(SELECT count(*) FROM booking o WHERE o.course = b.course AND o.state = 'waiting' AND o.row < b.row) "
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
    b.before = b.state == BookingState::waiting ? int(row.integer(12)) : 0;
    return b;
}

std::optional<Booking> first(Query row) {
    return row.step() ? std::optional(booking_of(row)) : std::nullopt;
}

} // namespace

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

std::optional<Booking> booking_of_key(Store& store, std::string_view key) {
    return first(store.db().query(bookings("WHERE b.idempotency_key = ?"), key));
}

std::vector<Booking> appointments_of(Store& store, std::string_view day) {
    std::vector<Booking> out;
    store.read([&] {
        out.clear();
        Query rows = store.db().query(
            bookings("WHERE b.day = ? AND b.course IS NULL AND b.state IN ('booked', 'arrived') "
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
        "AND b.state IN ('booked', 'arrived')) FROM slot s WHERE s.day = ? AND s.from_minute = ?",
        day, from_minute);
    return seats ? std::optional(int(*seats)) : std::nullopt;
}

std::optional<int> free_seats(Store& store, const std::string& course) {
    const auto seats = store.db().integer(
        "SELECT seats - (SELECT count(*) FROM booking b WHERE b.course = c.id AND b.state = 'booked') "
        "FROM course c WHERE c.id = ?",
        course);
    return seats ? std::optional(int(*seats)) : std::nullopt;
}

int promote(Store& store, const std::string& course) {
    int promoted = 0;
    while (free_seats(store, course).value_or(0) > 0) {
        std::optional<Booking> next = first(store.db().query(
            bookings("WHERE b.course = ? AND b.state = 'waiting' ORDER BY b.row LIMIT 1"), course));
        if (!next)
            break;
        store.db().run("UPDATE booking SET state = 'booked' WHERE id = ?", next->id);
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

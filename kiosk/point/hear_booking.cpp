// Bookings of the whole point in each kiosk's store.

#include "kiosk/point/booking_rows.h"
#include "kiosk/point/shared_booking.h"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

namespace accanto::point {

using store::Query;
using store::Store;

namespace {

constexpr int bookings_at_once = 100;

SharedBooking shared_of(Store& store, const std::string& id) {
    SharedBooking out;
    out.booking = booking_of_id(store, id).value();
    out.version = store.db().integer("SELECT version FROM booking WHERE id = ?", id).value();
    if (out.booking.is_course())
        out.course = find_course(store, out.booking.course);
    return out;
}

std::vector<std::string> ids_of(Query rows) {
    std::vector<std::string> out;
    while (rows.step())
        out.push_back(rows.text(0));
    return out;
}

// The courses of other kiosks are kept for their sign-ups alone.
void keep_course(Store& store, const CourseOffer& offer) {
    const Schedule::Course& c = offer.course;
    store.db().run("INSERT INTO course (id, titles, language, place, day, from_minute, minutes, level, "
                   "seats, withdrawn) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?) "
                   "ON CONFLICT (id) DO UPDATE SET titles = excluded.titles, language = excluded.language, "
                   "place = excluded.place, day = excluded.day, from_minute = excluded.from_minute, "
                   "minutes = excluded.minutes, level = excluded.level, withdrawn = excluded.withdrawn "
                   "WHERE withdrawn >= ?",
                   c.id,
                   nlohmann::json(c.title).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                   c.language, c.place, c.day, c.from_minute, c.minutes, schedule_levels[size_t(c.level)],
                   course_is_elsewhere + (offer.withdrawn ? 1 : 0), course_is_elsewhere);
}

void insert(Store& store, const SharedBooking& said) {
    const Booking& b = said.booking;
    const bool course = b.is_course();
    const auto of_appointment = [&](int value) {
        return course ? std::nullopt : std::optional<int64_t>(value);
    };
    store.db().run(
        "INSERT INTO booking (id, idempotency_key, code, course, day, from_minute, minutes, topic, language, "
        "visit, for_other, has_contact, state, ticket, made_ms, lease, version, untold) "
        "VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '', ?9, ?10, ?11, ?12, ?13, ?14, ?15, '')",
        b.id, b.code, course ? std::optional(b.course) : std::nullopt,
        course ? std::nullopt : std::optional(b.day), of_appointment(b.from_minute),
        of_appointment(b.minutes), b.topic, b.language, b.for_other, b.has_contact, to_text(b.state),
        b.ticket.empty() ? std::nullopt : std::optional(b.ticket), store.clock().wall_ms(), b.lease,
        said.version);
}

void write(Store& store, const SharedBooking& now) {
    const Booking& b = now.booking;
    const bool course = b.is_course();
    store.db().run("UPDATE booking SET state = ?, ticket = ?, lease = ?, version = ? WHERE id = ?",
                   to_text(b.state), b.ticket.empty() ? std::nullopt : std::optional(b.ticket), b.lease,
                   now.version, b.id);
    if (!course)
        store.db().run("UPDATE booking SET day = ?, from_minute = ?, minutes = ? WHERE id = ?", b.day,
                       b.from_minute, b.minutes, b.id);
}

// Whether both say the same of what two kiosks may decide.
bool agree(const SharedBooking& one, const SharedBooking& other) {
    const Booking &a = one.booking, &b = other.booking;
    return std::tie(one.version, a.lease, a.state, a.ticket) ==
               std::tie(other.version, b.lease, b.state, b.ticket) &&
           (a.is_course() || std::tie(a.day, a.from_minute) == std::tie(b.day, b.from_minute));
}

bool is_forgotten(Store& store, const Settings& settings, const Booking& booking) {
    const auto now = now_here(store, settings);
    return now && days_between(booking.day, now->day).value_or(0) > nights_kept;
}

} // namespace

std::vector<SharedBooking> untold_bookings(Store& store, int most) {
    std::vector<SharedBooking> out;
    for (const std::string& id :
         ids_of(store.db().query("SELECT id FROM booking WHERE untold = 'yes' ORDER BY row LIMIT ?", most)))
        out.push_back(shared_of(store, id));
    return out;
}

BookingsSince bookings_since(Store& store, const Settings& settings, int64_t after) {
    BookingsSince out;
    for (const std::string& id : ids_of(store.db().query(
             "SELECT id FROM booking WHERE changed > ? ORDER BY changed LIMIT ?", after, bookings_at_once))) {
        out.bookings.push_back(shared_of(store, id));
        std::string& lease = out.bookings.back().booking.lease;
        lease = lease.empty() ? settings.kiosk.letter : lease;
    }
    out.more = int(out.bookings.size()) == bookings_at_once;
    out.through = out.bookings.empty() ? after
                                       : store.db()
                                             .integer("SELECT changed FROM booking WHERE id = ?",
                                                      out.bookings.back().booking.id)
                                             .value();
    return out;
}

std::variant<SharedBooking, std::string> merge_booking(Store& store, const Settings& settings,
                                                       const SharedBooking& said) {
    const auto known = booking_of_id(store, said.booking.id);
    const auto of_code = booking_of_code(store, said.booking.code);
    if ((of_code && of_code->id != said.booking.id) || (known && known->code != said.booking.code))
        return "code_taken";
    if (known && known->course != said.booking.course)
        return "other_course";
    if (said.course)
        keep_course(store, *said.course);
    if (!known) {
        insert(store, said);
        store.db().run("UPDATE booking SET changed = ? WHERE id = ?", next_booking_change(store),
                       said.booking.id);
        return shared_of(store, said.booking.id);
    }
    // Letters are compared, so that every kiosk comes to the same.
    SharedBooking ours = shared_of(store, known->id);
    const auto with_letter = [&](SharedBooking one) {
        if (one.booking.lease.empty())
            one.booking.lease = settings.kiosk.letter;
        return one;
    };
    SharedBooking now = later(with_letter(ours), with_letter(said));
    if (now.booking.lease == settings.kiosk.letter)
        now.booking.lease.clear();
    if (agree(now, ours))
        return ours;
    write(store, now);
    store.db().run("UPDATE booking SET changed = ? WHERE id = ?", next_booking_change(store), known->id);
    if (known->is_course() && known->lease.empty() && known->state == BookingState::booked)
        promote(store, known->course);
    return shared_of(store, known->id);
}

std::variant<SharedBooking, std::string> hear_booking(Store& store, const Settings& settings,
                                                      const std::string& from, SharedBooking said) {
    std::string& lease = said.booking.lease;
    lease = lease.empty() ? from : lease;
    lease = lease == settings.kiosk.letter ? "" : lease;
    if (!booking_of_id(store, said.booking.id) && is_forgotten(store, settings, said.booking))
        return said;
    return merge_booking(store, settings, said);
}

bool stands_as(Store& store, const SharedBooking& said) {
    return booking_of_id(store, said.booking.id) && agree(shared_of(store, said.booking.id), said);
}

void hear_booking_of_host(Store& store, const Settings& settings, const SharedBooking& said) {
    const auto heard = hear_booking(store, settings, said.booking.lease, said);
    if (const auto* why = std::get_if<std::string>(&heard))
        return spdlog::error("the kiosk with the desk tells of a booking that cannot be taken: {}", *why);
    SharedBooking there = said;
    if (there.booking.lease == settings.kiosk.letter)
        there.booking.lease.clear();
    const bool same = agree(std::get<SharedBooking>(heard), there);
    store.db().run("UPDATE booking SET untold = ?1 WHERE id = ?2 AND untold <> ?1", same ? "" : "yes",
                   said.booking.id);
}

} // namespace accanto::point

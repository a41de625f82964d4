// Promising a time or a seat, and taking the promise back: each with its event in one transaction.

#include "kiosk/point/booking_rows.h"
#include "kiosk/point/event.h"

#include <nlohmann/json.hpp>
#include <sodium.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::point {

using store::Store;
using Why = NotBooked::Why;

namespace {

std::string drawn_code() {
    std::string code(code_length, '?');
    for (char& c : code)
        c = code_characters[randombytes_uniform(uint32_t(code_characters.size()))];
    return code;
}

// Each letter has codes of its own, so that two kiosks that cannot reach each other never give the same.
bool is_of_letter(std::string_view code, const std::string& letter) {
    constexpr std::string_view letters = "ABCDEFGHJKLMNPRTUVWXY";
    size_t number = 0;
    for (const char c : code)
        number = number * code_characters.size() + code_characters.find(c);
    return letters[number % letters.size()] == letter[0];
}

// A code was never another booking's, so an old slip never shows somebody else's.
std::string free_code(Store& store, const Settings& settings) {
    for (int tries = 0; tries < 100'000; ++tries) // of 3 million
        if (std::string code = drawn_code();
            is_of_letter(code, settings.kiosk.letter) &&
            !store.db().integer("SELECT 1 FROM booking WHERE code = ?", code))
            return code;
    throw Error("no free code was found", 0);
}

// What kind of promise can be made now, and the moment it is for.
struct Found {
    Booking booking;
    std::optional<Why> objection;
};

Found appointment(Store& store, const Now& now, const std::string& day, int from_minute) {
    Found out;
    out.booking.day = day;
    out.booking.from_minute = from_minute;
    const auto minutes =
        store.db().integer("SELECT minutes FROM slot WHERE day = ? AND from_minute = ?", day, from_minute);
    if (!minutes)
        out.objection = Why::unknown;
    else if (const auto why = too_late_or_early(now, day, from_minute))
        out.objection = why;
    else if (free_seats(store, day, from_minute).value_or(0) < 1)
        out.objection = Why::taken;
    out.booking.minutes = int(minutes.value_or(0));
    return out;
}

Found seat(Store& store, const Now& now, const std::string& id) {
    Found out;
    const auto found = find_course(store, id);
    out.booking.course = id;
    if (!found || found->withdrawn || found->elsewhere)
        out.objection = Why::unknown;
    else if (minutes_until(now, found->course.day, found->course.from_minute) <= 0)
        out.objection = Why::too_late;
    else if (found->free < 1)
        out.booking.state = BookingState::waiting;
    return out;
}

void insert(Store& store, const Booking& b, const BookingRequest& request) {
    const bool course = b.is_course();
    const auto of_appointment = [&](int value) {
        return course ? std::nullopt : std::optional<int64_t>(value);
    };
    store.db().run("INSERT INTO booking (id, idempotency_key, code, course, day, from_minute, minutes, "
                   "topic, language, visit, for_other, "
                   "has_contact, state, made_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   b.id, request.idempotency_key, b.code, course ? std::optional(b.course) : std::nullopt,
                   course ? std::nullopt : std::optional(b.day), of_appointment(b.from_minute),
                   of_appointment(b.minutes), b.topic, b.language, request.visit_id, b.for_other,
                   b.has_contact, to_text(b.state), store.clock().wall_ms());
    note_change(store, b.id, Change::seat);
}

Booked make(Store& store, const Settings& settings, const BookingRequest& request) {
    if (auto already = booking_of_key(store, request.idempotency_key))
        return *already;
    const auto now = now_here(store, settings);
    if (!now)
        return NotBooked{Why::no_clock};
    Found found = request.course.empty() ? appointment(store, *now, request.day, request.from_minute)
                                         : seat(store, *now, request.course);
    if (found.objection)
        return NotBooked{*found.objection};
    Booking& b = found.booking;
    b.id = store.new_id();
    b.code = free_code(store, settings);
    b.topic = request.topic;
    b.language = request.language;
    b.for_other = request.for_other;
    b.has_contact = !request.sealed_contact.empty();
    insert(store, b, request);
    nlohmann::ordered_json data = booking_fields(b);
    data["code"] = b.code;
    data["visit"] = request.visit_id;
    data["language"] = b.language;
    data["for_other"] = b.for_other;
    data["has_contact"] = b.has_contact;
    tell(store, event_name(b, "booked"), data);
    if (b.has_contact)
        tell(store, "contact.given",
             {{"booking", b.id}, {"key", settings.contact.key}, {"sealed", request.sealed_contact}},
             store::Kept::until_acknowledged);
    return booking_of_code(store, b.code).value();
}

// Whether somebody may still change it, at this moment.
std::optional<Why> settled(const std::optional<Booking>& booking, const Now& now) {
    if (!booking)
        return Why::unknown;
    if (booking->state == BookingState::arrived || booking->state == BookingState::cancelled)
        return Why::used;
    // Who comes late to an appointment may still choose another time that day; a course that has begun is as
    // it is.
    const bool past = booking->is_course() ? minutes_until(now, booking->day, booking->from_minute) <= 0
                                           : booking->day < now.day;
    return past ? std::optional(Why::over) : std::nullopt;
}

Booked move(Store& store, const Settings& settings, std::string_view code, const std::string& day,
            int from_minute) {
    const auto now = now_here(store, settings);
    if (!now)
        return NotBooked{Why::no_clock};
    const auto booking = booking_of_code(store, code);
    if (const auto why = settled(booking, *now))
        return NotBooked{*why};
    if (booking->is_course())
        return NotBooked{Why::unknown};
    if (booking->day == day && booking->from_minute == from_minute)
        return *booking;
    const Found to = appointment(store, *now, day, from_minute);
    if (to.objection)
        return NotBooked{*to.objection};
    store.db().run("UPDATE booking SET day = ?, from_minute = ?, minutes = ?, state = 'booked', lease = '' WHERE id = ?",
                   day, from_minute, to.booking.minutes, booking->id);
    note_change(store, booking->id, Change::seat);
    const Booking moved = booking_of_code(store, code).value();
    nlohmann::ordered_json data = booking_fields(moved);
    data["day_before"] = booking->day;
    data["from_minute_before"] = booking->from_minute;
    tell(store, event_name(moved, "moved"), data);
    return moved;
}

Booked cancel(Store& store, const Settings& settings, std::string_view code) {
    auto booking = booking_of_code(store, code);
    if (booking && booking->state == BookingState::cancelled)
        return *booking;
    const auto now = now_here(store, settings);
    if (!now)
        return NotBooked{Why::no_clock};
    if (const auto why = settled(booking, *now))
        return NotBooked{*why};
    store.db().run("UPDATE booking SET state = 'cancelled' WHERE id = ?", booking->id);
    note_change(store, booking->id, Change::outcome);
    booking->state = BookingState::cancelled;
    booking->before = 0;
    tell(store, event_name(*booking, "cancelled"), booking_fields(*booking));
    if (booking->is_course())
        promote(store, booking->course);
    return *booking;
}

Booked in_transaction(Store& store, const std::function<Booked()>& work) {
    Booked out;
    store.transaction([&] { out = work(); });
    return out;
}

// A new promise can be refused; a number, and what frees a seat, cannot.
Booked if_there_is_room(Store& store, const std::function<Booked()>& work) {
    Booked out;
    try {
        store.transaction_with_room([&] { out = work(); });
    } catch (const store::StoreError& e) {
        if (e.trouble() != store::StoreTrouble::disk_full)
            throw;
        spdlog::error("booking: refused, the disk is full: {}", e.what());
        return NotBooked{Why::no_room};
    }
    return out;
}

} // namespace

std::optional<std::string> code_from(std::string_view text) {
    std::string code;
    for (char c : text) {
        if (c == ' ' || c == '-')
            continue;
        c = c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
        if (code_characters.find(c) == std::string_view::npos)
            return std::nullopt;
        code += c;
    }
    return code.size() == code_length ? std::optional(code) : std::nullopt;
}

Booked book(Store& store, const Settings& settings, const BookingRequest& request) {
    ACCANTO_ASSERT(!request.idempotency_key.empty());
    return if_there_is_room(store, [&] { return make(store, settings, request); });
}

std::optional<Booking> find_booking(Store& store, std::string_view code) {
    std::optional<Booking> out;
    store.read([&] { out = booking_of_code(store, code); });
    return out;
}

Booked move_booking(Store& store, const Settings& settings, std::string_view code, const std::string& day,
                    int from_minute) {
    return if_there_is_room(store, [&] { return move(store, settings, code, day, from_minute); });
}

Booked cancel_booking(Store& store, const Settings& settings, std::string_view code) {
    return in_transaction(store, [&] { return cancel(store, settings, code); });
}

} // namespace accanto::point

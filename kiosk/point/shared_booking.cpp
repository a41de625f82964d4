#include "kiosk/point/shared_booking.h"

#include "kiosk/point/fields.h"

#include <limits>
#include <tuple>

namespace accanto::point {

using nlohmann::ordered_json;

namespace {

constexpr size_t state_count = size_t(BookingState::cancelled) + 1;

// Arrived ends it, cancelled ends it too and counts more: its seat may be another's already.
int outcome(const Booking& booking) {
    return booking.state == BookingState::cancelled ? 2 : booking.state == BookingState::arrived ? 1 : 0;
}

auto seat(const SharedBooking& one) {
    const Booking& b = one.booking;
    return std::tuple(one.version, std::string_view(b.lease), std::string_view(b.day), b.from_minute,
                      outcome(b) == 0 && b.state != BookingState::waiting, b.state == BookingState::missed);
}

ordered_json json_of_course(const CourseOffer& offer) {
    const Schedule::Course& c = offer.course;
    return {{"id", c.id},
            {"title", ordered_json(c.title)},
            {"language", c.language},
            {"place", c.place},
            {"day", c.day},
            {"from_minute", c.from_minute},
            {"minutes", c.minutes},
            {"level", schedule_levels[size_t(c.level)]},
            {"withdrawn", offer.withdrawn}};
}

ByLanguage title_of(Fields& outer) {
    ByLanguage out;
    const ordered_json json = outer.part("title");
    outer.spoil_unless(json.is_object() && json.size() <= 40);
    if (outer.good())
        for (const auto& [language, words] : json.items()) {
            outer.spoil_unless(words.is_string() && language.size() <= 8);
            if (outer.good())
                out[language] = words.get<std::string>().substr(0, 400);
        }
    return out;
}

std::optional<CourseOffer> course_of(Fields& outer) {
    const ordered_json json = outer.part("course");
    if (json.is_null())
        return std::nullopt;
    Fields in(json);
    CourseOffer out;
    Schedule::Course& c = out.course;
    c.id = in.text("id", 1, 64);
    c.title = title_of(in);
    c.language = in.text("language", 0, 8);
    c.place = in.text("place", 0, 400);
    c.day = in.text("day", 10, 10);
    c.from_minute = int(in.whole("from_minute", 0, 1439));
    c.minutes = int(in.whole("minutes", 0, 1440));
    c.level = Schedule::Level(
        in.one_of("level", std::array<const char*, 3>{schedule_levels[0].data(), schedule_levels[1].data(),
                                                      schedule_levels[2].data()}));
    out.withdrawn = in.flag("withdrawn");
    in.spoil_unless(is_date(c.day));
    outer.spoil_unless(in.good());
    return out;
}

} // namespace

SharedBooking later(const SharedBooking& one, const SharedBooking& other) {
    const SharedBooking& seated = seat(other) > seat(one) ? other : one;
    SharedBooking out = seated;
    const int of_one = outcome(one.booking), of_other = outcome(other.booking);
    if (of_one == 0 && of_other == 0)
        return out;
    const Booking& decided = of_one != of_other ? (of_one > of_other ? one : other).booking
                             : one.booking.ticket <= other.booking.ticket ? one.booking
                                                                          : other.booking;
    out.booking.state = decided.state;
    out.booking.ticket = decided.ticket;
    return out;
}

ordered_json json_of(const SharedBooking& said) {
    const Booking& b = said.booking;
    return {{"id", b.id},
            {"code", b.code},
            {"lease", b.lease},
            {"version", said.version},
            {"state", to_text(b.state)},
            {"ticket", b.ticket},
            {"day", b.day},
            {"from_minute", b.from_minute},
            {"minutes", b.minutes},
            {"topic", b.topic},
            {"language", b.language},
            {"for_other", b.for_other},
            {"has_contact", b.has_contact},
            {"course", said.course ? json_of_course(*said.course) : ordered_json(nullptr)}};
}

bool can_be(const Booking& b) {
    return code_from(b.code) == b.code && (b.state == BookingState::arrived) == !b.ticket.empty() &&
           (b.is_course() ? b.state != BookingState::arrived && b.state != BookingState::missed
                          : b.state != BookingState::waiting);
}

std::optional<SharedBooking> shared_booking(const ordered_json& json) {
    Fields in(json);
    SharedBooking out;
    Booking& b = out.booking;
    b.id = in.text("id", 8, 64);
    b.code = in.text("code", code_length, code_length);
    b.lease = in.text("lease", 0, 1);
    out.version = in.whole("version", 0, std::numeric_limits<int32_t>::max());
    b.state = BookingState(in.one_of("state", words_of<BookingState, state_count>()));
    b.ticket = in.text("ticket", 0, 64);
    b.day = in.text("day", 10, 10);
    b.from_minute = int(in.whole("from_minute", 0, 1439));
    b.minutes = int(in.whole("minutes", 0, 1440));
    b.topic = in.text("topic", 0, 64);
    b.language = in.text("language", 0, 8);
    b.for_other = in.flag("for_other");
    b.has_contact = in.flag("has_contact");
    out.course = course_of(in);
    b.course = out.course ? out.course->course.id : "";
    in.spoil_unless(is_date(b.day) && can_be(b));
    return in.good() ? std::optional(std::move(out)) : std::nullopt;
}

} // namespace accanto::point

// The appointments of the day and the courses to come, as the mentor's page shows them.

#include "content/base/clock.h"
#include "kiosk/desk/asked.h"
#include "kiosk/desk/desk.h"
#include "kiosk/desk/snapshot_parts.h"
#include "kiosk/point/booking.h"

#include <fmt/format.h>

namespace accanto::desk {

namespace {

using point::Booking;
using point::CheckIn;

std::string time_text(int minute) {
    return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

Json appointment_json(store::Store& store, const Settings& settings, const Texts& texts,
                      const std::string& language, const Booking& booking) {
    const std::string time = time_text(booking.from_minute);
    const auto ticket = booking.ticket.empty() ? std::nullopt : point::find_ticket(store, booking.ticket);
    const CheckIn when = point::check_in(store, settings, booking);
    const std::string state = ticket ? texts.say(language, "agenda.arrived", {{"label", ticket->label}})
                              : when == CheckIn::late ? texts.say(language, "agenda.late")
                                                      : texts.say(language, "agenda.expected");
    return {
        {"id", booking.code},
        {"time", time},
        {"topic", topic_json(texts, language, booking.topic)},
        {"language", texts.language_name(language, booking.language)},
        {"code", booking.code},
        {"other", booking.for_other ? texts.say(language, "agenda.for_other") : ""},
        {"state", state},
        {"arrived", ticket.has_value()},
        {"arrive_name", texts.say(language, "agenda.arrive_name", {{"time", time}, {"code", booking.code}})}};
}

Json course_json(const Texts& texts, const std::string& language, const point::CourseOffer& offer) {
    const Schedule::Course& course = offer.course;
    const point::Said title = point::in_language(course.title, language, texts.official_language());
    const int64_t free = offer.free, seats = course.seats;
    return {{"id", course.id},
            {"title", title.text},
            {"title_language", title.language},
            {"day", course.day},
            {"time", time_text(course.from_minute)},
            {"place", course.place},
            {"seats", texts.say(language, "agenda.seats", {{"free", free}, {"seats", seats}})},
            {"waiting", offer.waiting > 0
                            ? texts.say(language, "agenda.waiting", {{"n", int64_t(offer.waiting)}})
                            : ""}};
}

} // namespace

Json agenda_json(store::Store& store, const Settings& settings, const Texts& texts,
                 const std::string& language) {
    Json appointments = Json::array(), courses = Json::array();
    const std::string today = local_date(store.clock().wall_ms(), settings.point.time_zone);
    for (const Booking& booking : point::appointments_of(store, today))
        // Who arrived at a kiosk whose place this one took has a number that nobody here knows.
        if (booking.ticket.empty() || point::find_ticket(store, booking.ticket))
            appointments.push_back(appointment_json(store, settings, texts, language, booking));
    for (const point::CourseOffer& offer : point::offer(store, settings).courses)
        courses.push_back(course_json(texts, language, offer));
    return {{"appointments", std::move(appointments)}, {"courses", std::move(courses)}};
}

// Somebody with a booking has come to the desk, and not to the kiosk.
Reply Desk::booking_arrives(const Visit& visit, const std::string& code) {
    std::variant<point::Arrival, point::NotBooked, point::Refused> result;
    const auto known = point::code_from(code);
    if (!known)
        return failed(visit, 404, "no_booking");
    change([&](store::Store& store) {
        result = point::arrive(store, m_setup.settings, {*known, "", "", true});
    });
    if (const auto* arrival = std::get_if<point::Arrival>(&result))
        return changed(visit, m_texts.say(visit.language, "agenda.done", {{"label", arrival->ticket.label}}));
    return failed(visit, 409, std::holds_alternative<point::Refused>(result) ? "kiosk_closed" : "no_booking");
}

} // namespace accanto::desk

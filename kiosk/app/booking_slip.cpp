#include "kiosk/app/booking_slip.h"

#include "kiosk/screens/booking_words.h"

namespace accanto::app {

platform::Image draw_booking_slip(ui::Ui& ui, const content::Words& words, const Settings& settings,
                                  const content::Topics& topics, const HeldBooking& held,
                                  const std::string& help_phone, const std::string& language) {
    const point::Booking& booking = held.booking;
    const std::string& official = settings.point.official_language;
    std::vector<ui::SlipLine> lines;
    const auto say = [&](const std::string& key, const content::Arguments& arguments = {}) {
        const content::Phrase p = words.say(language, key, arguments);
        return ui::Label{p.text, {}, p.language, p.fallback};
    };
    const auto add = [&](ui::Label label, float em_mm, int weight, float gap_mm) {
        lines.push_back({std::move(label), em_mm, weight, ui::Align::centre, gap_mm});
    };
    const auto rule = [&] { lines.push_back({{}, 0, 400, ui::Align::centre, 3, {}, 0, true}); };

    add(ui.plain(settings.point.name, official), 4.4f, 600, 0);
    rule();
    add(say(booking.is_course() ? "print.course" : "print.booking"), 5.6f, 700, 3);
    if (held.course) {
        const point::Said title = point::in_language(held.course->course.title, language, official);
        add(ui.plain(title.text, title.language), 5, 600, 1);
    } else if (const content::Topic* topic = topics.find(booking.topic)) {
        add(say(topic->word_key()), 5, 400, 1);
    }
    // The day as it is on any day: paper is read later.
    add(say("booking.when", {{"date", screens::date_words(words, language, booking.day).text},
                             {"time", screens::clock_time(booking.from_minute)}}),
        6.4f, 700, 3);
    if (held.course)
        add(ui.plain(held.course->course.place, official), 4.6f, 400, 1);
    else if (!settings.point.address.empty())
        add(ui.plain(settings.point.address, official), 4.6f, 400, 1);
    if (booking.state == point::BookingState::waiting)
        add(say("booking.waiting", {{"n", int64_t(booking.before)}}), 5, 600, 2);
    rule();
    add(say("booking.title"), 5, 600, 2);
    lines.push_back({ui.plain(screens::grouped_code(booking.code), "en"),
                     20,
                     800,
                     ui::Align::centre,
                     2,
                     {},
                     0,
                     false,
                     {},
                     true});
    add(say(booking.for_other                               ? "booking.other"
            : booking.state == point::BookingState::waiting ? "booking.waiting_how"
            : booking.is_course()                           ? "booking.seat"
                                                            : "booking.come"),
        4.4f, 400, 3);
    add(say("booking.keep"), 4.4f, 400, 1);
    if (!help_phone.empty()) {
        add(say("print.cancel"), 4.2f, 400, 3);
        add(ui.plain(help_phone, "en"), 7, 700, 0);
    }
    return ui::draw_slip(ui, lines, ui::slip_dots(settings.printer.width_mm));
}

} // namespace accanto::app

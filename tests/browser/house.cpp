// The kiosk's part of the browser test: fills a store with mentors and people who wait.
//
//   desk_browser_house FOLDER mentors       adds the mentors of the test
//   desk_browser_house FOLDER ticket TOPIC LANGUAGE [TUTORIAL STEP STEPS HINTS]   at the kiosk of the letter
//                                           ACCANTO_LETTER, B without it
//   desk_browser_house FOLDER printer STATE
//   desk_browser_house FOLDER recorded      prints the data of the newest service.recorded
//   desk_browser_house FOLDER clear         everybody leaves
//   desk_browser_house FOLDER bookings      before any ticket: an appointment of today, and a course; prints the code

#include "kiosk/point/booking.h"
#include "kiosk/point/people.h"
#include "kiosk/point/printer_care.h"
#include "kiosk/point/queue.h"
#include "kiosk/store/outbox.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using namespace accanto;

namespace {

// Booked in the first minute of today for its last one: whenever the test runs, somebody is expected.
std::string make_bookings(const std::string& folder) {
    const Settings settings;
    const std::string zone = settings.point.time_zone;
    const int64_t now = SystemClock().wall_ms();
    const ManualClock clock(now - int64_t(local_time(now, zone).minute_of_day) * 60'000);
    const auto opened = store::Store::open(folder, clock);
    store::Store& store = *opened;
    const std::string today = local_date(clock.wall_ms(), zone);
    Schedule schedule;
    schedule.point = settings.point.id;
    schedule.kiosk = settings.kiosk.letter;
    schedule.slots = {{today, 23 * 60 + 59, 30, 1}, {days_after(today, 1).value(), 10 * 60, 30, 1}};
    schedule.courses = {{"telephone", {{"es", "Mi primer móvil"}}, "es", "Sala 2", days_after(today, 9).value(), 17 * 60, 90,
                         Schedule::Level::first_steps, 4}};
    point::import_schedule(store, settings, schedule);
    point::BookingRequest request;
    request.idempotency_key = "booking";
    request.visit_id = "visit";
    request.language = "ca";
    request.topic = "health";
    request.day = today;
    request.from_minute = 23 * 60 + 59;
    request.for_other = true;
    return std::get<point::Booking>(point::book(store, settings, request)).code;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() < 2)
        return 2;
    if (words[1] == "bookings") {
        std::printf("%s\n", make_bookings(words[0]).c_str());
        return 0;
    }
    const SystemClock clock;
    const auto store = store::Store::open(words[0], clock);
    if (words[1] == "mentors") {
        point::add_mentor(*store, "Ana Ferrer", "246810");
        point::add_mentor(*store, "فاطمة الإدريسي", "135791");
        point::add_mentor(*store, "Luca Bianchi", "112358");
        return 0;
    }
    if (words[1] == "recorded") {
        std::string newest;
        for (const auto& row : store::pending(*store, 10'000, 1 << 24))
            if (row.type == "org.accanto.service.recorded.v1")
                newest = row.bytes;
        std::printf("%s\n", newest.substr(newest.find("\"data\":") + 7, newest.size() - newest.find("\"data\":") - 8).c_str());
        return 0;
    }
    if (words[1] == "printer") {
        point::note_printer(*store, Settings(), {words.at(2), 0, 1});
        return 0;
    }
    if (words[1] == "clear") {
        const Settings settings;
        for (const auto state : {point::TicketState::waiting, point::TicketState::transferred,
                                 point::TicketState::called, point::TicketState::parked})
            for (const point::Ticket& ticket : point::in_state(*store, settings, state))
                point::leave(*store, settings, ticket.id);
        return 0;
    }
    point::TicketRequest request;
    request.idempotency_key = std::to_string(clock.wall_ms()) + words.back();
    request.visit_id = "visit";
    request.topic = words.at(2);
    request.language = words.at(3);
    request.needs.sit = true;
    if (words.size() == 8)
        request.stuck =
            point::StuckAt{words[4], std::stoi(words[5]), std::stoi(words[6]), std::stoi(words[7]), true};
    Settings settings;
    if (const char* letter = std::getenv("ACCANTO_LETTER"))
        settings.kiosk.letter = letter;
    const auto ticket = point::take_ticket(*store, settings, request);
    std::printf("%s\n", std::get<point::Ticket>(ticket).label.c_str());
    return 0;
}

// The kiosk's part of the browser test: fills a store with mentors and people who wait.
//
//   desk_browser_house FOLDER mentors       adds the mentors of the test
//   desk_browser_house FOLDER ticket TOPIC LANGUAGE [TUTORIAL STEP STEPS HINTS]
//   desk_browser_house FOLDER printer STATE

#include "kiosk/point/people.h"
#include "kiosk/point/printer_care.h"
#include "kiosk/point/queue.h"

#include <cstdio>
#include <string>
#include <vector>

using namespace accanto;

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() < 2)
        return 2;
    const SystemClock clock;
    const auto store = store::Store::open(words[0], clock);
    if (words[1] == "mentors") {
        point::add_mentor(*store, "Ana Ferrer", "246810");
        point::add_mentor(*store, "فاطمة الإدريسي", "135791");
        return 0;
    }
    if (words[1] == "printer") {
        point::note_printer(*store, Settings(), {words.at(2), 0, 1});
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
    const auto ticket = point::take_ticket(*store, settings, request);
    std::printf("%s\n", std::get<point::Ticket>(ticket).label.c_str());
    return 0;
}

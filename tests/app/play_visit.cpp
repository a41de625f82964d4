// Plays one visit file on the real kiosk with a new store: one entry of ctest for each file of tests/visits.
//   play_visit FILE [mentor] [schedule] [motion]
//   mentor: one is at the desk; schedule: there are times and courses to book; motion: pages fade, as on a kiosk

#include "tests/app/a_schedule.h"
#include "tests/app/desk_hand.h"
#include "tests/app/kiosk_run.h"
#include "tests/temporary_folder.h"

#include "content/base/file.h"

#include <fmt/format.h>

#include <set>

int main(int argc, char** argv) {
    using namespace accanto;
    using namespace accanto::tests;
    const std::set<std::string> with(argv + std::min(argc, 2), argv + argc);
    if (argc < 2 || with.size() != with.count("mentor") + with.count("schedule") + with.count("motion")) {
        fmt::print(stderr, "usage: play_visit FILE [mentor] [schedule] [motion]\n");
        return 2;
    }
    try {
        TemporaryFolder folder;
        KioskOptions kiosk{folder.path()};
        kiosk.visit = read_file(argv[1]).value_or("");
        if (kiosk.visit.empty())
            throw std::runtime_error(fmt::format("{}: there is no such visit", argv[1]));
        if (with.contains("motion"))
            kiosk.settings = "[point]\ntime_zone = \"Europe/Madrid\"\nplace = \"ES-CT\"\n";
        if (with.contains("mentor"))
            DeskHand(kiosk.state()).on();
        if (with.contains("schedule"))
            point::import_schedule(DeskHand(kiosk.state()).store(), {}, a_schedule());
        play(kiosk);
        if (std::string wrong = DeskHand(kiosk.state()).broken_promises(); !wrong.empty())
            throw std::runtime_error(wrong);
        return 0;
    } catch (const std::exception& e) {
        fmt::print(stderr, "{}: {}\n", argv[1], e.what());
        return 1;
    }
}

// Plays one visit file on the real kiosk with a new store: one entry of ctest for each file of tests/visits.
//   play_visit FILE [mentor]      mentor: one is at the desk

#include "tests/app/desk_hand.h"
#include "tests/app/kiosk_run.h"
#include "tests/temporary_folder.h"

#include "content/base/file.h"

#include <fmt/format.h>

int main(int argc, char** argv) {
    using namespace accanto;
    using namespace accanto::tests;
    if (argc < 2 || argc > 3 || (argc == 3 && std::string(argv[2]) != "mentor")) {
        fmt::print(stderr, "usage: play_visit FILE [mentor]\n");
        return 2;
    }
    try {
        TemporaryFolder folder;
        KioskOptions kiosk{folder.path()};
        kiosk.visit = read_file(argv[1]).value_or("");
        if (kiosk.visit.empty())
            throw std::runtime_error(fmt::format("{}: there is no such visit", argv[1]));
        if (argc == 3)
            DeskHand(kiosk.state()).on();
        play(kiosk);
        if (std::string wrong = DeskHand(kiosk.state()).broken_promises(); !wrong.empty())
            throw std::runtime_error(wrong);
        return 0;
    } catch (const std::exception& e) {
        fmt::print(stderr, "{}: {}\n", argv[1], e.what());
        return 1;
    }
}

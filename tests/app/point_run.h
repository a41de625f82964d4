#pragma once
// A kiosk that plays a visit, and a mentor at desk 2 beside it.

#include "tests/app/desk_hand.h"
#include "tests/app/kiosk_run.h"
#include "tests/temporary_folder.h"

#include "content/base/file.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace accanto::tests {

struct Point {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    DeskHand desk{options.state()};

    Point() { desk.on(); }
    std::unique_ptr<Kiosk> start(const std::string& visit) {
        options.visit = visit;
        return std::make_unique<Kiosk>(options);
    }
    void done(Kiosk& kiosk) {
        int code = kiosk.finish();
        INFO(kiosk.errors());
        CHECK(code == 0);
        CHECK(desk.broken_promises() == "");
    }
    // Each utterance as "language<tab>text".
    std::string spoken() { return read_file(options.speech_log()).value_or(""); }
    // Names of the papers that came out.
    std::vector<std::string> papers() {
        std::vector<std::string> out;
        if (std::filesystem::exists(options.state() / "printed"))
            for (const auto& entry : std::filesystem::directory_iterator(options.state() / "printed"))
                out.push_back(entry.path().filename().string());
        std::sort(out.begin(), out.end());
        return out;
    }
};

// A visit from the greeting to the number.
inline const std::string ticket = std::string(to_confirmation) + "tap @ticket.take\nshown @ticket.number within 20s\n";

} // namespace accanto::tests

#pragma once
// A place whose technician comes in through the corner, in English and with a PIN that is known.

#include "kiosk/point/technician.h"
#include "kiosk/store/outbox.h"
#include "tests/app/kiosk_run.h"
#include "tests/temporary_folder.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace accanto::tests {

inline const char* const technicians_pin = "135790";
// Steps of a visit: from the greeting to the technician's menu.
inline const std::string to_technicians_menu =
    "see @language.en within 20s\nknock\nsee @technician.enter\ntype 135790\ntap @technician.enter\nsee "
    "@technician.status within 20s\n";

inline const std::string in_english = "[point]\ntime_zone = \"Europe/Madrid\"\nplace = \"ES-CT\"\nofficial_language "
                                      "= \"en\"\n[screen]\nmotion = false\n";

struct TechniciansPlace {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    SystemClock clock;

    TechniciansPlace() {
        options.settings = in_english;
        std::filesystem::create_directories(options.state());
        point::set_technician_pin(*open(), technicians_pin);
    }
    std::unique_ptr<store::Store> open() { return store::Store::open(options.state(), clock); }
    std::string played(const std::string& visit) {
        options.visit = visit;
        return play(options);
    }
    // What was done, and what came of it or for whom.
    std::vector<std::pair<std::string, std::string>> acts() {
        std::vector<std::pair<std::string, std::string>> out;
        for (const auto& row : store::pending(*open(), 10'000, 1 << 30))
            if (row.type == "org.accanto.technician.acted.v1") {
                const auto data = nlohmann::json::parse(row.bytes).at("data");
                out.emplace_back(data["what"], data["result"]);
            }
        return out;
    }
};

} // namespace accanto::tests

#pragma once
// The skills check and the path of lessons, as far as they have come in a visit: a part of Visit, erased with
// it.

#include "kiosk/point/skills.h"

#include <string>
#include <vector>

namespace accanto::app {

// A practice as it was seen on this kiosk in this visit. Never mixed with what was told.
struct SeenPractice {
    std::string competence; // DigComp code: "2.1"
    bool alone = false;     // without a hint and without the mentor
};

struct SkillsVisit {
    bool running = false;             // begun, and not yet answered to the end
    size_t at = 0;                    // of Instrument::asked()
    point::SkillAnswersGiven answers; // fixed codes; what was answered stays when one goes back
    std::string typed;                // of an earlier check's code, as far as touched
    bool code_wrong = false;
    std::optional<content::TakenHome> before;

    std::optional<point::SkillsCheck> check; // answered to the end
    std::string code;                        // to take home; of `check`
    point::LearningPath path;
    std::vector<SeenPractice> seen;
};

} // namespace accanto::app

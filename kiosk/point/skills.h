#pragma once
// What a skills check tells the hub: fixed codes, and no person (content/skills, design/learning.md "Skills
// check").

#include "content/library/taken_home.h"
#include "kiosk/point/kept_places.h"

#include <map>

namespace accanto::point {

// Answers by question, as ids of the instrument: "il" -> {"news"}. A question that is not there was skipped.
using SkillAnswersGiven = std::map<std::string, std::vector<std::string>, std::less<>>;

struct SkillsCheck {
    std::string id; // UUIDv7
    std::string language;
    SkillAnswersGiven answers;
    content::SkillAnswers counts;
    content::SkillScore score;                // of them
    std::optional<content::TakenHome> before; // of the code of an earlier check
};

// The items ticked, of the areas that were asked: none without internet.
std::vector<std::string> ticked_items(const content::Instrument& instrument,
                                      const SkillAnswersGiven& answers);
bool used_internet(const SkillAnswersGiven& answers);
// By content::count_skills and score_skills; the answers must be of this instrument.
SkillsCheck score_check(const content::Instrument& instrument, std::string id, std::string language,
                        SkillAnswersGiven answers, std::optional<content::TakenHome> before);

// Each is one transaction with its event (events.md).
void skills_checked(store::Store& store, const std::string& visit_id, const content::Instrument& instrument,
                    const SkillsCheck& check);
void path_made(store::Store& store, const std::string& visit_id, const LearningPath& path);

// Within transaction().
void tell_path_resumed(store::Store& store, const std::string& visit_id, const LearningPath& path);

} // namespace accanto::point

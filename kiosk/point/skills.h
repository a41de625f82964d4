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
// What is asked of somebody who has answered so far, in order. Those about what was ticked fall away with the last "none of
// these", so that no number of questions is told that grows.
std::vector<const content::SkillQuestion*> questions_for(const content::Instrument& instrument, const SkillAnswersGiven& answers);
// By content::count_skills and score_skills; the answers must be of this instrument; those to what is
// not asked any more, since an earlier answer was changed, are left out.
SkillsCheck score_check(const content::Instrument& instrument, std::string id, std::string language,
                        SkillAnswersGiven answers, std::optional<content::TakenHome> before);

// Each is one transaction with its event (events.md).
void skills_checked(store::Store& store, const std::string& visit_id, const content::Instrument& instrument,
                    const SkillsCheck& check);
void path_made(store::Store& store, const std::string& visit_id, const LearningPath& path);

// Within transaction().
void tell_path_resumed(store::Store& store, const std::string& visit_id, const LearningPath& path);

} // namespace accanto::point

#pragma once
// What the screens and the paper of the skills check share: which words go with an answer or a result.

#include "kiosk/screens/frame.h"

namespace accanto::screens {

// Keys of content/words.
// All of it in one sentence. Who left an area out has no level of all five.
std::string overall_key(const content::Instrument& instrument, const point::SkillsCheck& check);
// What was told of an area: its level, or that it was left out.
std::string told_key(const content::Instrument& instrument, const point::SkillsCheck& check, size_t area);
// Since the earlier check; "" where there is none to compare with, for this area.
std::string change_key(const content::Instrument& instrument, const point::SkillsCheck& check, size_t area);
bool left_something_out(const content::Instrument& instrument, const point::SkillsCheck& check);
bool was_skipped(const content::Instrument& instrument, const point::SkillsCheck& check, size_t area);

std::string area_picture(const content::SkillArea& area);
ui::Tint area_tint(const content::Instrument& instrument, const std::string& area);

// The tiles of a question, those chosen marked.
struct Tile {
    std::string answer;
    ui::CardSpec card;
};
std::vector<Tile> tiles_of(const Ui& ui, const Scene& scene, const content::SkillQuestion& question);

// In groups as on the paper: "A7CD 34XY".
std::string grouped_skills_code(const std::string& code);

// Practices of one area, as they were seen.
struct Seen {
    int alone = 0, helped = 0;
};
Seen seen_of(const app::SkillsVisit& skills, size_t area);

} // namespace accanto::screens

#pragma once
// A questionnaire about skills, as its versioned file says: content/skills/dsi-2.0.toml.

#include "content/library/words.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::content {

struct SkillItem {
    std::string id; // "email"; unique in the instrument; kept in answers, never changed once used
    int months = 3; // how far back the question reaches
};

struct SkillArea {
    std::string id; // "cc"
    std::vector<SkillItem> items;
    int basic = 1, above_basic = 2; // items from which the area is at this level
};

// One screen of the questionnaire.
struct SkillQuestion {
    struct Answer {
        std::string id, picture; // "65-74", "age_8"
    };
    std::string id;              // "age_band"; its words are skills_ask.<id>
    std::string area;            // the answers are the items of this area
    bool topics = false;         // the answers are the topics of the point
    std::vector<Answer> answers; // of neither
    bool everyone = false;       // asked of who has not used the internet, too
    bool many = false;           // more than one answer may be true
    bool about_ticked = false;   // about the items ticked before it: not asked where there are none
};

// Answers of a question that takes many which exclude every other.
inline constexpr std::string_view answer_none = "none", answer_unknown = "unknown";

struct Instrument {
    std::string id, version;      // "dsi", "2.0"; stored with every result (instrument_version)
    std::string framework;        // of the areas: "DigComp 2.2"
    std::vector<SkillArea> areas; // five, in their order
    std::vector<SkillQuestion> questions; // the first: used_internet, "yes" or "no"
    std::vector<Problem> problems;

    // Those that are asked, in their order.
    std::vector<const SkillQuestion*> asked(bool used_internet) const;
    const SkillArea* area(std::string_view id) const;
    const SkillArea* area_of_item(std::string_view item) const;
};

constexpr size_t skill_area_count = 5;
// Screens (design/learning.md, "Skills check").
constexpr size_t most_skill_questions = 15, most_questions_without_internet = 3;

// Never throws for what the file holds; with problems it must not be used.
Instrument load_instrument(const std::filesystem::path& file);

} // namespace accanto::content

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

struct Instrument {
    std::string id, version;      // "dsi", "2.0"; stored with every result (instrument_version)
    std::string framework;        // of the areas: "DigComp 2.2"
    std::vector<SkillArea> areas; // five, in their order
    std::vector<Problem> problems;

    const SkillArea* area(std::string_view id) const;
    const SkillArea* area_of_item(std::string_view item) const;
};

constexpr size_t skill_area_count = 5;

// Never throws for what the file holds; with problems it must not be used.
Instrument load_instrument(const std::filesystem::path& file);

} // namespace accanto::content

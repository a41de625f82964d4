#include "content/library/skills_score.h"

#include "content/base/error.h"
#include "content/base/spelling.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace accanto::content {

namespace {

AreaLevel level_of(const SkillArea& area, int count) {
    return count >= area.above_basic ? AreaLevel::above_basic
           : count >= area.basic     ? AreaLevel::basic
                                     : AreaLevel::none;
}

} // namespace

OverallLevel overall_level(const std::optional<std::array<AreaLevel, skill_area_count>>& areas) {
    if (!areas)
        return OverallLevel::not_assessed;
    const auto at_basic = std::count_if(areas->begin(), areas->end(), [](AreaLevel a) { return a != AreaLevel::none; });
    switch (at_basic) {
    case 0:
    case 1:
        return OverallLevel::none;
    case 2:
        return OverallLevel::limited;
    case 3:
        return OverallLevel::narrow;
    case 4:
        return OverallLevel::low;
    default:
        return std::all_of(areas->begin(), areas->end(), [](AreaLevel a) { return a == AreaLevel::above_basic; })
                   ? OverallLevel::above_basic
                   : OverallLevel::basic;
    }
}

std::variant<SkillScore, ImpossibleAnswers> score_skills(const Instrument& instrument,
                                                         const SkillAnswers& answers) {
    ACCANTO_ASSERT(instrument.problems.empty() && instrument.areas.size() == skill_area_count);
    for (size_t i = 0; i < skill_area_count; ++i) {
        const SkillArea& area = instrument.areas[i];
        if (answers.counts[i] < 0 || size_t(answers.counts[i]) > area.items.size())
            return ImpossibleAnswers{
                fmt::format("\"{}\" is {}, and must be from 0 to {}: so many items has the area", area.id,
                            answers.counts[i], area.items.size())};
    }
    SkillScore score;
    if (!answers.used_internet_3m)
        return score;
    score.areas.emplace();
    for (size_t i = 0; i < skill_area_count; ++i) {
        (*score.areas)[i] = level_of(instrument.areas[i], answers.counts[i]);
        score.at_basic_or_above += (*score.areas)[i] != AreaLevel::none;
    }
    score.overall = overall_level(score.areas);
    return score;
}

std::variant<SkillAnswers, ImpossibleAnswers>
count_skills(const Instrument& instrument, bool used_internet_3m, const std::vector<std::string>& items) {
    SkillAnswers answers;
    answers.used_internet_3m = used_internet_3m;
    std::vector<std::string_view> known;
    for (const SkillArea& area : instrument.areas)
        for (const SkillItem& item : area.items)
            known.push_back(item.id);
    std::set<std::string> seen;
    for (const std::string& item : items) {
        const SkillArea* area = instrument.area_of_item(item);
        if (!area) {
            const std::string_view near = nearest_word(item, known);
            return ImpossibleAnswers{
                fmt::format("\"{}\" is no item of {} {}{}", item, instrument.id, instrument.version,
                            near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near))};
        }
        if (!seen.insert(item).second)
            return ImpossibleAnswers{fmt::format("\"{}\" is ticked twice", item)};
        ++answers.counts[size_t(area - instrument.areas.data())];
    }
    return answers;
}

const char* to_text(AreaLevel level) {
    switch (level) {
    case AreaLevel::none:
        return "none";
    case AreaLevel::basic:
        return "basic";
    case AreaLevel::above_basic:
        return "above_basic";
    }
    return "?";
}

const char* to_text(OverallLevel level) {
    switch (level) {
    case OverallLevel::not_assessed:
        return "not_assessed";
    case OverallLevel::none:
        return "none";
    case OverallLevel::limited:
        return "limited";
    case OverallLevel::narrow:
        return "narrow";
    case OverallLevel::low:
        return "low";
    case OverallLevel::basic:
        return "basic";
    case OverallLevel::above_basic:
        return "above_basic";
    }
    return "?";
}

const char* code_of(OverallLevel level) {
    switch (level) {
    case OverallLevel::not_assessed:
        return "I_DSK2_NA";
    case OverallLevel::none:
        return "I_DSK2_X";
    case OverallLevel::limited:
        return "I_DSK2_LM";
    case OverallLevel::narrow:
        return "I_DSK2_N";
    case OverallLevel::low:
        return "I_DSK2_LW";
    case OverallLevel::basic:
        return "I_DSK2_B";
    case OverallLevel::above_basic:
        return "I_DSK2_AB";
    }
    return "?";
}

} // namespace accanto::content

#pragma once
// The Digital Skills Indicator 2.0, counted as Eurostat counts it.
//
// Source of the rule: Eurostat, reference metadata of isoc_sk_dskl_i21 (statistical processing of the
// composite indicator). Mind the codes: _N is narrow, _X is none.

#include "content/library/instrument.h"

#include <array>
#include <optional>
#include <variant>

namespace accanto::content {

enum class AreaLevel { none, basic, above_basic };
enum class OverallLevel { not_assessed, none, limited, narrow, low, basic, above_basic };

struct SkillAnswers {
    bool used_internet_3m = false;
    std::array<int, skill_area_count> counts{}; // items done, by area, in the instrument's order
};

struct SkillScore {
    // Nothing for somebody who has not used the internet in three months: such a person could not be
    // assessed, and stays in the denominator.
    std::optional<std::array<AreaLevel, skill_area_count>> areas;
    OverallLevel overall = OverallLevel::not_assessed;
    int at_basic_or_above = 0; // areas
};

// Why answers are impossible, as a sentence.
struct ImpossibleAnswers {
    std::string why;
};

// The instrument must have no problems. Counts outside an area's items are impossible.
std::variant<SkillScore, ImpossibleAnswers> score_skills(const Instrument& instrument,
                                                         const SkillAnswers& answers);

// From the items a person ticked; unknown ones and repetitions are impossible.
std::variant<SkillAnswers, ImpossibleAnswers>
count_skills(const Instrument& instrument, bool used_internet_3m, const std::vector<std::string>& items);

// Of five areas, or of none when the person could not be assessed.
OverallLevel overall_level(const std::optional<std::array<AreaLevel, skill_area_count>>& areas);

const char* to_text(AreaLevel level);    // "above_basic"
const char* to_text(OverallLevel level); // "above_basic"
const char* code_of(OverallLevel level); // "I_DSK2_AB"

} // namespace accanto::content

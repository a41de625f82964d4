#include "sync/hub/demo/skills.h"

#include "content/base/error.h"
#include "content/library/skills_score.h"

#include <fmt/format.h>

namespace accanto::hub::demo {

namespace {

struct Checked {
    content::SkillAnswers answers;
    std::string items, skipped; // as JSON lists
    content::SkillScore score;
};

Checked check(const content::Instrument& instrument, double ability, bool may_skip, Dice& dice) {
    Checked out;
    out.answers.used_internet_3m = dice.happens(std::clamp(0.85 + 0.1 * ability, 0.3, 1.0));
    if (out.answers.used_internet_3m)
        for (size_t area = 0; area < instrument.areas.size(); ++area) {
            if (may_skip && dice.happens(0.02)) {
                out.skipped += fmt::format("{}\"{}\"", out.skipped.empty() ? "" : ",", instrument.areas[area].id);
                continue;
            }
            for (const content::SkillItem& item : instrument.areas[area].items)
                if (dice.happens(1 / (1 + std::exp(1.1 + 0.35 * double(area) - 1.3 * ability)))) {
                    ++out.answers.counts[area];
                    out.items += fmt::format("{}\"{}\"", out.items.empty() ? "" : ",", item.id);
                }
        }
    const auto scored = content::score_skills(instrument, out.answers);
    ACCANTO_ASSERT(std::holds_alternative<content::SkillScore>(scored));
    out.score = std::get<content::SkillScore>(scored);
    return out;
}

std::string areas_json(const content::Instrument& instrument, const Checked& checked) {
    if (!checked.score.areas)
        return "{}";
    static constexpr std::array<const char*, 3> levels{"none", "basic", "above"};
    std::string out;
    for (size_t area = 0; area < instrument.areas.size(); ++area)
        out += fmt::format("{}\"{}\":\"{}\"", out.empty() ? "" : ",", instrument.areas[area].id,
                           levels[size_t((*checked.score.areas)[area])]);
    return "{" + out + "}";
}

} // namespace

std::string skills_data(const content::Instrument& instrument, const Guest& guest, int64_t at_ms,
                        Dice& dice) {
    const Checked now = check(instrument, guest.ability - (guest.older ? 0.8 : 0), true, dice);
    std::string before, before_overall, before_areas = "null", counts;
    if (now.skipped.empty() && dice.happens(0.16)) {
        const Checked earlier = check(instrument, guest.ability - (guest.older ? 0.8 : 0) - 0.45, false, dice);
        before = uuid_at(at_ms - 60 * 86'400'000LL, dice).substr(31); // as much of it as its code has room for
        before_overall = content::code_of(earlier.score.overall);
        before_areas = areas_json(instrument, earlier);
    }
    for (size_t area = 0; area < instrument.areas.size(); ++area)
        counts += fmt::format("{}\"{}\":{}", counts.empty() ? "" : ",", instrument.areas[area].id,
                              now.answers.counts[area]);
    static constexpr std::array<const char*, 4> assisted{"", "me", "with", "for"};
    return fmt::format(
        R"({{"visit":"{}","language":"{}","check":"{}","instrument":"dsi-2.0","used_internet":{},"items":[{}],"skipped":[{}],"counts":{{{}}},"areas":{},"overall":"{}","assisted":"{}","wants":["email"],"has":["smartphone"],"confidence":{},"helper":"","heard":"","age_band":"{}","school":"","occupation":"","before":"{}","before_overall":"{}","before_areas":{}}})",
        guest.visit, guest.language, uuid_at(at_ms, dice), now.answers.used_internet_3m, now.items, now.skipped, counts,
        areas_json(instrument, now), content::code_of(now.score.overall),
        assisted[dice.weighted({10, 50, 30, 10})], dice.from_to(0, 3), guest.older ? "65-74" : "30-54",
        before, before_overall, before_areas);
}

} // namespace accanto::hub::demo

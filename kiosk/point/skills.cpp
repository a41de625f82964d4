#include "kiosk/point/skills.h"

#include "content/base/error.h"
#include "kiosk/point/event.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace accanto::point {

using content::AreaLevel;
using nlohmann::ordered_json;
using store::Store;

namespace {

// As the hub's figures know them.
const char* level_code(AreaLevel level) {
    return level == AreaLevel::above_basic ? "above" : content::to_text(level);
}

ordered_json levels(const content::Instrument& instrument, const content::SkillScore& score) {
    ordered_json out = ordered_json::object();
    for (size_t i = 0; score.areas && i < instrument.areas.size(); ++i)
        out[instrument.areas[i].id] = level_code((*score.areas)[i]);
    return out;
}

const std::vector<std::string>& answers_to(const SkillsCheck& check, std::string_view question) {
    static const std::vector<std::string> none;
    const auto it = check.answers.find(question);
    return it == check.answers.end() ? none : it->second;
}

std::string answer_to(const SkillsCheck& check, std::string_view question) {
    const std::vector<std::string>& given = answers_to(check, question);
    return given.empty() ? std::string() : given.front();
}

// Without "none of these" and "I don't know": who said so chose nothing.
std::vector<std::string> chosen(const SkillsCheck& check, std::string_view question) {
    std::vector<std::string> out = answers_to(check, question);
    std::erase_if(
        out, [](const std::string& a) { return a == content::answer_none || a == content::answer_unknown; });
    return out;
}

// Areas that were asked and left out: nothing ticked there means nothing.
std::vector<std::string> skipped_areas(const content::Instrument& instrument, const SkillsCheck& check) {
    std::vector<std::string> out;
    if (used_internet(check.answers))
        for (const content::SkillQuestion& question : instrument.questions)
            if (!question.area.empty() && answers_to(check, question.id).empty())
                out.push_back(question.area);
    return out;
}

ordered_json data_of(const std::string& visit_id, const content::Instrument& instrument,
                     const SkillsCheck& check) {
    ordered_json counts = ordered_json::object();
    for (size_t i = 0; i < instrument.areas.size(); ++i)
        counts[instrument.areas[i].id] = check.counts.counts[i];
    const std::string confidence = answer_to(check, "confidence");
    return {{"visit", visit_id},
            {"language", check.language},
            {"check", check.id},
            {"instrument", instrument.id + "-" + instrument.version},
            {"used_internet", used_internet(check.answers)},
            {"items", ticked_items(instrument, check.answers)},
            {"skipped", skipped_areas(instrument, check)},
            {"counts", counts},
            {"areas", levels(instrument, check.score)},
            {"overall", content::code_of(check.score.overall)},
            {"assisted", answer_to(check, "assisted")},
            {"wants", chosen(check, "wants")},
            {"has", chosen(check, "has")},
            {"confidence", confidence.empty() ? 0 : confidence[0] - '0'},
            {"helper", answer_to(check, "helper")},
            {"heard", answer_to(check, "heard")},
            {"age_band", answer_to(check, "age_band")},
            {"school", answer_to(check, "school")},
            {"occupation", answer_to(check, "occupation")},
            {"before", check.before ? check.before->check : ""},
            {"before_overall", check.before ? content::code_of(check.before->score.overall) : ""},
            {"before_areas", check.before ? levels(instrument, check.before->score) : ordered_json(nullptr)}};
}

} // namespace

bool used_internet(const SkillAnswersGiven& answers) {
    const auto it = answers.find("used_internet");
    return it != answers.end() && !it->second.empty() && it->second.front() == "yes";
}

std::vector<std::string> ticked_items(const content::Instrument& instrument,
                                      const SkillAnswersGiven& answers) {
    std::vector<std::string> out;
    if (!used_internet(answers))
        return out;
    for (const content::SkillQuestion& question : instrument.questions)
        if (const content::SkillArea* area = instrument.area(question.area))
            if (const auto it = answers.find(question.id); it != answers.end())
                for (const content::SkillItem& item : area->items)
                    if (std::find(it->second.begin(), it->second.end(), item.id) != it->second.end())
                        out.push_back(item.id);
    return out;
}

std::vector<const content::SkillQuestion*> questions_for(const content::Instrument& instrument, const SkillAnswersGiven& answers) {
    std::vector<const content::SkillQuestion*> out = instrument.asked(used_internet(answers));
    const bool none = std::all_of(out.begin(), out.end(), [&](const content::SkillQuestion* question) {
        const auto given = answers.find(question->id);
        return question->area.empty() || (given != answers.end() && given->second == std::vector{std::string(content::answer_none)});
    });
    if (none)
        std::erase_if(out, [](const content::SkillQuestion* question) { return question->about_ticked; });
    return out;
}

SkillsCheck score_check(const content::Instrument& instrument, std::string id, std::string language,
                        SkillAnswersGiven answers, std::optional<content::TakenHome> before) {
    const auto asked = questions_for(instrument, answers);
    std::erase_if(answers, [&](const auto& given) {
        return std::none_of(asked.begin(), asked.end(), [&](const content::SkillQuestion* question) { return question->id == given.first; });
    });
    SkillsCheck check{std::move(id), std::move(language), std::move(answers), {}, {}, std::move(before)};
    const auto counted = content::count_skills(instrument, used_internet(check.answers),
                                               ticked_items(instrument, check.answers));
    ACCANTO_ASSERT(std::holds_alternative<content::SkillAnswers>(counted));
    check.counts = std::get<content::SkillAnswers>(counted);
    const auto scored = content::score_skills(instrument, check.counts);
    ACCANTO_ASSERT(std::holds_alternative<content::SkillScore>(scored));
    check.score = std::get<content::SkillScore>(scored);
    return check;
}

void skills_checked(Store& store, const std::string& visit_id, const content::Instrument& instrument,
                    const SkillsCheck& check) {
    store.transaction([&] { tell(store, "skills.checked", data_of(visit_id, instrument, check)); });
}

void path_made(Store& store, const std::string& visit_id, const LearningPath& path) {
    std::vector<std::string> tutorials;
    for (const LearningPath::Station& station : path.stations)
        tutorials.push_back(station.tutorial);
    store.transaction([&] {
        tell(store, "path.made", {{"visit", visit_id}, {"check", path.check}, {"tutorials", tutorials}});
    });
}

void tell_path_resumed(Store& store, const std::string& visit_id, const LearningPath& path) {
    tell(store, "path.resumed",
         {{"visit", visit_id}, {"check", path.check}, {"done", path.done()}, {"of", path.stations.size()}});
}

} // namespace accanto::point

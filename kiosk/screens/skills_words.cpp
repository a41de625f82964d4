#include "kiosk/screens/skills_words.h"

#include <algorithm>

namespace accanto::screens {

using content::AreaLevel;
using ui::Tint;

namespace {

ui::CardSpec tile(ui::Label title, const std::string& picture, Tint tint) {
    ui::CardSpec card;
    card.title = std::move(title);
    card.picture = picture;
    card.tint = tint;
    return card;
}

// "75+" has no plus in its key.
std::string answer_key(const std::string& question, std::string answer) {
    if (answer == content::answer_none && question != "school")
        return "skills.none_of_these";
    if (answer.ends_with('+'))
        answer.replace(answer.size() - 1, 1, "_plus");
    return "skills_answer." + question + "_" + answer;
}

std::vector<Tile> items_of(const Ui& ui, const content::Instrument& instrument,
                           const content::SkillArea& area) {
    const Tint tint = area_tint(instrument, area.id);
    std::vector<Tile> out;
    for (const content::SkillItem& item : area.items)
        out.push_back({item.id, tile(ui.word("skills_item." + item.id), "skill_" + item.id, tint)});
    out.push_back(
        {std::string(content::answer_none), tile(ui.word("skills.none_of_these"), "skill_none", tint)});
    return out;
}

std::vector<Tile> topics_of(const Ui& ui, const Scene& scene) {
    std::vector<Tile> out;
    for (const content::Topic& topic : scene.topics.topics)
        if (!scene.library.of_topic(topic.code).empty())
            out.push_back({topic.code, tile(ui.word(topic.word_key()), topic.picture, topic_tint(topic))});
    out.push_back({std::string(content::answer_unknown),
                   tile(ui.word("skills.dont_know"), "dont_know", Tint::lavender)});
    return out;
}

} // namespace

std::string overall_key(const content::Instrument& instrument, const point::SkillsCheck& check) {
    return left_something_out(instrument, check)
               ? "skills.overall_partly"
               : std::string("skills.overall_") + content::to_text(check.score.overall);
}

bool left_something_out(const content::Instrument& instrument, const point::SkillsCheck& check) {
    for (size_t i = 0; check.score.areas && i < instrument.areas.size(); ++i)
        if (was_skipped(instrument, check, i))
            return true;
    return false;
}

bool was_skipped(const content::Instrument& instrument, const point::SkillsCheck& check, size_t area) {
    for (const content::SkillQuestion& question : instrument.questions)
        if (question.area == instrument.areas[area].id)
            return !check.answers.contains(question.id);
    return true;
}

std::string told_key(const content::Instrument& instrument, const point::SkillsCheck& check, size_t area) {
    if (was_skipped(instrument, check, area))
        return "skills.skipped";
    return "skills_area." + instrument.areas[area].id + "_" + content::to_text((*check.score.areas)[area]);
}

std::string change_key(const content::Instrument& instrument, const point::SkillsCheck& check, size_t area) {
    if (!check.before || !check.score.areas || was_skipped(instrument, check, area))
        return {};
    // Who had no internet then could do nothing of it.
    const AreaLevel then = check.before->score.areas ? (*check.before->score.areas)[area] : AreaLevel::none,
                    now = (*check.score.areas)[area];
    return now > then ? "skills.change_more" : now < then ? "skills.change_less" : "skills.change_same";
}

std::string area_picture(const content::SkillArea& area) {
    static const std::pair<std::string_view, const char*> pictures[] = {
        {"il", "search"}, {"cc", "message"}, {"dcc", "document"}, {"sf", "shield"}, {"ps", "settings"}};
    for (const auto& [id, picture] : pictures)
        if (id == area.id)
            return picture;
    return "skills";
}

Tint area_tint(const content::Instrument& instrument, const std::string& area) {
    static constexpr Tint tints[] = {Tint::sky, Tint::mint, Tint::lavender, Tint::rose, Tint::butter};
    const content::SkillArea* found = instrument.area(area);
    return found ? tints[size_t(found - instrument.areas.data()) % std::size(tints)] : Tint::peach;
}

std::vector<Tile> tiles_of(const Ui& ui, const Scene& scene, const content::SkillQuestion& question) {
    std::vector<Tile> out;
    if (const content::SkillArea* area = scene.instrument->area(question.area))
        out = items_of(ui, *scene.instrument, *area);
    else if (question.topics)
        out = topics_of(ui, scene);
    else
        for (const content::SkillQuestion::Answer& answer : question.answers)
            out.push_back(
                {answer.id, tile(ui.word(answer_key(question.id, answer.id)), answer.picture, Tint::peach)});
    const auto given = scene.visit.skills.answers.find(question.id);
    for (Tile& one : out) {
        one.card.id = "skill." + one.answer;
        one.card.checkable = question.many;
        one.card.chosen =
            given != scene.visit.skills.answers.end() &&
            std::find(given->second.begin(), given->second.end(), one.answer) != given->second.end();
    }
    return out;
}

std::string grouped_skills_code(const std::string& code) {
    constexpr size_t half = content::taken_home_length / 2;
    return code.size() == content::taken_home_length ? code.substr(0, half) + " " + code.substr(half) : code;
}

Seen seen_of(const app::SkillsVisit& skills, size_t area) {
    Seen out;
    for (const app::SeenPractice& practice : skills.seen)
        if (!practice.competence.empty() && practice.competence[0] == char('1' + area))
            ++(practice.alone ? out.alone : out.helped);
    return out;
}

} // namespace accanto::screens

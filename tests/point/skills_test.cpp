// What a skills check tells the hub.

#include "kiosk/point/skills.h"

#include "content/base/file.h"
#include "tests/point/point_fixture.h"

#include <algorithm>

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;
using nlohmann::json;

namespace {

const content::Instrument& dsi() {
    static const content::Instrument instrument =
        content::load_instrument(data_dir() / "content" / "skills" / "dsi-2.0.toml");
    return instrument;
}

} // namespace

TEST_CASE_FIXTURE(PointFixture, "the event of a check says what was answered, and the score of it") {
    const SkillAnswersGiven answers = {{"used_internet", {"yes"}},
                                       {"il", {"news", "health"}},
                                       {"cc", {"email"}},
                                       {"dcc", {"none"}},
                                       {"sf", {"cookies"}},
                                       {"assisted", {"with"}},
                                       {"wants", {"health", "email"}},
                                       {"has", {"smartphone"}},
                                       {"confidence", {"2"}},
                                       {"helper", {"family"}},
                                       {"age_band", {"75+"}},
                                       {"school", {"none"}},
                                       {"occupation", {"retired"}}};
    const content::SkillScore earlier =
        std::get<content::SkillScore>(content::score_skills(dsi(), {true, {0, 1, 0, 0, 0}}));
    skills_checked(*store, "v1", dsi(),
                   score_check(dsi(), "c1", "ca", answers, content::TakenHome{"abcde", earlier}));
    CHECK(
        events("skills.checked").at(0) ==
        json{{"visit", "v1"},
             {"language", "ca"},
             {"check", "c1"},
             {"instrument", "dsi-2.0"},
             {"used_internet", true},
             {"items", {"health", "news", "email", "cookies"}},
             {"skipped", {"ps"}},
             {"counts", {{"il", 2}, {"cc", 1}, {"dcc", 0}, {"sf", 1}, {"ps", 0}}},
             {"areas", {{"il", "above"}, {"cc", "basic"}, {"dcc", "none"}, {"sf", "basic"}, {"ps", "none"}}},
             {"overall", "I_DSK2_N"},
             {"assisted", "with"},
             {"wants", {"health", "email"}},
             {"has", {"smartphone"}},
             {"confidence", 2},
             {"helper", "family"},
             {"heard", ""},
             {"age_band", "75+"},
             {"school", "none"},
             {"occupation", "retired"},
             {"before", "abcde"},
             {"before_overall", "I_DSK2_X"},
             {"before_areas",
              {{"il", "none"}, {"cc", "basic"}, {"dcc", "none"}, {"sf", "none"}, {"ps", "none"}}}});
}

TEST_CASE("who did none of the things is not asked who did them, and no earlier answer to it stays") {
    const auto is_asked = [](const SkillAnswersGiven& answers, std::string_view id) {
        const auto asked = questions_for(dsi(), answers);
        return std::any_of(asked.begin(), asked.end(), [&](const content::SkillQuestion* question) { return question->id == id; });
    };
    SkillAnswersGiven answers = {{"used_internet", {"yes"}}};
    CHECK(is_asked(answers, "assisted"));
    for (const content::SkillArea& area : dsi().areas) {
        CHECK(is_asked(answers, "assisted"));
        answers[area.id] = {"none"};
    }
    CHECK_FALSE(is_asked(answers, "assisted"));
    CHECK(is_asked(answers, "wants"));
    CHECK(questions_for(dsi(), answers).size() == dsi().asked(true).size() - 1);
    answers["assisted"] = {"me"};
    CHECK(score_check(dsi(), "c", "en", answers, std::nullopt).answers.count("assisted") == 0);
    answers["sf"] = {"cookies"};
    CHECK(is_asked(answers, "assisted"));
    CHECK(score_check(dsi(), "c", "en", answers, std::nullopt).answers.at("assisted") == std::vector<std::string>{"me"});
}

TEST_CASE_FIXTURE(
    PointFixture,
    "without internet nothing is counted, whatever had been ticked before the answer was changed") {
    const SkillAnswersGiven answers = {
        {"used_internet", {"no"}}, {"il", {"news"}}, {"wants", {"unknown"}}, {"has", {"none"}}};
    skills_checked(*store, "v1", dsi(), score_check(dsi(), "c1", "en", answers, std::nullopt));
    const json event = events("skills.checked").at(0);
    CHECK(event.at("used_internet") == false);
    for (const char* empty : {"items", "skipped", "wants", "has"})
        CHECK(event.at(empty) == json::array());
    CHECK(event.at("areas") == json::object());
    CHECK(event.at("overall") == "I_DSK2_NA");
    CHECK(event.at("before") == "");
    CHECK(event.at("before_areas") == nullptr);
}

TEST_CASE_FIXTURE(PointFixture,
                  "every item that can be ticked is an item of the score, one at a time and all together") {
    SkillAnswersGiven all = {{"used_internet", {"yes"}}};
    for (const content::SkillArea& area : dsi().areas)
        for (const content::SkillItem& item : area.items) {
            const SkillsCheck one = score_check(
                dsi(), "c", "en", {{"used_internet", {"yes"}}, {area.id, {item.id}}}, std::nullopt);
            CHECK(one.counts.counts[size_t(&area - dsi().areas.data())] == 1);
            all[area.id].insert(all[area.id].begin(),
                                item.id); // the last first: the event keeps the file's order
        }
    const SkillsCheck check = score_check(dsi(), "c", "en", all, std::nullopt);
    CHECK(check.score.overall == content::OverallLevel::above_basic);
    CHECK(ticked_items(dsi(), all).size() == 30);
    CHECK(ticked_items(dsi(), all).front() == "goods_services");
}

// The Digital Skills Indicator 2.0, counted twice: by the program from its file, and here from the rule.

#include "content/base/file.h"
#include "content/library/skills_score.h"
#include "tests/library/command_run.h"
#include "tests/temporary_folder.h"

#include <fstream>

using namespace accanto;
using namespace accanto::content;
using namespace accanto::tests;

namespace {

const Instrument& dsi() {
    static const Instrument instrument = load_instrument(data_dir() / "content" / "skills" / "dsi-2.0.toml");
    return instrument;
}

SkillScore scored(bool used, std::array<int, 5> counts) {
    auto result = score_skills(dsi(), {used, counts});
    REQUIRE(std::holds_alternative<SkillScore>(result));
    return std::get<SkillScore>(result);
}

std::string code(bool used, std::array<int, 5> counts) {
    return code_of(scored(used, counts).overall);
}

// The rule a second time, as a table of digits: the level of each count, and the name of each sum.
std::string second_opinion(bool used, const std::array<int, 5>& counts) {
    if (!used)
        return "I_DSK2_NA";
    const char* levels[] = {"01222", "0122222", "01122222", "0112222", "01122222"};
    std::string digits;
    for (size_t i = 0; i < 5; ++i)
        digits += levels[i][counts[i]];
    if (digits == "22222")
        return "I_DSK2_AB";
    const char* names[] = {"X", "X", "LM", "N", "LW", "B"};
    return std::string("I_DSK2_") + names[5 - std::count(digits.begin(), digits.end(), '0')];
}

struct Answers {
    TemporaryFolder folder;
    std::string write(const std::string& text) {
        std::ofstream(folder / "answers.json") << text;
        return "'" + (folder / "answers.json").string() + "'";
    }
    CommandRun score(const std::string& text, const std::string& more = "") {
        return run_accanto("skills score --answers " + write(text) + " " + more);
    }
};

} // namespace

TEST_CASE("the file holds the thirty activities of the indicator, and nothing wrong") {
    CHECK(dsi().problems.empty());
    CHECK(dsi().id == "dsi");
    CHECK(dsi().version == "2.0");
    std::vector<size_t> items;
    for (const SkillArea& area : dsi().areas)
        items.push_back(area.items.size());
    CHECK(items == std::vector<size_t>{4, 6, 7, 6, 7});
    for (const SkillArea& area : dsi().areas)
        for (const SkillItem& item : area.items)
            CHECK(item.months == (item.id == "bought" ? 12 : 3));
}

TEST_CASE("every combination of counts has the level that the rule gives it") {
    int seen = 0, differ = 0;
    for (bool used : {true, false})
        for (int il = 0; il <= 4; ++il)
            for (int cc = 0; cc <= 6; ++cc)
                for (int dcc = 0; dcc <= 7; ++dcc)
                    for (int sf = 0; sf <= 6; ++sf)
                        for (int ps = 0; ps <= 7; ++ps) {
                            const std::array<int, 5> counts = {il, cc, dcc, sf, ps};
                            auto result = score_skills(dsi(), {used, counts});
                            const auto* score = std::get_if<SkillScore>(&result);
                            ++seen;
                            if (!score || code_of(score->overall) != second_opinion(used, counts))
                                ++differ;
                        }
    CHECK(seen == 2 * 5 * 7 * 8 * 7 * 8);
    CHECK(differ == 0);
}

TEST_CASE("the boundaries, by hand") {
    CHECK(code(true, {0, 0, 0, 0, 0}) == "I_DSK2_X");
    CHECK(code(true, {4, 0, 0, 0, 0}) == "I_DSK2_X");
    CHECK(code(true, {1, 1, 0, 0, 0}) == "I_DSK2_LM");
    CHECK(code(true, {1, 1, 1, 0, 0}) == "I_DSK2_N");
    CHECK(code(true, {0, 1, 1, 1, 1}) == "I_DSK2_LW");
    CHECK(code(true, {1, 1, 1, 1, 1}) == "I_DSK2_B");
    CHECK(code(true, {2, 2, 3, 3, 2}) == "I_DSK2_B");
    CHECK(code(true, {2, 2, 2, 3, 3}) == "I_DSK2_B");
    CHECK(code(true, {1, 2, 3, 3, 3}) == "I_DSK2_B");
    CHECK(code(true, {2, 2, 3, 3, 3}) == "I_DSK2_AB");
    CHECK(code(true, {4, 6, 7, 6, 7}) == "I_DSK2_AB");
    CHECK(code(false, {4, 6, 7, 6, 7}) == "I_DSK2_NA");
    CHECK_FALSE(scored(false, {0, 0, 0, 0, 1}).areas);
    const SkillScore example = scored(true, {2, 1, 0, 3, 2});
    CHECK(example.overall == OverallLevel::low);
    CHECK(example.at_basic_or_above == 4);
    CHECK(*example.areas == std::array{AreaLevel::above_basic, AreaLevel::basic, AreaLevel::none,
                                       AreaLevel::above_basic, AreaLevel::basic});
}

TEST_CASE("what nobody can have done is refused") {
    for (std::array<int, 5> counts :
         {std::array{5, 0, 0, 0, 0}, std::array{0, 7, 0, 0, 0}, std::array{0, 0, 8, 0, 0},
          std::array{0, 0, 0, 7, 0}, std::array{0, 0, 0, 0, 8}, std::array{-1, 0, 0, 0, 0}})
        CHECK(std::holds_alternative<ImpossibleAnswers>(score_skills(dsi(), {true, counts})));
    auto why = [](const std::vector<std::string>& items) {
        auto result = count_skills(dsi(), true, items);
        REQUIRE(std::holds_alternative<ImpossibleAnswers>(result));
        return std::get<ImpossibleAnswers>(result).why;
    };
    CHECK(why({"email", "calls", "email"}) == "\"email\" is ticked twice");
    CHECK(why({"emial"}) == "\"emial\" is no item of dsi 2.0; did you mean \"email\"?");
    auto counted = count_skills(dsi(), true, {"email", "bought", "news", "health"});
    CHECK(std::get<SkillAnswers>(counted).counts == std::array{2, 1, 0, 0, 1});
}

TEST_CASE("fifteen questions at most, three for who has not used the internet, and a picture and words for each answer") {
    CHECK(dsi().asked(true).size() == most_skill_questions);
    CHECK(dsi().asked(false).size() == most_questions_without_internet);
    const auto words = Words::load(data_dir() / "content" / "words", "en");
    auto said = [&](const std::string& key) { CHECK_MESSAGE(words->say("en", key).text.find(key) == std::string::npos, key); };
    auto drawn = [&](const std::string& picture) {
        CHECK_MESSAGE(std::filesystem::exists(data_dir() / "assets" / "pictograms" / (picture + ".svg")), picture);
    };
    for (const SkillArea& area : dsi().areas)
        for (const SkillItem& item : area.items) {
            said("skills_item." + item.id);
            drawn("skill_" + item.id);
        }
    for (const SkillQuestion& question : dsi().questions) {
        said("skills_ask." + question.id);
        for (const SkillQuestion::Answer& answer : question.answers)
            drawn(answer.picture);
    }
}

TEST_CASE("a file with a slip in it is told, and not used") {
    TemporaryFolder folder;
    const std::string good = read_file(data_dir() / "content" / "skills" / "dsi-2.0.toml").value();
    auto rules = [&](const std::string& from, const std::string& to) {
        std::string text = good;
        const size_t at = text.find(from);
        REQUIRE(at != std::string::npos);
        std::ofstream(folder / "x.toml") << text.replace(at, from.size(), to);
        std::vector<std::string> found;
        for (const Problem& problem : load_instrument(folder / "x.toml").problems)
            found.push_back(problem.rule);
        return found;
    };
    using Rules = std::vector<std::string>;
    CHECK(rules("", "").empty());
    CHECK(rules("above_basic = 2", "above_basic = 1") == Rules{"levels"});
    CHECK(rules("\"calls\"", "\"news\"") == Rules{"twice"});
    CHECK(rules("item = \"bought\"", "item = \"bougth\"") == Rules{"unknown-item"});
    CHECK_FALSE(rules("basic = 1", "basics = 1").empty());
    CHECK(rules("id = \"used_internet\"", "id = \"internet\"") == Rules{"first"});
    CHECK(rules("area = \"ps\"", "area = \"sf\"") == Rules{"twice", "not-asked"});
    CHECK(rules("area = \"cc\"", "area = \"cd\"") == Rules{"unknown-area", "not-asked"});
    CHECK(rules("topics = true", "topics = false") == Rules{"answers"});
    CHECK(rules("{ id = \"friends\"", "{ id = \"family\"") == Rules{"twice"});
    CHECK(rules("{ id = \"75+\"", "{ id = \"75 +\"") == Rules{"id"});
    CHECK(rules("id = \"confidence\"", "id = \"confidence\"\neveryone = true") == Rules{"questions"});
    CHECK_FALSE(load_instrument(folder / "nowhere.toml").problems.empty());
}

TEST_CASE("accanto skills score prints areas, counts and the overall code") {
    Answers answers;
    CommandRun counts =
        answers.score(R"({"used_internet_3m": true, "il": 2, "cc": 1, "dcc": 0, "sf": 3, "ps": 2})");
    CHECK(counts.code == 0);
    CHECK(counts.out == "dsi 2.0\n"
                        "  il   2 of 4   above_basic\n"
                        "  cc   1 of 6   basic\n"
                        "  dcc  0 of 7   none\n"
                        "  sf   3 of 6   above_basic\n"
                        "  ps   2 of 7   basic\n"
                        "overall: low (I_DSK2_LW), 4 of 5 areas at basic or above\n");
    CommandRun items =
        answers.score(R"({"used_internet_3m": true, "items": ["email", "news", "health"]})", "--json");
    CHECK(items.code == 0);
    CHECK(items.out.find("\"code\": \"I_DSK2_LM\"") != std::string::npos);
    CommandRun none = answers.score(R"({"used_internet_3m": false})");
    CHECK(none.code == 0);
    CHECK(none.out.find("overall: not_assessed (I_DSK2_NA)") != std::string::npos);
}

TEST_CASE("accanto skills score refuses impossible answers with a sentence") {
    Answers answers;
    const std::pair<const char*, const char*> wrong[] = {
        {R"({"used_internet_3m": true, "il": 5, "cc": 1, "dcc": 0, "sf": 3, "ps": 2})",
         "\"il\" is 5, and must be from 0 to 4"},
        {R"({"used_internet_3m": true, "il": 1.5, "cc": 1, "dcc": 0, "sf": 3, "ps": 2})",
         "\"il\" is 1.5, and must be a whole number"},
        {R"({"used_internet_3m": true, "il": 99999999999, "cc": 1, "dcc": 0, "sf": 3, "ps": 2})",
         "must be a whole number from 0 to 4"},
        {R"({"used_internet_3m": true, "il": 1, "cc": 1, "dcc": 0, "sf": 3})", "\"ps\" is missing"},
        {R"({"il": 1, "cc": 1, "dcc": 0, "sf": 3, "ps": 2})", "\"used_internet_3m\" must be there"},
        {R"({"used_internet_3m": "yes"})", "\"used_internet_3m\" must be there, and be true or false"},
        {R"({"used_internet_3m": true, "il": 1, "items": []})", "give one of them"},
        {R"({"used_internet_3m": true, "itmes": []})", "did you mean \"items\"?"},
        {R"({"used_internet_3m": true, "items": ["email", "email"]})", "ticked twice"},
        {R"({"used_internet_3m": true, "items": "email"})", "must be a list"},
        {R"({"used_internet_3m": true, "items": [1]})", "may hold texts only"},
        {"[]", "is no JSON object"},
        {"{", "is no JSON object"},
    };
    for (const auto& [text, sentence] : wrong) {
        CommandRun run = answers.score(text);
        INFO(run.out);
        CHECK(run.code == 1);
        CHECK(run.out.find(sentence) != std::string::npos);
    }
    CommandRun missing = run_accanto("skills score --answers /nowhere/at-all.json");
    CHECK(missing.code == 1);
    CHECK(missing.out.find("there is no such file") != std::string::npos);
}

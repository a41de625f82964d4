// The skills check from the greeting to the path, in every language; what it tells the hub; and coming back.

#include "tests/app/desk_hand.h"
#include "tests/app/kiosk_run.h"
#include "tests/app/learn_visit.h"
#include "tests/app/shown_pictures.h"
#include "tests/temporary_folder.h"

#include "content/base/file.h"
#include "content/library/library.h"
#include "kiosk/point/skills.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>

using namespace accanto;
using namespace accanto::tests;
using nlohmann::json;
using Answers = point::SkillAnswersGiven;

namespace {

const content::Instrument& dsi() {
    static const content::Instrument instrument =
        content::load_instrument(data_dir() / "content" / "skills" / "dsi-2.0.toml");
    return instrument;
}

std::string to_skills(const std::string& language) {
    return "see @language." + language + " within 20s\ntap @language." + language +
           "\ntap @home.skills within 20s\n";
}

// Touches what is answered, question by question, and leaves out the others.
std::string answers_visit(const Answers& answers) {
    std::string out;
    const auto asked = point::questions_for(dsi(), answers);
    for (size_t at = 0; at < asked.size(); ++at) {
        const content::SkillQuestion& question = *asked[at];
        out += "see @skills.count\n";
        const auto given = answers.find(question.id);
        if (given == answers.end()) {
            out += "turn @skills.skip\ntap @skills.skip\n";
            continue;
        }
        for (const std::string& answer : given->second)
            out += "turn @skill." + answer + "\ntap @skill." + answer + "\n";
        if (question.many)
            out += "chosen @skill." + given->second.back() + "\nturn @skills.next\ntap @skills.next\n";
    }
    return out + "see @skills.limits\n";
}

std::string check_visit(const std::string& language, const Answers& answers) {
    return to_skills(language) + "tap @skills.begin\n" + answers_visit(answers);
}

// The last item of each area too, so that every page is turned.
Answers a_full_check() {
    Answers answers = {{"used_internet", {"yes"}}, {"assisted", {"with"}}, {"wants", {"email"}},
                       {"has", {"smartphone"}},    {"confidence", {"2"}},  {"helper", {"family"}},
                       {"heard", {"office"}},      {"age_band", {"75+"}},  {"school", {"primary"}},
                       {"occupation", {"retired"}}};
    for (const content::SkillArea& area : dsi().areas)
        answers[area.id] = {area.items.front().id, area.items.back().id};
    return answers;
}

std::vector<std::string> languages() {
    if (const char* one = getenv("ACCANTO_LANGUAGE"))
        return {one};
    return {"en", "es", "ca", "it", "pt", "sv", "ar"};
}

json only_check(const KioskOptions& options) {
    DeskHand desk(options.state());
    const std::vector<json> events = desk.events("skills.checked");
    REQUIRE(events.size() == 1);
    CHECK(desk.broken_promises() == "");
    return events[0];
}

// All areas answered.
Answers with_none(Answers answers) {
    for (const content::SkillArea& area : dsi().areas)
        answers.try_emplace(area.id, std::vector<std::string>{"none"});
    return answers;
}

std::string shown(Kiosk& kiosk) {
    return kiosk.wait_for("shown ").value_or("");
}

} // namespace

TEST_CASE("all fifteen questions are answered by touch in every language, and the event is their score") {
    const content::Instrument& instrument = dsi();
    CHECK(instrument.asked(true).size() == 15);
    for (const std::string& language : languages()) {
        CAPTURE(language);
        TemporaryFolder folder;
        KioskOptions options{folder.path()};
        const char* size = getenv("ACCANTO_SIZE");
        options.size = size ? size : options.size;
        const Answers answers = a_full_check();
        options.visit =
            check_visit(language, answers) + "tap @bar.finish\ntap @leave.yes\nsee @finished.start\n";
        CHECK_NOTHROW(play(options));
        const json event = only_check(options);
        const point::SkillsCheck expected =
            point::score_check(instrument, "0", language, answers, std::nullopt);
        CHECK(event.at("language") == language);
        CHECK(event.at("items") == point::ticked_items(instrument, answers));
        CHECK(event.at("overall") == content::code_of(expected.score.overall));
        CHECK(event.at("counts") == json{{"il", 2}, {"cc", 2}, {"dcc", 2}, {"sf", 2}, {"ps", 2}});
        CHECK(event.at("skipped") == json::array());
        for (const auto& [question, given] : answers)
            if (event.contains(question) && event.at(question).is_string())
                CHECK(event.at(question) == given.front());
        CHECK(event.at("confidence") == 2);
        DeskHand desk(options.state());
        const json path = desk.events("path.made").at(0);
        CHECK(path.at("check") == event.at("check"));
        CHECK_FALSE(path.at("tutorials").empty());
    }
}

TEST_CASE("somebody who has not used the internet is asked three questions, and has a path") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    options.visit = to_skills("en") + R"(
tap @skills.begin
see "1 of 15"
not "Skip this question"
tap "No"
see "2 of 3"
turn @skill.unknown
tap @skill.unknown
turn @skills.next
tap @skills.next
see "3 of 3"
tap "None of these"
tap @skills.next
see "You have not used the internet lately. Here you can begin, without hurry."
see "Nothing yet. What you practise on this kiosk is shown here."
tap "My path"
see @path.next
)";
    CHECK_NOTHROW(play(options));
    const json event = only_check(options);
    CHECK(event.at("used_internet") == false);
    CHECK(event.at("overall") == "I_DSK2_NA");
    CHECK(event.at("items").empty());
}

TEST_CASE("all but the first question can be left out, and that is told") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    options.visit = check_visit("en", {{"used_internet", {"yes"}}}) +
                    "see \"You left this question out.\"\nsee \"You left some questions out. This is what "
                    "the others show.\"\n"
                    "turn @skills.home\ntap @skills.home\nsee \"There is no code to compare with, because "
                    "questions were left out.\"\n";
    CHECK_NOTHROW(play(options));
    const json event = only_check(options);
    CHECK(event.at("skipped") == json{"il", "cc", "dcc", "sf", "ps"});
    CHECK(event.at("confidence") == 0);
    CHECK(event.at("age_band") == "");
}

TEST_CASE(
    "going back loses nothing, an answer can be changed, and who goes home comes back to the question") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    options.visit = to_skills("en") + R"(
tap @skills.begin
tap "Yes"
tap "The news"
tap "Something about health"
tap "Something about health"
tap @skills.next
see "3 of 15"
tap @bar.home
tap "Check my skills"
see "3 of 15"
tap @bar.back
chosen "The news"
tap "None of these"
chosen "None of these"
tap "Goods or services"
chosen "Goods or services"
tap @bar.back
chosen "Yes"
tap "No"
see "2 of 3"
tap @bar.back
tap "Yes"
see "2 of 15"
chosen "Goods or services"
tap @skills.next
see "3 of 15"
)";
    for (size_t at = 2; at < dsi().asked(true).size(); ++at)
        options.visit += "turn @skills.skip\ntap @skills.skip\n";
    options.visit += "see @skills.limits\n";
    CHECK_NOTHROW(play(options));
    const json event = only_check(options);
    CHECK(event.at("items") == json{"goods_services"});
    CHECK(event.at("skipped") == json{"cc", "dcc", "sf", "ps"});
}

TEST_CASE("the path opens its lessons, knows what is done, and is found again with four pictures") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    content::Library library = content::load_library({data_dir() / "content" / "tutorials"}, "ES-CT");
    std::string lesson = learn_visit(*library.get("create-email"), "en");
    const std::string opened = "tap @lesson.create-email\n", ended = "tap @done.home\n";
    lesson.erase(0, lesson.find(opened) + opened.size());
    lesson.erase(lesson.find(ended));
    options.visit =
        check_visit("en", {{"used_internet", {"no"}}, {"wants", {"email"}}, {"has", {"smartphone"}}}) +
        "tap @skills.path\n" + "see \"0 of 6 lessons done\"\ntap @path.next\n" + lesson + R"(
tap "On with my path"
see "1 of 6 lessons done"
tap "My result"
see "Talking with others: 1 on your own, 0 with help"
tap @bar.back
tap @path.keep
)" + shows_and_prints_pictures;
    std::string code_taps;
    {
        Kiosk kiosk(options);
        for (const int picture : shown_pictures(kiosk, 90'000))
            code_taps += "tap @code." + std::to_string(picture) + "\n";
        const int code = kiosk.finish();
        INFO(kiosk.errors());
        REQUIRE(code == 0);
    }
    options.visit = "see @language.en within 20s\ntap @language.en\ntap @home.learn\ntap @learn.resume\n" +
                    code_taps + R"(
see "1 of 6 lessons done"
not "My result"
tap @path.next
see @lesson.next
tap @bar.finish
tap "Keep my place"
see @keep.picture.1
)";
    CHECK_NOTHROW(play(options));
    DeskHand desk(options.state());
    const json resumed = desk.events("path.resumed").at(0);
    CHECK(resumed.at("done") == 1);
    CHECK(resumed.at("of") == 6);
    CHECK(resumed.at("check") == desk.events("skills.checked").at(0).at("check"));
    CHECK(desk.count("path.made") == 1);
}

TEST_CASE("a question is read out with its tiles and how far one has come, in words for the ear") {
    for (const auto& [language, heard] : std::map<std::string, std::vector<std::string>>{
             {"en",
              {"Question 2 of 15", "What have you looked up", "The news", "None of these",
               "Skip this question"}},
             {"ar", {"السُّؤَالُ 2 مِنْ 15", "عَمَّ بَحَثْتُمْ", "الْأَخْبَارْ", "لَا شَيْءَ مِنْ هٰذَا"}}}) {
        TemporaryFolder folder;
        KioskOptions options{folder.path()};
        options.visit = to_skills(language) +
                        "tap @skills.begin\ntap @skill.yes\nsee @skill.news\ntap @bar.listen\nwait 1s\n";
        CHECK_NOTHROW(play(options));
        const std::string log = read_file(options.speech_log()).value_or("");
        for (const std::string& words : heard)
            CHECK_MESSAGE(log.find(words) != std::string::npos, words);
    }
}

TEST_CASE("the check can be answered with keys alone, and Escape goes back a question") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    options.visit = R"(
see @language.en within 20s
reach "English"
key enter
reach "Check my skills"
key enter
reach "Begin"
key enter
reach "Yes"
key enter
see "2 of 15"
reach "The news"
key enter
chosen "The news"
key escape
see "1 of 15"
reach "No"
key enter
see "2 of 3"
reach "E-mail"
key enter
)";
    // However many pages the topics take.
    options.visit += "turn @skills.next\nreach @skills.next\nkey enter\nsee \"3 of 3\"\nreach \"A "
                     "smartphone\"\nkey enter\n"
                     "reach \"Next\"\nkey enter\nsee @skills.limits\n";
    CHECK_NOTHROW(play(options));
    CHECK(only_check(options).at("wants") == json{"email"});
}

TEST_CASE("on a small panel, what does not stand on Home’s first page is on its next") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    options.size = "1366x768";
    options.settings = std::string(KioskOptions::quick_settings) + "pitch_mm = 0.252\n";
    options.visit =
        "see @language.it within 20s\ntap @language.it\nsee @home.learn\nturn @home.settings\ntap "
        "@home.settings\nsee @settings.done\n";
    CHECK_NOTHROW(play(options));
}

TEST_CASE(
    "the code that is taken home shows at the next check what has changed, and nothing of it was stored") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    options.visit = check_visit("it", with_none({{"used_internet", {"yes"}}, {"il", {"news"}}})) + R"(
turn @skills.home
tap @skills.home
shown @taken_home.code
tap @skills.print
see "Ecco il suo foglio." within 20s
tap @skills.done
)";
    std::string code;
    {
        Kiosk kiosk(options);
        code = shown(kiosk);
        const int exit = kiosk.finish();
        INFO(kiosk.errors());
        REQUIRE(exit == 0);
    }
    CHECK(std::filesystem::exists(options.state() / "printed" / "skills.png"));
    code.erase(std::remove(code.begin(), code.end(), ' '), code.end());
    REQUIRE(code.size() == content::taken_home_length);

    std::string taps, wrong_taps;
    for (char& sign : code)
        sign = char(std::tolower(sign)); // as the keys are called
    for (const char sign : code)
        taps += std::string("tap @key.") + sign + "\n";
    const char other = code.back() == '2' ? '3' : '2';
    wrong_taps = taps.substr(0, taps.size() - 2) + other + "\n";
    options.visit =
        to_skills("en") + "tap @skills.earlier\n" + wrong_taps +
        "see \"That is not such a code. Look at your paper once more.\"\ntap @key.backspace\ntap @key." +
        code.back() + "\n" +
        answers_visit({{"used_internet", {"yes"}}, {"il", {"none"}}, {"cc", {"email"}}}) +
        "see \"Less than last time. That may be by chance.\"\nsee \"More than last time.\"\n";
    CHECK_NOTHROW(play(options));
    DeskHand desk(options.state());
    const std::vector<json> checks = desk.events("skills.checked");
    REQUIRE(checks.size() == 2);
    CHECK(checks[1].at("before") == content::short_check(checks[0].at("check").get<std::string>()));
    CHECK(checks[1].at("before_overall") == checks[0].at("overall"));
    CHECK(checks[1].at("before_areas") == checks[0].at("areas"));
    CHECK(checks[0].at("before") == "");
}

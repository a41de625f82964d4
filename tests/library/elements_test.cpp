// The practice vocabulary beyond boxes and buttons: switches, things to pick, questions, what comes and goes.

#include "tests/library/sample.h"

using namespace accanto::content;

namespace {

const std::string call = R"(id = "sample"
topic = "email"
picture = "email"
licence = "EUPL-1.2"
verified_on = 2026-01-01
review_by = 2028-01-01

[[step]]
id = "day"
kind = "tap"
screen = "days"
targets = ["days/tue"]
hints = 1

[[step]]
id = "ask"
kind = "tap"
screen = "days"
targets = ["leave"]
hints = 1

[[step]]
id = "sure"
kind = "tap"
screen = "days"
targets = ["sure/yes"]
hints = 1
wrong = [{ name = "stay", element = "sure/no" }]

[[step]]
id = "try"
kind = "free_try"
screen = "days"
hints = 1
goal = ["valid:days", "unchecked:sound", "checked:camera", "screen:end"]

[[screen]]
id = "days"
title = "screen.days"
accent = "green"
  [[screen.element]]
  kind = "grid"
  id = "days"
  rect = [0.05, 0.05, 0.9, 0.25]
  columns = 2
  pick = true
  right = "tue"
  item = [{ id = "mon", label = "label.mon" }, { id = "tue", label = "label.tue", detail = "label.free" }, { id = "wed", label = "label.wed" }]
  [[screen.element]]
  kind = "switch"
  id = "sound"
  rect = [0.05, 0.35, 0.9, 0.12]
  label = "label.sound"
  on = true
  [[screen.element]]
  kind = "switch"
  id = "camera"
  rect = [0.05, 0.5, 0.9, 0.12]
  label = "label.camera"
  when = ["unchecked:sound"]
  [[screen.element]]
  kind = "camera"
  id = "face"
  rect = [0.05, 0.65, 0.4, 0.15]
  label = "label.me"
  picture = "mentor"
  control = "camera"
  [[screen.element]]
  kind = "button"
  id = "leave"
  rect = [0.05, 0.85, 0.9, 0.12]
  label = "label.leave"
  action = "open:sure"
  when = ["picked:days/tue"]
  [[screen.element]]
  kind = "dialog"
  id = "sure"
  rect = [0.1, 0.3, 0.8, 0.4]
  label = "label.sure"
  item = [{ id = "no", label = "label.no" }, { id = "yes", label = "label.yes", action = "go:end" }]

[[screen]]
id = "end"
title = "screen.end"
  [[screen.element]]
  kind = "notice"
  id = "paper"
  rect = [0.05, 0.1, 0.9, 0.6]
  label = "label.paper"
  item = [{ id = "day", label = "label.day", detail = "label.picked", touch = true }, { id = "seal", label = "label.seal", detail = "label.seal" }]
  [[screen.element]]
  kind = "bubble"
  id = "note"
  rect = [0.05, 0.72, 0.9, 0.12]
  label = "label.picked"
  touch = true
  [[screen.element]]
  kind = "link"
  id = "back"
  rect = [0.05, 0.87, 0.9, 0.12]
  label = "label.back"
  action = "back"
)";

const std::string english = R"([tutorial]
title = "T"
[label]
mon = "Monday"
tue = "Tuesday"
"tue.speech" = "on Tuesday"
picked = "Come on {picked:days}."
)";

std::shared_ptr<const Tutorial> tutorial() {
    std::vector<Problem> problems;
    auto out = sample::read(call, english, problems);
    for (const Problem& problem : problems)
        MESSAGE(to_text(problem));
    REQUIRE(out);
    return out;
}

std::vector<std::string> ids_now(const Tutorial& t, const PracticeState& state) {
    std::vector<std::string> ids;
    for (const Part& part : parts_now(t, state))
        ids.push_back(part.id);
    return ids;
}

} // namespace

TEST_CASE("Switches begin as the tutorial has them, and what depends on them comes and goes") {
    auto t = tutorial();
    PracticeState state = fresh_state(*t, "days");
    CHECK(state.checked == std::set<std::string>{"sound"});
    CHECK_FALSE(is_shown(*t, state, *t->screen("days")->find("camera")));
    CHECK(touch(*t, state, "camera") == Effect::nothing); // it is not there
    CHECK(touch(*t, state, "sound") == Effect::toggled);
    CHECK(is_shown(*t, state, *t->screen("days")->find("camera")));
    CHECK(touch(*t, state, "camera") == Effect::toggled);
    CHECK(holds(*t, state, {{ConditionKind::checked, "camera"}, {ConditionKind::unchecked, "sound"}}));
}

TEST_CASE("What is picked stays marked, only the right one is accepted, and its words appear elsewhere") {
    auto t = tutorial();
    TutorialWords words(*t, "en", "en");
    PracticeState state = fresh_state(*t, "days");
    CHECK(touch(*t, state, "days/mon") == Effect::picked);
    CHECK_FALSE(is_satisfied(*t, state, "days"));
    CHECK(holds(*t, state, {ConditionKind::picked, "days"}));
    CHECK(holds(*t, state, {ConditionKind::picked, "days/mon"}));
    CHECK_FALSE(holds(*t, state, {ConditionKind::picked, "days/tue"}));
    touch(*t, state, "days/tue");
    CHECK(is_satisfied(*t, state, "days"));
    CHECK(fill_in(*t, state, "{picked:days}!", words) == "\u2068Tuesday\u2069!");
    CHECK(fill_in(*t, state, "{picked:days}!", words, true) == "\u2068on Tuesday\u2069!");
    CHECK(fill_in(*t, fresh_state(*t, "days"), "{picked:days}", words) == "\u2068\u2069");
}

TEST_CASE("While a question is open nothing else can be touched; an answer without an action closes it") {
    auto t = tutorial();
    PracticeState state = fresh_state(*t, "days");
    CHECK(touch(*t, state, "leave") == Effect::nothing);
    touch(*t, state, "days/tue");
    CHECK(touch(*t, state, "leave") == Effect::opened);
    CHECK(ids_now(*t, state) == std::vector<std::string>{"sure/no", "sure/yes"});
    CHECK(touch(*t, state, "sound") == Effect::nothing);
    CHECK(touch(*t, state, "sure/no") == Effect::closed);
    CHECK(state.screen == "days");
    touch(*t, state, "leave");
    CHECK(touch(*t, state, "sure/yes") == Effect::moved);
    CHECK(state.dialog.empty());
    CHECK(ids_now(*t, state) == std::vector<std::string>{"paper/day", "note", "back"});
    CHECK(touch(*t, state, "note") == Effect::nothing);
}

TEST_CASE("The way leads through what hides a thing, and through questions") {
    auto t = tutorial();
    const auto& goal = t->steps[3].goal;
    PracticeState state = fresh_state(*t, "days");
    std::vector<std::string> way;
    while (!holds(*t, state, goal) && way.size() < 20) {
        auto next = next_on_the_way(*t, state, goal);
        REQUIRE(next);
        way.push_back(*next);
        touch(*t, state, *next);
    }
    CHECK(way == std::vector<std::string>{"days/tue", "sound", "camera", "leave", "sure/yes"});
    CHECK(check_ways(*t).empty());
}

TEST_CASE("A guided step goes on in the question that the step before has opened") {
    auto t = tutorial();
    Lesson lesson(t);
    lesson.tap("days/mon");
    CHECK(lesson.feedback()->key == "feedback.wrong_tap");
    CHECK(lesson.state().picked.empty());
    lesson.tap("days/tue");
    REQUIRE(lesson.next());
    lesson.tap("leave");
    REQUIRE(lesson.next());
    CHECK(lesson.state().dialog == "sure");
    CHECK(lesson.glowing_target() == "sure/yes");
    lesson.tap("sure/no");
    CHECK(lesson.feedback()->key == "step.sure.wrong.stay");
    CHECK(lesson.state().dialog == "sure");
    lesson.tap("sure/yes");
    CHECK(lesson.state().screen == "end");
    CHECK(lesson.next());
}

TEST_CASE("Cells of a grid, answers of a question and rows of a paper have their own places") {
    auto t = tutorial();
    const Screen& days = *t->screen("days");
    const double across = 3.0 / 108, down = 3.0 / 170; // between neighbours
    auto cells = parts(*days.find("days"));
    REQUIRE(cells.size() == 3);
    CHECK(cells[1].rect.x == doctest::Approx(cells[0].rect.x + cells[0].rect.w + across));
    CHECK(cells[2].rect.y == doctest::Approx(cells[0].rect.y + cells[0].rect.h + down));
    CHECK(cells[2].rect.x == doctest::Approx(0.05));
    auto answers = parts(*days.find("sure"));
    REQUIRE(answers.size() == 2);
    CHECK(answers[0].rect.x == doctest::Approx(0.1 + across));
    CHECK(answers[0].rect.y + answers[0].rect.h == doctest::Approx(0.7 - down));
    CHECK(answers[1].rect.x == doctest::Approx(answers[0].rect.x + answers[0].rect.w + across));
    auto rows = parts(*t->screen("end")->find("paper"));
    REQUIRE(rows.size() == 1); // the other only shows
    CHECK(rows[0].rect.y == doctest::Approx(0.3));
}

TEST_CASE("What the new elements name must be there") {
    auto spoiled = [](const std::string& from, const std::string& to, const std::string& rule) {
        CAPTURE(to);
        std::vector<Problem> problems;
        CHECK_FALSE(sample::read(sample::changed(call, from, to), english, problems));
        CHECK(sample::find(problems, rule));
    };
    spoiled("action = \"open:sure\"", "action = \"open:nobody\"", "unknown-dialog");
    spoiled("action = \"open:sure\"", "action = \"toggle:nobody\"", "unknown-field");
    spoiled("action = \"open:sure\"", "action = \"fly:away\"", "unknown-action");
    spoiled("control = \"camera\"", "control = \"days\"", "unknown-field");
    spoiled("when = [\"unchecked:sound\"]", "when = [\"unchecked:nobody\"]", "unknown-field");
    spoiled("when = [\"unchecked:sound\"]", "when = [\"screen:end\"]", "unknown-condition");
    spoiled("when = [\"picked:days/tue\"]", "when = [\"picked:days/fri\"]", "unknown-field");
    spoiled("when = [\"picked:days/tue\"]", "when = [\"picked:sound\"]", "unknown-field");
    spoiled("right = \"tue\"", "right = \"fri\"", "unknown-target");
    spoiled("columns = 2", "columns = 9", "out-of-range");
    spoiled("accent = \"green\"", "accent = \"golden\"", "unknown-word");
    spoiled("{ id = \"mon\", label", "{ id = \"tue\", label", "twice");
    spoiled("item = [{ id = \"no\", label = \"label.no\" }, {", "item = [{ id = \"no\", label = \"label.no\" }, { id = \"b\", label = \"l\" }, {",
            "item-count");
}

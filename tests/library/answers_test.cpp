// Steps without a telephone (check, order, match), taking a touch back, coming back later, and what is observed.

#include "tests/library/sample.h"

using namespace accanto::content;

namespace {

const std::string head = R"(id = "sample"
topic = "email"
picture = "email"
licence = "EUPL-1.2"
verified_on = 2026-01-01
review_by = 2028-01-01
)";

const std::string thinking = R"(
[[step]]
id = "tick"
kind = "check"
hints = 1
option = [{ id = "lock", right = true }, { id = "prize" }, { id = "name", right = true }]

[[step]]
id = "sort"
kind = "order"
hints = 1
item = [{ id = "one" }, { id = "two" }, { id = "three" }]

[[step]]
id = "pair"
kind = "match"
hints = 1
item = [{ id = "cat" }, { id = "dog" }]

[[step]]
id = "bag"
kind = "check"
own = true
hints = 1
option = [{ id = "card" }, { id = "phone" }]

[[step]]
id = "ask"
kind = "ask_mentor"
picture = "mentor"
)";

std::shared_ptr<const Tutorial> read(const std::string& structure) {
    std::vector<Problem> problems;
    auto tutorial = sample::read(structure, "[tutorial]\ntitle = \"T\"\n[example]\nname = \"Maria\"\n", problems);
    for (const Problem& problem : problems)
        MESSAGE(to_text(problem));
    REQUIRE(tutorial);
    return tutorial;
}

// A lesson that stands at the step, all before it done.
std::unique_ptr<Lesson> at(const std::shared_ptr<const Tutorial>& tutorial, int step) {
    auto lesson = std::make_unique<Lesson>(tutorial);
    lesson->resume_at(step, words(*tutorial, "en", "en"));
    REQUIRE(lesson->progress().step == step);
    return lesson;
}

} // namespace

TEST_CASE("A check is judged as a whole: what is ticked wrongly is explained first, then what is missing") {
    auto lesson = at(read(head + thinking), 1);
    lesson->choose("prize");
    lesson->choose("lock");
    CHECK(lesson->is_ticked("prize"));
    CHECK_FALSE(lesson->next());
    CHECK(lesson->feedback()->key == "step.tick.because.prize");
    lesson->choose("prize"); // again: the tick goes
    CHECK_FALSE(lesson->is_ticked("prize"));
    CHECK_FALSE(lesson->next());
    CHECK(lesson->feedback()->key == "step.tick.because.name");
    lesson->choose("name");
    CHECK_FALSE(lesson->next());
    CHECK(lesson->feedback()->tone == Tone::good);
    CHECK(lesson->can_go_next());
    CHECK(lesson->next());
    CHECK(lesson->results().at(0).wrong == 2);
    CHECK(lesson->results().at(0).outcome == StepOutcome::done);
}

TEST_CASE("In a list of one's own nothing is wrong: what is missing gets its advice, then it goes on") {
    auto lesson = at(read(head + thinking), 4);
    lesson->choose("phone");
    CHECK_FALSE(lesson->next());
    CHECK(lesson->feedback()->key == "step.bag.because.card");
    CHECK(lesson->feedback()->tone == Tone::neutral);
    CHECK(lesson->wrong_count() == 0);
    CHECK(lesson->next());
    CHECK(lesson->step().kind == StepKind::ask_mentor);
    CHECK(lesson->can_go_next()); // to read is to have done it
}

TEST_CASE("Things are put in order by touching the thing, then its place") {
    auto lesson = at(read(head + thinking), 2);
    auto items = lesson->items_laid_out();
    CHECK(items.size() == 3);
    CHECK(items != std::vector<std::string>{"one", "two", "three"});
    CHECK(lesson->places_laid_out() == std::vector<std::string>{"1", "2", "3"});
    lesson->put_at("1");
    CHECK(lesson->feedback()->key == "feedback.first_item");
    lesson->take_up("two");
    CHECK(lesson->held() == "two");
    lesson->put_at("1");
    CHECK(lesson->feedback()->key == "step.sort.because.two");
    CHECK(lesson->wrong_count() == 1);
    CHECK(lesson->held() == "two"); // it stays in the hand
    lesson->put_at("2");
    CHECK(lesson->item_at("2") == "two");
    CHECK(lesson->held().empty());
    lesson->take_up("two"); // lies where it belongs
    CHECK(lesson->held().empty());
    lesson->take_up("one");
    lesson->take_up("one"); // touched again: put down
    CHECK(lesson->held().empty());
    for (const char* place : {"1", "3"}) {
        lesson->take_up(place == std::string("1") ? "one" : "three");
        lesson->put_at("2"); // taken
        lesson->put_at("9"); // nowhere
        CHECK_FALSE(lesson->can_go_next());
        lesson->put_at(place);
    }
    CHECK(lesson->feedback()->tone == Tone::good);
    CHECK(lesson->next());
}

TEST_CASE("Things are matched with their partners, which do not lie beside them") {
    auto lesson = at(read(head + thinking), 3);
    CHECK(lesson->items_laid_out() == std::vector<std::string>{"cat", "dog"});
    CHECK(lesson->places_laid_out() == std::vector<std::string>{"dog", "cat"});
    lesson->take_up("cat");
    lesson->put_at("dog");
    CHECK(lesson->feedback()->key == "step.pair.because.cat");
    lesson->put_at("cat");
    lesson->take_up("dog");
    lesson->put_at("dog");
    CHECK(lesson->can_go_next());
}

TEST_CASE("The last touch is taken back, as often as there was one, in every kind of step") {
    auto tutorial = read(head + thinking);
    auto lesson = at(tutorial, 2);
    CHECK_FALSE(lesson->can_undo());
    lesson->take_up("one");
    lesson->put_at("1");
    lesson->take_up("two");
    lesson->put_at("2");
    lesson->undo();
    CHECK(lesson->item_at("2").empty());
    CHECK(lesson->item_at("1") == "one");
    lesson->undo();
    CHECK_FALSE(lesson->is_placed("one"));
    CHECK_FALSE(lesson->can_undo());
    lesson->undo(); // nothing to take back: nothing happens

    auto ticks = at(tutorial, 1);
    ticks->choose("prize");
    ticks->undo();
    CHECK_FALSE(ticks->is_ticked("prize"));

    auto practice = at(sample::good(), 7); // the free try
    practice->tap("other");                // a named mistake changes nothing
    CHECK_FALSE(practice->can_undo());
    practice->tap("go");
    CHECK(practice->state().screen == "form");
    practice->tap("agree");
    practice->undo();
    CHECK(practice->state().checked.empty());
    practice->undo();
    CHECK(practice->state().screen == "home");
}

TEST_CASE("Show me does every kind of step for the person, and the result says so") {
    auto tutorial = read(head + thinking);
    TutorialWords english = words(*tutorial, "en", "en");
    Lesson lesson(tutorial);
    while (!lesson.at_end()) {
        lesson.show_me(english);
        CHECK(lesson.can_go_next());
        CHECK(lesson.next());
    }
    CHECK(lesson.results().size() == 5);
    CHECK(lesson.results().at(1).outcome == StepOutcome::shown);
    CHECK(lesson.results().at(4).outcome == StepOutcome::read);
}

TEST_CASE("Who comes back stands at their step, with the practice as if they had done it, and without results") {
    auto tutorial = sample::good();
    auto lesson = at(tutorial, 6); // after the name and the box
    CHECK(lesson->state().screen == "form");
    CHECK(lesson->state().value("name") == "Maria");
    CHECK(lesson->state().checked.contains("agree"));
    CHECK(lesson->results().empty());
    lesson->tap("send");
    CHECK(lesson->next());
    CHECK(lesson->results().size() == 1);
    // A code of an older version of the tutorial may point behind its end.
    Lesson other(tutorial);
    other.resume_at(99, words(*tutorial, "en", "en"));
    CHECK(other.progress().step == 7);
    CHECK_FALSE(other.at_end());
    other.resume_at(-3, words(*tutorial, "en", "en"));
    CHECK(other.progress().step == 7);
}

namespace {

enum class By { oneself, hint, showing, mentor, nobody };

// Goes through the free try of the sample, alone as well.
Observed observed(By how) {
    auto tutorial = sample::good();
    TutorialWords english = words(*tutorial, "en", "en");
    Lesson lesson(tutorial);
    lesson.resume_at(7, english);
    for (int phase = 0; phase < 2; ++phase) {
        if (how == By::nobody) {
            lesson.skip(english);
            continue;
        }
        if (how == By::hint)
            lesson.ask_hint();
        if (how == By::mentor)
            lesson.mentor_is_here();
        if (how == By::showing)
            while (!lesson.can_go_next())
                lesson.show_me(english);
        for (const char* part : {"go", "name", "agree", "send"}) {
            lesson.tap(part);
            lesson.type_text(part == std::string("name") ? "Maria" : "");
        }
        REQUIRE(lesson.next());
    }
    REQUIRE(lesson.at_end());
    CHECK(lesson.completed());
    CHECK(lesson.satisfied());
    CHECK(lesson.passed() == (how == By::oneself));
    auto practices = lesson.practices();
    REQUIRE(practices.size() == 1);
    CHECK(practices[0].step == 7);
    return practices[0].observed;
}

} // namespace

TEST_CASE("A practice is observed as done alone, with a hint, with a mentor, or not done") {
    CHECK(observed(By::oneself) == Observed::alone);
    CHECK(observed(By::hint) == Observed::with_hint);
    CHECK(observed(By::showing) == Observed::with_hint);
    CHECK(observed(By::mentor) == Observed::with_mentor);
    CHECK(observed(By::nobody) == Observed::not_done);
    CHECK(to_text(Observed::with_hint) == std::string("with_hint"));
}

TEST_CASE("When a lesson counts is the tutorial's to say") {
    auto counts = [](const std::string& rule, bool done_alone) {
        auto tutorial = read(head + rule + sample::structure.substr(sample::structure.find("\n[[competence]]")));
        Lesson lesson(tutorial);
        TutorialWords english = words(*tutorial, "en", "en");
        while (!lesson.at_end())
            if (done_alone && lesson.step().kind == StepKind::free_try) {
                for (const char* part : {"go", "name", "agree", "send"}) {
                    lesson.tap(part);
                    lesson.type_text(part == std::string("name") ? "Maria" : "");
                }
                lesson.next();
            } else {
                lesson.skip(english);
            }
        return lesson.satisfied();
    };
    CHECK(counts("", false)); // completed or passed
    CHECK(counts("move_on = \"completed\"\n", false));
    CHECK_FALSE(counts("move_on = \"passed\"\n", false));
    CHECK(counts("move_on = \"passed\"\n", true));
    CHECK_FALSE(counts("move_on = \"completed_and_passed\"\n", false));
    CHECK(counts("move_on = \"completed_and_passed\"\n", true));
}

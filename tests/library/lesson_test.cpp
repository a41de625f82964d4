// A lesson: every kind of step, guided and alone, hints, wrong answers, going back, and leaving nothing
// behind.

#include "content/library/letters.h"
#include "tests/library/sample.h"

using namespace accanto::content;

namespace {

struct Fixture {
    std::shared_ptr<const Tutorial> tutorial = sample::good();
    TutorialWords english{*tutorial, "en", "en"};
    Lesson lesson{*tutorial};

    std::string said() const { return lesson.feedback() ? lesson.feedback()->key : ""; }

    // Up to the step of this id, with everything before shown.
    void go_to(const std::string& id) {
        for (int i = 0; i < 100 && lesson.step().id != id; ++i) {
            while (!lesson.can_go_next())
                lesson.show_me(english);
            REQUIRE(lesson.next());
        }
        REQUIRE(lesson.step().id == id);
    }

    void fill_in_and_send() {
        lesson.tap("go");
        lesson.tap("name");
        lesson.type_text("Maria");
        lesson.accept_field();
        lesson.tap("agree");
        lesson.tap("send");
    }
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "A page to read can be left at once") {
    CHECK(lesson.step().kind == StepKind::read);
    CHECK(lesson.progress().step == 1);
    CHECK(lesson.progress().of == 7);
    CHECK(lesson.can_go_next());
    CHECK_FALSE(lesson.screen());
    CHECK_FALSE(lesson.back());
    CHECK(lesson.next());
    REQUIRE(lesson.results().size() == 1);
    CHECK(lesson.results()[0].outcome == StepOutcome::read);
    CHECK(lesson.progress().step == 2);
}

TEST_CASE_FIXTURE(Fixture, "A wrong choice is explained and counted, the right one ends the step") {
    go_to("pick");
    CHECK_FALSE(lesson.can_go_next());
    CHECK_FALSE(lesson.next());
    CHECK(said() == "feedback.not_yet");
    lesson.choose("nothing");
    CHECK(lesson.chosen().empty());
    lesson.choose("bad");
    CHECK(said() == "step.pick.because.bad");
    CHECK(lesson.feedback()->tone == Tone::try_again);
    CHECK(lesson.wrong_count() == 1);
    lesson.choose("good");
    CHECK(lesson.feedback()->tone == Tone::good);
    CHECK(said() == "step.pick.because.good");
    lesson.choose("bad"); // it is done: nothing can spoil it
    CHECK(lesson.chosen() == std::vector<std::string>{"bad", "good"});
    CHECK(lesson.next());
    CHECK(lesson.results().back().outcome == StepOutcome::done);
    CHECK(lesson.results().back().wrong == 1);
}

TEST_CASE_FIXTURE(Fixture, "A wrong touch changes nothing and is explained") {
    go_to("open");
    CHECK(lesson.glowing_target() == "go");
    lesson.tap("other");
    CHECK(said() == "step.open.wrong.other");
    lesson.tap("nothing there");
    CHECK(lesson.wrong_count() == 1);
    CHECK(lesson.state().screen == "home");
    lesson.tap("go");
    CHECK(lesson.feedback()->tone == Tone::good);
    CHECK(lesson.state().screen == "form");
    CHECK_FALSE(lesson.glowing_target());
    lesson.tap("send");
    CHECK(lesson.wrong_count() == 1); // done: further touches are no mistakes
    CHECK(lesson.next());
}

TEST_CASE_FIXTURE(Fixture, "What is typed is looked at, and explained by its own mistake") {
    go_to("name");
    CHECK(lesson.glowing_target() == "name");
    CHECK_FALSE(lesson.next());
    CHECK(said() == "step.name.wrong.empty");
    lesson.tap("send");
    CHECK(said() == "step.name.wrong.send");
    lesson.tap("back");
    CHECK(said() == "feedback.wrong_tap");
    CHECK(lesson.state().screen == "form");
    lesson.tap("name");
    CHECK(lesson.state().focused == "name");
    lesson.type_text("12");
    lesson.accept_field();
    CHECK(said() == "step.name.wrong.digits");
    lesson.erase_last();
    lesson.erase_last();
    lesson.type_text("Jo");
    lesson.accept_field();
    CHECK(said() == "feedback.wrong_text");
    CHECK(lesson.wrong_count() == 5);
    lesson.type_text("sé");
    CHECK(lesson.can_go_next());
    lesson.accept_field();
    CHECK(lesson.feedback()->tone == Tone::good);
    CHECK(lesson.state().focused.empty());
    CHECK(lesson.state().value("name") == "José");
    CHECK(lesson.next());
    CHECK(lesson.state().value("name") == "José"); // carried on
}

TEST_CASE_FIXTURE(Fixture, "A real keyboard needs no touch first, and other fields stay as they are") {
    go_to("name");
    lesson.type_text("Ana");
    CHECK(lesson.state().value("name") == "Ana");
    lesson.set_field("agree", "x");
    lesson.set_field("nobody", "x");
    CHECK(lesson.state().fields.size() == 1);
    go_to("tick");
    lesson.type_text("zzz");
    lesson.set_field("name", "zzz");
    CHECK(lesson.state().value("name") == "Ana");
}

TEST_CASE_FIXTURE(Fixture, "Hints come one after the other and are counted") {
    go_to("name");
    CHECK(lesson.has_hint());
    lesson.ask_hint();
    CHECK(said() == "step.name.hint.1");
    CHECK(lesson.feedback()->tone == Tone::hint);
    lesson.ask_hint();
    lesson.ask_hint();
    lesson.ask_hint();
    CHECK(said() == "step.name.hint.3");
    CHECK(lesson.hints_shown() == 3);
    lesson.type_text("Maria");
    CHECK(lesson.next());
    CHECK(lesson.results().back().outcome == StepOutcome::done_with_hint);
    CHECK(lesson.results().back().hints == 3);
    CHECK(lesson.hints_shown() == 0); // of the next step
}

TEST_CASE_FIXTURE(Fixture, "Show me does it, and says so in the result") {
    go_to("pick");
    lesson.show_me(english);
    CHECK(lesson.chosen() == std::vector<std::string>{"good"});
    CHECK(said() == "feedback.shown");
    CHECK(lesson.next());
    CHECK(lesson.results().back().outcome == StepOutcome::shown);
    lesson.show_me(english);
    CHECK(lesson.state().screen == "form");
    CHECK(lesson.next());
    lesson.show_me(english);
    CHECK(lesson.state().value("name") == "Maria");
    CHECK(lesson.next());
    CHECK(lesson.results().back().outcome == StepOutcome::shown);
}

TEST_CASE_FIXTURE(Fixture, "A touch that submits too early says what is missing") {
    go_to("send");
    CHECK(lesson.back()); // tick
    CHECK(lesson.step().id == "tick");
    lesson.tap("agree");
    CHECK(lesson.state().checked.contains("agree")); // a box that was ticked stays so
    CHECK(lesson.back());
    lesson.set_field("name", "");
    CHECK_FALSE(lesson.next());
    lesson.set_field("name", "Eva");
    CHECK(lesson.next());
    CHECK(lesson.next());
    CHECK(lesson.step().id == "send");
    lesson.tap("send");
    CHECK(lesson.state().screen == "end");
    CHECK(lesson.can_go_next());
}

TEST_CASE_FIXTURE(Fixture, "A free try is done with help, then alone") {
    go_to("try");
    CHECK(lesson.phase() == Phase::guided);
    CHECK(lesson.state().screen == "home");
    CHECK(lesson.state().value("name").empty()); // a fresh telephone
    CHECK(lesson.glowing_target() == "go");
    lesson.tap("other");
    CHECK(said() == "step.try.wrong.other");
    lesson.tap("go");
    CHECK(lesson.glowing_target() == "name");
    lesson.tap("send");
    CHECK(said() == "feedback.missing");
    CHECK(lesson.state().message == "missing");
    CHECK(lesson.wrong_count() == 2);
    CHECK_FALSE(lesson.next());
    lesson.tap("name");
    lesson.type_text("7");
    lesson.accept_field();
    CHECK(said() == "step.name.wrong.digits"); // what the step that taught the field says
    lesson.set_field("name", "Maria");
    CHECK(lesson.glowing_target() == "agree");
    lesson.tap("back"); // going back on the telephone is no mistake
    CHECK(lesson.state().screen == "home");
    CHECK(lesson.wrong_count() == 3);
    CHECK(lesson.glowing_target() == "go");
    lesson.tap("go");
    lesson.tap("agree");
    lesson.tap("send");
    CHECK(lesson.can_go_next());
    CHECK(lesson.feedback()->tone == Tone::good);
    CHECK_FALSE(lesson.glowing_target());

    CHECK(lesson.next());
    CHECK(lesson.phase() == Phase::alone);
    CHECK(said() == "feedback.alone");
    CHECK(lesson.progress().step == 7);
    CHECK_FALSE(lesson.glowing_target());
    CHECK(lesson.wrong_count() == 0);
    CHECK(lesson.state().value("name").empty());
    fill_in_and_send();
    CHECK(lesson.can_go_next());
    CHECK(lesson.next());
    CHECK(lesson.at_end());
    REQUIRE(lesson.results().size() == 8);
    CHECK_FALSE(lesson.results()[6].alone);
    CHECK(lesson.results()[6].wrong == 3);
    CHECK(lesson.results()[7].alone);
    CHECK(lesson.results()[7].outcome == StepOutcome::done);
    CHECK_FALSE(lesson.next());
}

TEST_CASE_FIXTURE(Fixture, "Show me walks a free try one thing at a time") {
    go_to("try");
    lesson.show_me(english);
    CHECK(lesson.state().screen == "form");
    CHECK_FALSE(lesson.can_go_next());
    lesson.show_me(english);
    CHECK(lesson.state().value("name") == "Maria");
    lesson.show_me(english);
    lesson.show_me(english);
    CHECK(lesson.can_go_next());
    CHECK(said() == "feedback.shown");
    CHECK(lesson.next());
    CHECK(lesson.results().back().outcome == StepOutcome::shown);
    lesson.ask_hint();
    fill_in_and_send();
    CHECK(lesson.next());
    CHECK(lesson.results().back().outcome == StepOutcome::done_with_hint);
    CHECK(lesson.results().back().alone);
}

TEST_CASE_FIXTURE(Fixture, "Going back loses nothing that was typed, and counts nothing twice") {
    go_to("name");
    lesson.type_text("Maria");
    CHECK(lesson.next());
    lesson.tap("agree");
    size_t results = lesson.results().size();
    CHECK(lesson.back());
    CHECK(lesson.step().id == "name");
    CHECK(lesson.state().value("name") == "Maria");
    CHECK(lesson.can_go_next());
    CHECK(lesson.back());
    CHECK(lesson.step().id == "open");
    CHECK(lesson.state().screen == "home");
    CHECK(lesson.can_go_next());
    lesson.tap("go");
    CHECK(lesson.next());
    CHECK(lesson.next());
    CHECK(lesson.state().value("name") == "Maria");
    CHECK(lesson.results().size() == results);
    CHECK(lesson.can_go_next()); // the box is still ticked
}

TEST_CASE_FIXTURE(Fixture,
                  "Going back from alone returns to the guided try, and from the end to the last step") {
    go_to("try");
    fill_in_and_send();
    CHECK(lesson.next());
    lesson.tap("go");
    lesson.tap("name");
    lesson.type_text("Half");
    CHECK(lesson.back());
    CHECK(lesson.phase() == Phase::guided);
    CHECK(lesson.state().screen == "end");
    CHECK(lesson.can_go_next());
    CHECK(lesson.next());
    CHECK(lesson.state().screen == "form");
    CHECK(lesson.state().value("name") == "Half");
    lesson.tap("agree");
    lesson.tap("send");
    CHECK(lesson.next());
    CHECK(lesson.at_end());
    CHECK_FALSE(lesson.can_go_next());
    CHECK(lesson.back());
    CHECK_FALSE(lesson.at_end());
    CHECK(lesson.phase() == Phase::alone);
    CHECK(lesson.back());
    CHECK(lesson.back());
    CHECK(lesson.step().id == "send");
}

TEST_CASE_FIXTURE(Fixture, "A skipped step leaves firm ground for the next ones") {
    go_to("name");
    lesson.skip(english);
    CHECK(lesson.results().back().outcome == StepOutcome::skipped);
    CHECK(lesson.state().value("name") == "Maria");
    lesson.skip(english);
    CHECK(lesson.step().id == "send");
    lesson.tap("send");
    CHECK(lesson.state().screen == "end");
    lesson.skip(english); // it was done already
    CHECK(lesson.results().back().outcome == StepOutcome::done);
    lesson.skip(english);
    lesson.skip(english);
    CHECK(lesson.at_end());
    CHECK(lesson.results().back().outcome == StepOutcome::skipped);
    CHECK(lesson.results().back().alone);
    lesson.skip(english);
    CHECK(lesson.at_end());
}

TEST_CASE_FIXTURE(Fixture, "Wiping overwrites what was typed, in every practice, and begins anew") {
    go_to("name");
    lesson.type_text("canary-one");
    const char* first = lesson.state().value("name").data();
    CHECK(lesson.next());
    go_to("try");
    lesson.tap("go");
    lesson.set_field("name", "canary-two");
    // Both are still held: the field of the guided steps under its own roof, the try's under another.
    CHECK(lesson.state().value("name").data() != first);
    CHECK(std::string_view(first, 10) == "canary-one");
    size_t results = lesson.results().size();
    lesson.wipe();
    CHECK(lesson.progress().step == 1);
    CHECK(lesson.results().size() == results);
    go_to("name");
    // show_me of the steps before wrote nothing here yet
    CHECK(lesson.state().value("name").empty());
    go_to("try");
    CHECK(lesson.state().value("name").empty());
}

TEST_CASE_FIXTURE(Fixture, "Nothing that is done out of turn does harm") {
    lesson.tap("go");
    lesson.type_text("x");
    lesson.erase_last();
    lesson.set_field("name", "x");
    lesson.accept_field();
    lesson.choose("good");
    lesson.ask_hint();
    lesson.show_me(english);
    CHECK(lesson.results().empty());
    CHECK(lesson.progress().step == 1);
    CHECK_FALSE(lesson.feedback());
    go_to("try");
    while (!lesson.can_go_next())
        lesson.show_me(english);
    lesson.next();
    while (!lesson.can_go_next())
        lesson.show_me(english);
    lesson.next();
    REQUIRE(lesson.at_end());
    lesson.tap("go");
    lesson.type_text("x");
    lesson.choose("good");
    lesson.ask_hint();
    lesson.show_me(english);
    lesson.accept_field();
    CHECK(lesson.at_end());
}

// The tutorials that come with Accanto: clean in all languages, and walked to their ends.

#include "content/library/topics.h"
#include "tests/library/sample.h"

using namespace accanto::content;

namespace {

const std::filesystem::path source = ACCANTO_SOURCE_DIR;
const std::vector<std::string> seven = {"en", "es", "ca", "it", "pt", "sv", "ar"};

const Library& library() {
    static const Library loaded = load_library(source / "content" / "tutorials");
    return loaded;
}

CheckOptions strict() {
    CheckOptions options;
    options.languages = seven;
    for (const Topic& topic : load_topics(source / "content" / "topics" / "topics.toml").topics)
        options.topics.insert(topic.code);
    for (const char* folder : {"pictograms", "illustrations"})
        for (const auto& file : std::filesystem::directory_iterator(source / "assets" / folder))
            options.pictures.insert(file.path().stem().string());
    return options;
}

// A text that makes the wrong answer's condition true.
std::string mistake(const TextCondition& condition, const Lesson& lesson) {
    switch (condition.is) {
    case TextIs::empty:
        return "";
    case TextIs::has_space:
        return "maria rossi";
    case TextIs::has_at:
        return "maria@somewhere";
    case TextIs::lacks_at:
        return "maria";
    case TextIs::shorter_than:
        return std::string(size_t(condition.number) - 1, 'a');
    case TextIs::only_digits:
        return "123456789012";
    case TextIs::other_letters:
        return "éèàéèàéèàéèà";
    case TextIs::same_as_field:
        return std::string(lesson.state().value(condition.text));
    case TextIs::containing:
        return "aa" + condition.text + "aa";
    }
    return "";
}

// Makes one named mistake and looks that its own explanation is given and nothing is lost.
void make(Lesson& lesson, const WrongAnswer& wrong) {
    CAPTURE(wrong.explanation);
    int before = lesson.wrong_count();
    std::string screen = lesson.state().screen;
    if (wrong.when) {
        lesson.tap(lesson.step().field);
        lesson.set_field(lesson.step().field, mistake(*wrong.when, lesson));
        CHECK_FALSE(lesson.can_go_next());
        lesson.accept_field();
    } else {
        lesson.tap(wrong.element);
    }
    REQUIRE(lesson.feedback());
    CHECK(lesson.feedback()->key == wrong.explanation);
    CHECK(lesson.feedback()->tone == Tone::try_again);
    CHECK(lesson.wrong_count() == before + 1);
    CHECK(lesson.state().screen == screen);
    if (wrong.when)
        lesson.set_field(lesson.step().field, "");
}

// The right answer to a step, by what glows, as a citizen would give it.
void answer(Lesson& lesson, const TutorialWords& words, const Tutorial& tutorial) {
    const Step& step = lesson.step();
    if (step.kind == StepKind::choose) {
        for (const Option& option : step.options)
            if (option.right)
                return lesson.choose(option.id);
    }
    for (int touches = 0; !lesson.can_go_next() && touches < 60; ++touches) {
        auto target = lesson.phase() == Phase::guided ? lesson.glowing_target()
                                                      : next_on_the_way(tutorial, lesson.state(), step.goal);
        REQUIRE(target);
        lesson.tap(*target);
        if (const Element* control = tutorial.control(*target);
            control && control->kind == ElementKind::field) {
            CHECK(lesson.state().focused == *target);
            lesson.type_text(words.say(control->example).text);
            lesson.accept_field();
        }
    }
    CHECK(lesson.can_go_next());
}

} // namespace

TEST_CASE("The starter library is read without a problem") {
    for (const Problem& problem : library().problems())
        MESSAGE(to_text(problem));
    CHECK(library().problems().empty());
    REQUIRE(library().find("create-email"));
    Topics topics = load_topics(source / "content" / "topics" / "topics.toml");
    CHECK(topics.problems.empty());
    CHECK(topics.topics.size() >= 6);
}

TEST_CASE("Every starter tutorial is clean in all seven languages") {
    CheckOptions options = strict();
    for (const auto& tutorial : library().tutorials()) {
        auto problems = check(*tutorial, options);
        for (const Problem& problem : problems)
            MESSAGE(to_text(problem));
        CHECK(problems.empty());
        CHECK(tutorial->steps.size() >= 8);
    }
}

TEST_CASE("Every topic's words are in the interface") {
    auto words = Words::load(source / "content" / "words", "en");
    for (const Topic& topic : load_topics(source / "content" / "topics" / "topics.toml").topics)
        for (const std::string& language : seven)
            CHECK_MESSAGE(words->has(language, topic.word_key()), language << " " << topic.word_key());
}

TEST_CASE("A citizen who does everything right comes to the end, in every language, alone too") {
    for (const auto& tutorial : library().tutorials())
        for (const std::string& language : seven) {
            CAPTURE(language);
            TutorialWords words(*tutorial, language, "en");
            Lesson lesson(*tutorial);
            for (int moves = 0; !lesson.at_end() && moves < 200; ++moves) {
                answer(lesson, words, *tutorial);
                CHECK(lesson.next());
            }
            CHECK(lesson.at_end());
            bool alone = false;
            for (const StepResult& result : lesson.results()) {
                CHECK(result.wrong == 0);
                CHECK(result.outcome ==
                      (result.kind == StepKind::read ? StepOutcome::read : StepOutcome::done));
                alone = alone || result.alone;
            }
            CHECK(alone);
        }
}

TEST_CASE("Every mistake with a name gets its own explanation, and the way goes on") {
    for (const auto& tutorial : library().tutorials()) {
        TutorialWords words(*tutorial, "en", "en");
        Lesson lesson(*tutorial);
        size_t made = 0, named = 0;
        for (const Step& step : tutorial->steps)
            named += step.kind == StepKind::free_try ? 0 : step.wrong.size();
        for (int moves = 0; !lesson.at_end() && moves < 200; ++moves) {
            const Step& step = lesson.step();
            if (step.kind != StepKind::free_try) {
                for (const WrongAnswer& wrong : step.wrong) {
                    make(lesson, wrong);
                    ++made;
                }
            } else {
                for (const WrongAnswer& wrong : step.wrong)
                    if (const Screen* screen = lesson.screen(); screen && screen->find(wrong.element))
                        make(lesson, wrong);
            }
            for (const Option& option : step.options)
                if (!option.right) {
                    lesson.choose(option.id);
                    REQUIRE(lesson.feedback());
                    CHECK(lesson.feedback()->key == option.explanation);
                }
            answer(lesson, words, *tutorial);
            CHECK(lesson.next());
        }
        CHECK(lesson.at_end());
        CHECK(made == named);
    }
}

TEST_CASE("What was typed appears on the later pages of the practice, in every script") {
    const Tutorial* tutorial = library().find("create-email");
    REQUIRE(tutorial);
    TutorialWords words(*tutorial, "ar", "en");
    Lesson lesson(*tutorial);
    while (lesson.step().id != "password") {
        answer(lesson, words, *tutorial);
        REQUIRE(lesson.next());
    }
    CHECK(fill_in(*tutorial, lesson.state(), words.say("label.hello").text).find("مريم") !=
          std::string::npos);
    CHECK(fill_in(*tutorial, lesson.state(), words.say("label.full_address").text) ==
          "\u2066\u2068maryam.haddad\u2069\u2069\n\u2066@postamail.example\u2069");
}

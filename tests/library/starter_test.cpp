// The tutorials that come with Accanto: clean in all languages, and walked to their ends.

#include "content/library/topics.h"
#include "tests/library/sample.h"

using namespace accanto::content;

namespace {

const std::filesystem::path source = ACCANTO_SOURCE_DIR;
const std::vector<std::string> seven = {"en", "es", "ca", "it", "pt", "sv", "ar"};

const Library& library() {
    static const Library loaded = load_library({source / "content" / "tutorials"}, "ES-CT");
    return loaded;
}

// Every tutorial in every variant.
const std::vector<std::shared_ptr<const Tutorial>>& variants() {
    static const auto loaded = [] {
        std::vector<std::shared_ptr<const Tutorial>> out;
        std::vector<Problem> problems;
        for (const auto& folder : std::filesystem::directory_iterator(source / "content" / "tutorials"))
            if (auto files = folder.is_directory() ? tutorial_files(folder.path(), problems) : std::nullopt)
                for (auto& variant : read_variants(*files, problems))
                    out.push_back(std::move(variant));
        for (const Problem& problem : problems)
            MESSAGE(to_text(problem));
        CHECK(problems.empty());
        return out;
    }();
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

bool accepts_digits(const Lesson& lesson) {
    return input_for(*lesson.tutorial().control(lesson.step().field)) == Input::digits;
}

// A text that makes the wrong answer's condition true.
std::string mistake(const TextCondition& condition, const Lesson& lesson) {
    switch (condition.is) {
    case TextIs::empty:
        return "";
    case TextIs::has_space:
        return accepts_digits(lesson) ? "1020 3040" : "maria rossi";
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

// Every wrong tick alone, and every piece in every place that is not its own.
void misplace(Lesson& lesson) {
    const Step& step = lesson.step();
    if (step.kind == StepKind::check && !step.own)
        for (const Option& option : step.options) {
            for (const Option& other : step.options) // all right but this one
                if (lesson.is_ticked(other.id) != (other.id == option.id ? !other.right : other.right))
                    lesson.choose(other.id);
            CHECK_FALSE(lesson.next());
            CHECK(lesson.feedback()->key == option.explanation);
            for (const Option& other : step.options)
                if (lesson.is_ticked(other.id))
                    lesson.choose(other.id);
        }
    for (const Piece& piece : step.pieces)
        for (size_t i = 0; i < step.pieces.size(); ++i) {
            if (step.pieces[i].id == piece.id)
                continue;
            if (lesson.held() != piece.id)
                lesson.take_up(piece.id);
            lesson.put_at(step.kind == StepKind::order ? std::to_string(i + 1) : step.pieces[i].id);
            CHECK(lesson.feedback()->key == piece.explanation);
        }
    if (!lesson.held().empty())
        lesson.take_up(std::string(lesson.held()));
}

// The right answer to a step, by what glows, as a citizen would give it.
void answer(Lesson& lesson, const TutorialWords& words, const Tutorial& tutorial) {
    const Step& step = lesson.step();
    if (step.kind == StepKind::choose) {
        for (const Option& option : step.options)
            if (option.right)
                return lesson.choose(option.id);
    }
    if (step.kind == StepKind::check) {
        for (const Option& option : step.options)
            if (option.right || step.own)
                lesson.choose(option.id);
        lesson.next(); // looks at it; what is said of it is read before going on
        CHECK(lesson.can_go_next());
        return;
    }
    for (size_t i = 0; i < step.pieces.size(); ++i) {
        lesson.take_up(step.pieces[i].id);
        lesson.put_at(step.kind == StepKind::order ? std::to_string(i + 1) : step.pieces[i].id);
    }
    for (int touches = 0; !lesson.can_go_next() && touches < 60; ++touches) {
        auto target = lesson.phase() == Phase::guided ? lesson.glowing_target()
                                                      : next_on_the_way(tutorial, lesson.state(), step.goal, wrong_parts(step));
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

TEST_CASE("The starter library has the thirteen tutorials, each for every place it is made for") {
    std::set<std::string> ids;
    for (const auto& variant : variants()) {
        ids.insert(variant->id);
        CHECK_MESSAGE(variant->steps.size() >= 8, variant->id << " " << variant->place);
        bool practice = std::any_of(variant->steps.begin(), variant->steps.end(), [](const Step& step) { return step.kind == StepKind::free_try; });
        CHECK_MESSAGE(practice, variant->id << " " << variant->place);
    }
    CHECK(ids == std::set<std::string>{"book-visit", "civil-certificate", "create-email", "email-attachment", "get-eid", "health-record",
                                       "pay-notice", "scam-password", "search-judge", "sign-in-eid", "smartphone-basics", "utility-bill",
                                       "video-call"});
    for (const char* place : {"ES", "ES-CT", "IT", "PT", "SE"})
        CHECK(load_library({source / "content" / "tutorials"}, place).heads().size() == 13);
}

TEST_CASE("Every kind of step and of element is used") {
    std::set<StepKind> steps;
    std::set<ElementKind> elements;
    for (const auto& variant : variants()) {
        for (const Step& step : variant->steps)
            steps.insert(step.kind);
        for (const Screen& screen : variant->screens)
            for (const Element& element : screen.elements)
                elements.insert(element.kind);
    }
    CHECK(steps.size() == 9);
    CHECK(elements.size() == size_t(ElementKind::microphone) + 1);
}

TEST_CASE("The starter library is clean in all seven languages and all places") {
    CheckOptions options = strict();
    std::map<std::string, std::vector<std::shared_ptr<const Tutorial>>> by_id;
    for (const auto& variant : variants())
        by_id[variant->id].push_back(variant);
    for (const auto& [id, all] : by_id)
        for (const Problem& problem : check_variants(all, options))
            FAIL_CHECK(to_text(problem));
}

TEST_CASE("Every topic's words are in the interface") {
    auto words = Words::load(source / "content" / "words", "en");
    for (const Topic& topic : load_topics(source / "content" / "topics" / "topics.toml").topics)
        for (const std::string& language : seven)
            CHECK_MESSAGE(words->has(language, topic.word_key()), language << " " << topic.word_key());
}

TEST_CASE("A citizen who does everything right comes to the end, in every language, alone too") {
    for (const auto& tutorial : variants())
        for (const std::string& language : seven) {
            CAPTURE(tutorial->id);
            CAPTURE(tutorial->place);
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
                      (result.kind == StepKind::read || result.kind == StepKind::ask_mentor ? StepOutcome::read : StepOutcome::done));
                alone = alone || result.alone;
            }
            CHECK(alone);
        }
}

TEST_CASE("Every mistake with a name gets its own explanation, and the way goes on") {
    for (const auto& tutorial : variants()) {
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
                if (!option.right && step.kind == StepKind::choose) {
                    lesson.choose(option.id);
                    REQUIRE(lesson.feedback());
                    CHECK(lesson.feedback()->key == option.explanation);
                }
            misplace(lesson);
            answer(lesson, words, *tutorial);
            CHECK(lesson.next());
        }
        CHECK(lesson.at_end());
        CHECK(made == named);
    }
}

TEST_CASE("What was typed appears on the later pages of the practice, in every script") {
    auto tutorial = library().get("create-email");
    REQUIRE(tutorial);
    TutorialWords words(*tutorial, "ar", "en");
    Lesson lesson(*tutorial);
    while (lesson.step().id != "password") {
        answer(lesson, words, *tutorial);
        REQUIRE(lesson.next());
    }
    CHECK(fill_in(*tutorial, lesson.state(), words.say("label.hello").text, words).find("مريم") !=
          std::string::npos);
    CHECK(fill_in(*tutorial, lesson.state(), words.say("label.full_address").text, words) ==
          "\u2066\u2068maryam.haddad\u2069\u2069\n\u2066@postamail.example\u2069");
}

// Reading tutorials: a sound one whole, and every fault with its file and line.

#include "content/library/topics.h"
#include "tests/library/sample.h"

using namespace accanto::content;
using sample::changed;
using sample::line_of;

namespace {

// Spoils the structure and looks whether the fault is told by its rule, in the right line; nothing is read
// then.
void spoiled(const std::string& from, const std::string& to, const std::string& rule,
             const std::string& at_line_of) {
    CAPTURE(to);
    std::string text = changed(sample::structure, from, to);
    std::vector<Problem> problems;
    auto tutorial = sample::read(text, sample::english, problems);
    CHECK_FALSE(tutorial);
    const Problem* problem = sample::find(problems, rule);
    for (const Problem& other : problems)
        INFO(to_text(other));
    REQUIRE_MESSAGE(problem, rule);
    CHECK(problem->file == "tutorials/sample/tutorial.toml");
    if (at_line_of.empty())
        CHECK(problem->line == 0);
    else
        CHECK(problem->line == line_of(text, at_line_of));
    CHECK(problem->message.size() > 10);
}

} // namespace

TEST_CASE("A tutorial is read whole") {
    auto tutorial = sample::good();
    CHECK(tutorial->id == "sample");
    CHECK(tutorial->minutes == 5);
    CHECK(tutorial->review_by == "2028-01-01");
    REQUIRE(tutorial->steps.size() == 7);
    CHECK(tutorial->steps[1].options[1].right);
    CHECK(tutorial->steps[1].options[0].explanation == "step.pick.because.bad");
    CHECK(tutorial->steps[3].kind == StepKind::type);
    CHECK(tutorial->steps[3].hints ==
          std::vector<std::string>{"step.name.hint.1", "step.name.hint.2", "step.name.hint.3"});
    CHECK(tutorial->steps[3].wrong[1].when->is == TextIs::only_digits);
    CHECK(tutorial->steps[6].goal.size() == 3);
    REQUIRE(tutorial->control("name"));
    CHECK(tutorial->control("name")->rule.number == 3);
    CHECK(tutorial->control("name")->line ==
          line_of(sample::structure, "[[screen.element]]\n  kind = \"field\""));
    CHECK_FALSE(tutorial->control("send"));
    REQUIRE(tutorial->screen("form"));
    CHECK(tutorial->screen("form")->find("send")->needs == std::vector<std::string>{"name", "agree"});
}

TEST_CASE("Every fault of the structure names file and line") {
    spoiled("minutes = 5", "minutes = 5x", "not-toml", "minutes = 5x");
    spoiled("minutes = 5", "minutes = 500", "out-of-range", "minutes");
    spoiled("minutes = 5", "minutes = \"5\"", "wrong-type", "minutes");
    spoiled("minutes = 5", "minuts = 5", "unknown-entry", "minuts");
    spoiled("id = \"sample\"", "id = \"other\"", "wrong-id", "id = \"other\"");
    spoiled("id = \"sample\"", "id = \"Sample!\"", "bad-id", "id = \"Sample!\"");
    spoiled("licence = \"EUPL-1.2\"\n", "", "missing", "id = \"sample\"");
    spoiled("verified_on = 2026-01-01", "verified_on = \"yesterday\"", "bad-date", "id = \"sample\"");
    spoiled("kind = \"read\"", "kind = \"sing\"", "unknown-word", "kind = \"sing\"");
    spoiled("kind = \"read\"", "kind = \"read\"\nkindd = 1", "unknown-entry", "kindd");
    spoiled("screen = \"form\"\nfield = \"name\"", "screen = \"nowhere\"\nfield = \"name\"", "unknown-screen",
            "[[step]]\nid = \"name\"");
    spoiled("screen = \"form\"\nfield = \"name\"", "screen = \"form\"\nfield = \"nam\"", "unknown-field",
            "[[step]]\nid = \"name\"");
    spoiled("targets = [\"go\"]", "targets = [\"gone\"]", "unknown-target", "[[step]]\nid = \"open\"");
    spoiled("targets = [\"go\"]", "targets = []", "missing", "[[step]]\nid = \"open\"");
    spoiled("targets = [\"go\"]\nhints = 2\nwrong = [{ name = \"other\", element = \"other\"",
            "targets = [\"go\"]\nhints = 2\nwrong = [{ name = \"other\", element = \"go\"", "right-and-wrong",
            "name = \"other\", element = \"go\"");
    spoiled("{ name = \"empty\", when = \"empty\" }", "{ name = \"empty\", when = \"blank\" }",
            "unknown-condition", "when = \"blank\"");
    spoiled("{ name = \"empty\", when = \"empty\" }", "{ name = \"empty\" }", "missing",
            "{ name = \"empty\" }");
    spoiled("{ name = \"digits\", when = \"only_digits\" }", "{ name = \"empty\", when = \"only_digits\" }",
            "twice", "when = \"only_digits\"");
    spoiled("hints = 3", "hints = 4", "out-of-range", "hints = 4");
    spoiled("goal = [\"screen:end\"", "goal = [\"screen:nowhere\"", "unknown-screen",
            "[[step]]\nid = \"try\"");
    spoiled("\"valid:name\"", "\"valid:nobody\"", "unknown-field", "[[step]]\nid = \"try\"");
    spoiled("\"valid:name\"", "\"perfect:name\"", "unknown-condition", "[[step]]\nid = \"try\"");
    spoiled("option = [{ id = \"bad\" }, ", "option = [", "options", "[[step]]\nid = \"pick\"");
    spoiled("{ id = \"good\", right = true }", "{ id = \"good\" }", "options", "[[step]]\nid = \"pick\"");
    spoiled("[[screen]]\nid = \"end\"", "[[screen]]\nid = \"form\"", "twice",
            "[[screen]]\nid = \"form\"\ntitle = \"screen.end\"");
    spoiled("  id = \"hello\"\n  rect = [0.05, 0.10, 0.90, 0.12]",
            "  id = \"hello\"\n  rect = [0.05, 0.10, 0.90]", "bad-rect", "rect = [0.05, 0.10, 0.90]\n");
    spoiled("  id = \"hello\"\n  rect = [0.05, 0.10, 0.90, 0.12]",
            "  id = \"hello\"\n  rect = [0.05, nan, 0.90, 1]", "bad-rect", "rect = [0.05, nan");
    spoiled("action = \"go:form\"", "action = \"go:nowhere\"", "unknown-screen",
            "[[screen.element]]\n  kind = \"button\"\n  id = \"go\"");
    spoiled("action = \"go:form\"", "action = \"jump\"", "unknown-action",
            "[[screen.element]]\n  kind = \"button\"\n  id = \"go\"");
    spoiled("rule = \"min_length:3\"", "rule = \"min_length:x\"", "unknown-rule",
            "[[screen.element]]\n  kind = \"field\"");
    spoiled("rule = \"min_length:3\"", "rule = \"same_as:nobody\"", "unknown-field",
            "[[screen.element]]\n  kind = \"field\"");
    spoiled("  example = \"example.name\"\n", "", "missing", "[[screen.element]]\n  kind = \"field\"");
    spoiled("needs = [\"name\", \"agree\"]", "needs = [\"name\", \"nobody\"]", "unknown-field",
            "[[screen.element]]\n  kind = \"button\"\n  id = \"send\"");
    spoiled("  message = \"missing\"\n", "", "missing",
            "[[screen.element]]\n  kind = \"button\"\n  id = \"send\"");
    spoiled("  message = \"missing\"\n", "  message = \"agree\"\n", "unknown-message",
            "[[screen.element]]\n  kind = \"button\"\n  id = \"send\"");
    spoiled("kind = \"link\"", "kind = \"slider\"", "unknown-word", "kind = \"slider\"");
    spoiled("  label = \"label.back\"\n", "", "missing", "[[screen.element]]\n  kind = \"link\"");
}

TEST_CASE("A tutorial without any words is broken, one without some languages is not") {
    std::vector<Problem> problems;
    CHECK_FALSE(read_tutorial({"sample", "f/tutorial.toml", sample::structure, {}}, "", problems));
    CHECK(sample::find(problems, "no-words"));
    problems.clear();
    CHECK(read_tutorial(
        {"sample", "f/tutorial.toml", sample::structure, {{"en", sample::english}, {"es", "a = ["}}},
        "", problems));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].file == "f/es.toml");
    CHECK(problems[0].language == "es");
}

TEST_CASE("A library leaves a broken tutorial out and keeps the others") {
    sample::TempFolder folder;
    folder.put("sample/tutorial.toml", sample::structure);
    folder.put("sample/en.toml", sample::english);
    folder.put("broken/tutorial.toml", "id = \"broken\"\n");
    folder.put("broken/en.toml", sample::english);
    folder.put("empty/notes.txt", "nothing");
    Library library = load_library({folder.path()}, "");
    REQUIRE(library.heads().size() == 1);
    CHECK(library.find("sample"));
    CHECK_FALSE(library.find("broken"));
    CHECK(library.of_topic("email").size() == 1);
    CHECK(library.of_topic("health").empty());
    bool broken = false, empty = false;
    for (const Problem& problem : library.problems()) {
        broken = broken || problem.file == (folder.path() / "broken/tutorial.toml").string();
        empty = empty || (problem.file == (folder.path() / "empty/tutorial.toml").string() &&
                          problem.rule == "unreadable");
    }
    CHECK(broken);
    CHECK(empty);
}

TEST_CASE("A missing or odd folder gives an empty library and a problem") {
    sample::TempFolder folder;
    Library nothing = load_library({folder.path() / "nowhere"}, "");
    CHECK(nothing.heads().empty());
    CHECK(nothing.problems().size() == 1);
    std::filesystem::create_directories(folder.path() / "odd");
    std::filesystem::create_symlink("/etc/passwd", folder.path() / "odd/tutorial.toml");
    Library odd = load_library({folder.path()}, "");
    CHECK(odd.heads().empty());
    REQUIRE(odd.problems().size() == 1);
    CHECK(odd.problems()[0].rule == "unreadable");
}

TEST_CASE("A tutorial's words fall back as the interface's do") {
    std::vector<Problem> problems;
    auto tutorial = read_tutorial({"sample",
                                   "f/tutorial.toml",
                                   sample::structure,
                                   {{"en", sample::english},
                                    {"es", "[step.intro]\ntitle = \"Hola\"\n"},
                                    {"ar", "[screen]\nhome = \"x\"\n\"home.speech\" = \"y\"\n"}}},
                                  "", problems);
    REQUIRE(tutorial);
    TutorialWords arabic = words(*tutorial, "ar", "es");
    CHECK(arabic.say("step.intro.title").text == "Hola");
    CHECK(arabic.say("step.intro.title").language == "es");
    CHECK(arabic.say("step.intro.title").fallback);
    CHECK(arabic.say("step.intro.body").text == "Read this.");
    CHECK(arabic.say("step.intro.body").language == "en");
    CHECK(arabic.speech("screen.home").text == "y");
    CHECK_FALSE(arabic.speech("screen.home").fallback);
    CHECK(arabic.speech("step.intro.title").text == "Hola");
    CHECK(arabic.say("nowhere").text == "[nowhere]");
}

TEST_CASE("A fact runs out the day after its review, and only for the steps that state it") {
    std::vector<Problem> problems;
    std::string toml = changed(sample::structure, "kind = \"read\"", "kind = \"read\"\nfacts = [\"fee\"]");
    toml = changed(toml, "[[step]]\nid = \"intro\"",
                   "[[fact]]\nid = \"fee\"\nstates = \"It costs nothing\"\nsource = \"The law\"\nurl = "
                   "\"https://law.example\"\nverified_on = 2026-01-01\nreview_by = 2027-01-01\n\n[[step]]\nid = \"intro\"");
    auto tutorial = sample::read(toml, sample::english, problems);
    REQUIRE(tutorial);
    CHECK_FALSE(tutorial->is_expired(tutorial->steps[0], "2027-01-01"));
    CHECK(tutorial->is_expired(tutorial->steps[0], "2027-01-02"));
    CHECK_FALSE(tutorial->is_expired(tutorial->steps[1], "2027-01-02"));
}

TEST_CASE("A tutorial that cannot be read whole is told when it is opened") {
    sample::TempFolder folder;
    folder.put("sample/tutorial.toml", changed(sample::structure, "kind = \"link\"", "kind = \"slider\""));
    folder.put("sample/en.toml", sample::english);
    Library library = load_library({folder.path()}, "");
    REQUIRE(library.find("sample"));
    CHECK(library.find("sample")->say("title", "sv", "es").text == "A sample");
    std::vector<Problem> problems;
    CHECK_FALSE(library.open("sample", problems));
    CHECK(sample::find(problems, "unknown-word"));
    CHECK_FALSE(library.get("sample"));
    CHECK_FALSE(library.open("nobody", problems));
}

TEST_CASE("What was installed later takes the place of what came with the kiosk") {
    sample::TempFolder built_in, installed;
    for (const auto* folder : {&built_in, &installed})
        folder->put("sample/tutorial.toml", sample::structure);
    built_in.put("sample/en.toml", sample::english);
    installed.put("sample/en.toml", changed(sample::english, "title = \"A sample\"", "title = \"A newer one\""));
    Library library = load_library({built_in.path(), installed.path()}, "");
    REQUIRE(library.heads().size() == 1);
    CHECK(library.heads()[0].say("title", "en", "es").text == "A newer one");
    REQUIRE(library.get("sample"));
    CHECK(words(*library.get("sample"), "en", "es").say("tutorial.title").text == "A newer one");
}

TEST_CASE("Topics keep their order, and a broken one is left out") {
    sample::TempFolder folder;
    folder.put("topics.toml", "[[topic]]\ncode = \"b\"\npicture = \"p\"\ntint = \"mint\"\n[[topic]]\ncode = "
                              "\"a\"\npicture = \"p\"\ntint = \"black\"\n"
                              "[[topic]]\ncode = \"b\"\npicture = \"p\"\ntint = \"sky\"\n[[topic]]\ncode = "
                              "\"c\"\npicture = \"p\"\ntint = \"sky\"\n");
    Topics topics = load_topics(folder.path() / "topics.toml");
    REQUIRE(topics.topics.size() == 2);
    CHECK(topics.topics[0].code == "b");
    CHECK(topics.topics[1].code == "c");
    CHECK(topics.topics[1].word_key() == "topic.c");
    CHECK(topics.find("c"));
    CHECK_FALSE(topics.find("a"));
    REQUIRE(topics.problems.size() == 2);
    CHECK(topics.problems[0].line == 8);
    CHECK(topics.problems[1].rule == "twice");
    CHECK(load_topics(folder.path() / "nowhere.toml").problems.size() == 1);
}

// The checker: a clean tutorial passes, and each rule finds what it is for, in the right line.

#include "tests/library/sample.h"

using namespace accanto::content;
using sample::changed;
using sample::line_of;

namespace {

CheckOptions only_english() {
    CheckOptions options;
    options.languages = {"en"};
    options.today = "2026-11-23";
    options.topics = {"email"};
    options.pictures = {"email"};
    return options;
}

std::vector<Problem> checked(const std::string& structure, const std::string& english) {
    std::vector<Problem> problems;
    auto tutorial = sample::read(structure, english, problems);
    for (const Problem& problem : problems)
        MESSAGE(to_text(problem));
    REQUIRE(tutorial);
    return check_variants({tutorial}, only_english());
}

// The one problem that a change brings, by its rule and line.
void structure_problem(const std::string& from, const std::string& to, const std::string& rule,
                       const std::string& at_line_of) {
    CAPTURE(to);
    std::string text = changed(sample::structure, from, to);
    auto problems = checked(text, sample::english);
    const Problem* problem = sample::find(problems, rule);
    REQUIRE_MESSAGE(problem, rule);
    CHECK(problem->line == (at_line_of.empty() ? 0 : line_of(text, at_line_of)));
    CHECK(problem->language.empty());
}

void words_problem(const std::string& from, const std::string& to, const std::string& rule,
                   const std::string& at_line_of) {
    CAPTURE(to);
    std::string text = changed(sample::english, from, to);
    auto problems = checked(sample::structure, text);
    const Problem* problem = sample::find(problems, rule);
    REQUIRE_MESSAGE(problem, rule);
    CHECK(problem->line == (at_line_of.empty() ? 0 : line_of(text, at_line_of)));
    CHECK(problem->language == "en");
    CHECK(problem->file == "tutorials/sample/en.toml");
}

const char* go_rect = "rect = [0.05, 0.20, 0.90, 0.12]";

} // namespace

TEST_CASE("A clean tutorial has no problem") {
    auto problems = checked(sample::structure, sample::english);
    for (const Problem& problem : problems)
        MESSAGE(to_text(problem));
    CHECK(problems.empty());
}

TEST_CASE("Sizes and places are checked against the smallest telephone") {
    const std::string go = "[[screen.element]]\n  kind = \"button\"\n  id = \"go\"";
    const std::string other = "[[screen.element]]\n  kind = \"button\"\n  id = \"other\"";
    structure_problem(go_rect, "rect = [0.05, 0.20, 0.90, 0.09]", "target-size", go); // 15.3 mm high
    structure_problem(go_rect, "rect = [0.05, 0.20, 0.14, 0.12]", "target-size", go); // 15.1 mm wide
    structure_problem("rect = [0.05, 0.10, 0.90, 0.16]", "rect = [0.05, 0.10, 0.90, 0.14]", "target-size",
                      "[[screen.element]]\n  kind = \"field\"");
    structure_problem(go_rect, "rect = [0.15, 0.20, 0.90, 0.12]", "outside-frame", go);
    structure_problem(go_rect, "rect = [0.05, -0.01, 0.90, 0.12]", "outside-frame", go);
    structure_problem(go_rect, "rect = [0.05, 0.30, 0.90, 0.12]", "overlap", other);
    structure_problem(go_rect, "rect = [0.05, 0.27, 0.90, 0.12]", "gap", other); // 1.7 mm
}

TEST_CASE("What stands on a bar does not overlap it") {
    std::string bar = "\n  [[screen.element]]\n  kind = \"bar\"\n  id = \"bar\"\n  rect = [0, 0.18, 1, "
                      "0.16]\n  label = \"screen.home\"\n";
    auto problems =
        checked(changed(sample::structure, "title = \"screen.home\"\n", "title = \"screen.home\"\n" + bar),
                sample::english);
    CHECK(problems.empty());
}

TEST_CASE("Structure: hints, topics, pictures, days, screens") {
    structure_problem("targets = [\"go\"]\nhints = 2\n", "targets = [\"go\"]\n", "missing-hints",
                      "[[step]]\nid = \"open\"");
    structure_problem("topic = \"email\"", "topic = \"cooking\"", "unknown-topic", "");
    structure_problem("kind = \"read\"\npicture = \"email\"", "kind = \"read\"\npicture = \"unicorn\"", "unknown-picture",
                      "[[step]]\nid = \"intro\"");
    structure_problem("kind = \"read\"\npicture = \"email\"", "kind = \"read\"", "missing-picture", "[[step]]\nid = \"intro\"");
    structure_problem("review_by = 2028-01-01", "review_by = 2026-11-22", "expired", "");
    structure_problem("review_by = 2028-01-01", "review_by = 2025-11-22", "expired", "");
    structure_problem("id = \"tick\"\nkind = \"tap\"\nscreen = \"form\"\ntargets = [\"agree\"]",
                      "id = \"tick\"\nkind = \"tap\"\nscreen = \"home\"\ntargets = [\"go\"]", "screen-jump",
                      "[[step]]\nid = \"tick\"");
    std::string lonely = "\n[[screen]]\nid = \"lonely\"\ntitle = \"screen.end\"\n  [[screen.element]]\n  "
                         "kind = \"text\"\n  id = \"t\"\n  rect = [0, 0, 1, 0.2]\n  label = \"screen.end\"\n";
    auto problems = checked(sample::structure + lonely, sample::english);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].rule == "unused-screen");
    CHECK(problems[0].line == line_of(sample::structure + lonely, "[[screen]]\nid = \"lonely\""));
}

TEST_CASE("Words: all there, none too many, short, sayable") {
    words_problem("[step.intro]\ntitle = \"Hello\"\n", "[step.intro]\n", "missing-words", "");
    words_problem("title = \"Hello\"", "title = \"\"", "missing-words", "title = \"\"");
    words_problem("title = \"Hello\"", "title = \"Hello\"\ntitel = \"Hello\"", "unknown-words", "titel");
    words_problem("body = \"Read this.\"", "body = \"One. Two. Three.\"", "too-many-sentences",
                  "body = \"One");
    words_problem("body = \"Read this.\"",
                  "body = \"One two three four five six seven eight nine ten eleven twelve thirteen fourteen "
                  "fifteen sixteen.\"",
                  "sentence-length", "body = \"One");
    words_problem("body = \"Read this.\"", "body = \"Write to maria@p.example.\"", "voice-symbols",
                  "body = \"Write");
    words_problem("body = \"Touch “Go”.\"", "body = \"Touch “Start”.\"", "quoted-label",
                  "body = \"Touch “Start”.\"");
    words_problem(
        "agree = \"I agree\"",
        "agree = \"I agree with every single word of these very long terms of use, and with more than that\"",
        "label-length", "agree = ");
    words_problem("hello = \"Hello {field:name}\"", "hello = \"Hello {field:nobody}\"", "unknown-field",
                  "hello = ");
    words_problem("body = \"Read this.\"", "body = \"Read {field:name}.\"", "unknown-field",
                  "body = \"Read {");
    words_problem("[example]\nname = \"Maria\"", "[example]\nname = \"Jo\"", "example", "name = \"Jo\"");
}

TEST_CASE("Fifteen words and two sentences are fine, a dot within an address ends nothing") {
    std::string words = changed(sample::english, "body = \"Read this.\"",
                                "body = \"One two three four five six seven eight nine ten eleven twelve "
                                "thirteen fourteen fifteen. And maria.rossi too.\"");
    CHECK(checked(sample::structure, words).empty());
}

TEST_CASE("A masked field is never shown") {
    std::string structure =
        changed(sample::structure, "rule = \"min_length:3\"", "rule = \"min_length:3\"\n  masked = true");
    auto problems = checked(structure, sample::english);
    const Problem* problem = sample::find(problems, "masked-shown");
    REQUIRE(problem);
    CHECK(problem->line == line_of(sample::english, "hello = "));
}

TEST_CASE("A language that is not there at all is one problem") {
    std::vector<Problem> read;
    auto tutorial = sample::read(sample::structure, sample::english, read);
    REQUIRE(tutorial);
    CheckOptions options = only_english();
    options.languages = {"en", "sv"};
    auto problems = check(*tutorial, options);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].language == "sv");
    CHECK(problems[0].file == "tutorials/sample/sv.toml");
}

TEST_CASE("Arabic needs texts for the voice, fully vowelled, and addresses that keep their order") {
    auto problems_of = [](const std::string& line) {
        std::vector<Problem> read;
        auto tutorial = read_tutorial(
            {"sample",
             "s/tutorial.toml",
             sample::structure,
             {{"ar", "[step.intro]\n" + line + "\n[label]\nhello = \"{field:name}@p.example\"\n"}}},
            "", read);
        REQUIRE(tutorial);
        CheckOptions options = only_english();
        options.languages = {"ar"};
        return check(*tutorial, options);
    };
    auto has = [](const std::vector<Problem>& problems, const std::string& rule, int line) {
        return std::any_of(problems.begin(), problems.end(),
                           [&](const Problem& p) { return p.rule == rule && p.line == line; });
    };
    auto none = problems_of("title = \"اكتب اسمك\"");
    CHECK(has(none, "missing-speech", 2));
    CHECK(has(none, "direction", 4));
    auto bare = problems_of("title = \"اكتب اسمك\"\n\"title.speech\" = \"اكتب اسمك\"");
    CHECK(has(bare, "missing-vowels", 3));
    CHECK_FALSE(has(bare, "missing-speech", 2));
    auto full = problems_of("title = \"اكتب اسمك\"\n\"title.speech\" = \"اُكْتُبِ اسْمَكَ\"");
    CHECK_FALSE(has(full, "missing-vowels", 3));
}

TEST_CASE("A dead end is found: a page with no way on, a goal nobody can reach, a submit that needs what is "
          "nowhere") {
    const std::string at_try = "[[step]]\nid = \"try\"";
    // The other button leads to a page without a way back.
    std::string trap = changed(sample::structure, "  label = \"label.other\"\n",
                               "  label = \"label.other\"\n  action = \"go:trap\"\n");
    trap = changed(trap,
                   "hints = 1\ngoal = [\"screen:end\", \"valid:name\", \"checked:agree\"]\nwrong = [{ name = "
                   "\"other\", element = \"other\" }]",
                   "hints = 1\ngoal = [\"screen:end\", \"valid:name\", \"checked:agree\"]");
    trap += "\n[[screen]]\nid = \"trap\"\ntitle = \"screen.end\"\n  [[screen.element]]\n  kind = \"text\"\n  "
            "id = \"t\"\n  rect = [0, 0, 1, 0.2]\n  label = \"screen.end\"\n";
    auto problems = checked(trap, sample::english);
    const Problem* problem = sample::find(problems, "dead-end");
    REQUIRE(problem);
    CHECK(problem->line == line_of(trap, at_try));
    CHECK(problem->message.find("trap") != std::string::npos);
    // With a way back on it, nobody is stranded.
    std::string open = trap + "\n  [[screen.element]]\n  kind = \"button\"\n  id = \"b\"\n  rect = [0, 0.5, "
                              "1, 0.2]\n  label = \"label.back\"\n  action = \"back\"\n";
    CHECK_FALSE(sample::find(checked(open, sample::english), "dead-end"));
    // The right way is named as a wrong answer.
    structure_problem("wrong = [{ name = \"other\", element = \"other\" }]\n\n[[screen]]",
                      "wrong = [{ name = \"other\", element = \"go\" }]\n\n[[screen]]", "dead-end", at_try);
    // The goal wants two pages at once.
    structure_problem("goal = [\"screen:end\", ", "goal = [\"screen:end\", \"screen:home\", ", "dead-end",
                      at_try);
    // An example its own field refuses: the right answer never works.
    std::string words = changed(sample::english, "[example]\nname = \"Maria\"", "[example]\nname = \"Jo\"");
    CHECK(sample::find(checked(sample::structure, words), "dead-end"));
}

TEST_CASE("Problems are told so that an editor finds them") {
    CHECK(to_text(Problem{"a/es.toml", 12, "es", "sentence-length", "too long"}) ==
          "a/es.toml:12: es: sentence-length: too long");
    CHECK(to_text(Problem{"a/tutorial.toml", 0, "", "expired", "old"}) == "a/tutorial.toml: expired: old");
}

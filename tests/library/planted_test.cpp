// Faults of every kind, planted one at a time in a sound tutorial: the check finds each, with its file, line and rule,
// and nothing else of that rule.

#include "tests/library/sample.h"

#include <map>

using namespace accanto::content;

namespace {

enum class In { structure, english, arabic };

struct Planted {
    In file;
    const char* from;   // one occurrence in the file
    const char* to;     // what it becomes
    const char* rule;
    const char* line;   // text of the line that is told; "" for the whole file
};

// The sample, and one screen with what else there is to touch.
const std::string structure = sample::structure + R"(
[[screen]]
id = "more"
title = "screen.more"
  [[screen.element]]
  kind = "grid"
  id = "days"
  rect = [0.05, 0.05, 0.9, 0.25]
  columns = 2
  pick = true
  item = [{ id = "mon", label = "label.mon" }, { id = "tue", label = "label.tue" }]
  [[screen.element]]
  kind = "switch"
  id = "sound"
  rect = [0.05, 0.35, 0.9, 0.12]
  label = "label.sound"
  [[screen.element]]
  kind = "button"
  id = "done"
  rect = [0.05, 0.85, 0.9, 0.12]
  label = "label.done"
  action = "open:sure"
  when = ["picked:days"]
  [[screen.element]]
  kind = "dialog"
  id = "sure"
  rect = [0.1, 0.3, 0.8, 0.4]
  label = "label.sure"
  item = [{ id = "yes", label = "label.done", action = "back" }]
)";

std::string sound_structure() {
    return sample::changed(structure, "  label = \"label.other\"\n", "  label = \"label.other\"\n  action = \"go:more\"\n");
}

std::string sound_english() {
    return sample::changed(sample::changed(sample::english, "end = \"End\"\n", "end = \"End\"\nmore = \"More\"\n"), "go = \"Go\"\n",
                           "go = \"Go\"\nmon = \"Monday\"\ntue = \"Tuesday\"\nsound = \"Sound\"\ndone = \"Done\"\nsure = \"Sure?\"\n");
}

// English words with Arabic speech for all of them: what is said is not looked at here, only that it is there.
std::string sound_arabic() {
    std::string out;
    std::istringstream in(sound_english());
    for (std::string line; std::getline(in, line);) {
        size_t equals = line.find(" = \"");
        out += line + "\n";
        if (equals != std::string::npos)
            out += "\"" + line.substr(0, equals) + ".speech\" = \"\u0643\u064e\u0644\u0650\u0645\u064e\u0647\"\n";
        size_t list = line.find(" = [");
        for (size_t i = 0; list != std::string::npos && i < size_t(std::count(line.begin(), line.end(), '"') / 2); ++i)
            out += "\"" + line.substr(0, list) + "." + std::to_string(i + 1) + ".speech\" = \"\u0643\u064e\u0644\u0650\u0645\u064e\u0647\"\n";
    }
    out = sample::changed(out, "\"That is the other one.\"", "\"The other one, that is.\"");
    return sample::changed(out, "\"Still the other one.\"", "\"The other one, still.\"");
}

CheckOptions options() {
    CheckOptions out;
    out.languages = {"en", "ar"};
    out.today = "2026-11-23";
    out.topics = {"email"};
    out.pictures = {"email"};
    out.glossaries["en"] = {{{"e-mail", {"electronic letter"}}}, {"PIN"}};
    return out;
}

std::vector<Problem> found(const std::string& toml, const std::string& english, const std::string& arabic) {
    std::vector<Problem> problems;
    auto variants = read_variants({"sample", "t/sample/tutorial.toml", toml, {{"en", english}, {"ar", arabic}}}, problems);
    for (Problem& problem : check_variants(variants, options()))
        problems.push_back(std::move(problem));
    return problems;
}

const Planted planted[] = {
    // what is no tutorial at all, or says what cannot be
    {In::structure, "minutes = 5", "minutes = ", "not-toml", "minutes = "},
    {In::structure, "minutes = 5", "minutes = 500", "out-of-range", "minutes = 500"},
    {In::structure, "minutes = 5", "minutes = 5\nhours = 1", "unknown-entry", "hours = 1"},
    {In::structure, "licence = \"EUPL-1.2\"\n", "", "missing", "id = \"sample\""},
    {In::structure, "id = \"sample\"\ntopic", "id = \"simple\"\ntopic", "wrong-id", "id = \"simple\""},
    {In::structure, "verified_on = 2026-01-01", "verified_on = \"soon\"", "bad-date", "id = \"sample\""},
    {In::structure, "id = \"intro\"", "id = \"In tro\"", "bad-id", "id = \"In tro\""},
    {In::structure, "kind = \"read\"", "kind = \"watch\"", "unknown-word", "kind = \"watch\""},
    {In::structure, "kind = \"link\"", "kind = \"slider\"", "unknown-word", "kind = \"slider\""},
    {In::structure, "{ name = \"digits\", when", "{ name = \"empty\", when", "twice", "wrong = [{ name = \"empty\", when"},
    {In::structure, "{ id = \"good\", right = true }", "{ id = \"good\" }", "options", "[[step]]\nid = \"pick\""},
    {In::structure, "when = \"only_digits\"", "when = \"funny\"", "unknown-condition", "wrong = [{ name = \"empty\", when"},
    {In::structure, "action = \"go:form\"", "action = \"fly:form\"", "unknown-action", "[[screen.element]]\n  kind = \"button\"\n  id = \"go\""},
    {In::structure, "rule = \"min_length:3\"", "rule = \"polite\"", "unknown-rule", "[[screen.element]]\n  kind = \"field\""},
    {In::structure, "rect = [0.05, 0.66, 0.90, 0.12]", "rect = [0.05, 0.66]", "bad-rect", "rect = [0.05, 0.66]"},
    {In::structure, "columns = 2", "columns = 0", "out-of-range", "columns = 0"},
    // names that lead nowhere
    {In::structure, "action = \"go:form\"", "action = \"go:nowhere\"", "unknown-screen", "[[screen.element]]\n  kind = \"button\"\n  id = \"go\""},
    {In::structure, "targets = [\"agree\"]", "targets = [\"nothing\"]", "unknown-target", "[[step]]\nid = \"tick\""},
    {In::structure, "needs = [\"name\", \"agree\"]", "needs = [\"nothing\"]", "unknown-field", "[[screen.element]]\n  kind = \"button\"\n  id = \"send\""},
    {In::structure, "message = \"missing\"\n", "message = \"nothing\"\n", "unknown-message", "[[screen.element]]\n  kind = \"button\"\n  id = \"send\""},
    {In::structure, "action = \"open:sure\"", "action = \"open:nothing\"", "unknown-dialog", "[[screen.element]]\n  kind = \"button\"\n  id = \"done\""},
    {In::structure, "when = [\"picked:days\"]", "when = [\"picked:days/sun\"]", "unknown-field", "[[screen.element]]\n  kind = \"button\"\n  id = \"done\""},
    {In::structure, "kind = \"read\"\n", "kind = \"read\"\nfacts = [\"fee\"]\n", "unknown-fact", "[[step]]\nid = \"intro\""},
    {In::structure, "kind = \"read\"\n", "kind = \"read\"\nplaces = [\"IT\"]\n", "unknown-place", "places = [\"IT\"]"},
    // what a citizen would stumble over
    {In::structure, "topic = \"email\"", "topic = \"gardening\"", "unknown-topic", ""},
    {In::structure, "kind = \"read\"\npicture = \"email\"", "kind = \"read\"\npicture = \"unicorn\"", "unknown-picture", "[[step]]\nid = \"intro\""},
    {In::structure, "kind = \"read\"\npicture = \"email\"", "kind = \"read\"", "missing-picture", "[[step]]\nid = \"intro\""},
    {In::structure, "review_by = 2028-01-01", "review_by = 2026-02-02", "expired", ""},
    {In::structure, "targets = [\"agree\"]\nhints = 1", "targets = [\"agree\"]", "missing-hints", "[[step]]\nid = \"tick\""},
    {In::structure, "rect = [0.05, 0.66, 0.90, 0.12]", "rect = [0.05, 0.66, 0.90, 0.05]", "target-size", "[[screen.element]]\n  kind = \"link\""},
    {In::structure, "rect = [0.05, 0.66, 0.90, 0.12]", "rect = [0.05, 0.69, 0.90, 0.12]", "gap", "[[screen.element]]\n  kind = \"button\"\n  id = \"send\""},
    {In::structure, "rect = [0.05, 0.66, 0.90, 0.12]", "rect = [0.05, 0.75, 0.90, 0.12]", "overlap", "[[screen.element]]\n  kind = \"button\"\n  id = \"send\""},
    {In::structure, "rect = [0.05, 0.66, 0.90, 0.12]", "rect = [0.15, 0.66, 0.90, 0.12]", "outside-frame", "[[screen.element]]\n  kind = \"link\""},
    {In::structure, "rect = [0.05, 0.20, 0.90, 0.12]\n",
     "rect = [0.05, 0.20, 0.90, 0.18]\n  label = \"label.go\"\n  action = \"go:form\"\n\n"
     "  [[screen.element]]\n  kind = \"text\"\n  id = \"above\"\n  rect = [0.05, 0, 0.90, 0.198]\n  label = \"label.go\"\n\n"
     "  [[screen.element]]\n  kind = \"text\"\n  id = \"below\"\n  rect = [0.05, 0.525, 0.90, 0.47]\n",
     "crowded", "[[screen.element]]\n  kind = \"text\"\n  id = \"below\""},
    {In::structure, "action = \"go:more\"", "action = \"none\"", "unused-screen", "[[screen]]\nid = \"more\""},
    {In::structure, "goal = [\"screen:end\", ", "goal = [\"screen:end\", \"screen:home\", ", "dead-end", "[[step]]\nid = \"try\""},
    {In::structure, "id = \"tick\"\nkind = \"tap\"\nscreen = \"form\"\ntargets = [\"agree\"]",
     "id = \"tick\"\nkind = \"tap\"\nscreen = \"home\"\ntargets = [\"go\"]", "screen-jump", "[[step]]\nid = \"tick\""},
    {In::structure, "  label = \"label.back\"\n", "", "missing", "[[screen.element]]\n  kind = \"link\""},
    // words
    {In::english, "title = \"Hello\"", "titel = \"Hello\"", "missing-words", ""},
    {In::english, "title = \"Hello\"", "title = \"Hello\"\ntitel = \"Hello\"", "unknown-words", "titel = \"Hello\""},
    {In::english, "body = \"Read this.\"",
     "body = \"Read this long sentence that goes on and on and on until nobody knows how it began.\"", "sentence-length", "body = \"Read this long"},
    {In::english, "body = \"Read this.\"", "body = \"Read. This. Now.\"", "too-many-sentences", "body = \"Read. This. Now.\""},
    {In::english, "body = \"Read this.\"", "body = \"Write to a@b.example.\"", "voice-symbols", "body = \"Write to a@b.example.\""},
    {In::english, "body = \"Read this.\"", "body = \"Send an electronic letter.\"", "glossary", "body = \"Send an electronic letter.\""},
    {In::english, "body = \"Read this.\"", "body = \"You need a NIF.\"", "abbreviation", "body = \"You need a NIF.\""},
    {In::english, "body = \"Touch “Send”.\"", "body = \"Touch “Sent”.\"", "quoted-label", "body = \"Touch “Sent”.\""},
    {In::english, "send = \"Send\"", "send = \"Send everything you wrote to the people who asked for it\"", "label-length", "send = \"Send everything"},
    {In::english, "hello = \"Hello {field:name}\"", "hello = \"Hello {field:nobody}\"", "unknown-field", "hello = \"Hello {field:nobody}\""},
    {In::english, "[example]\nname = \"Maria\"", "[example]\nname = \"Jo\"", "example", "name = \"Jo\""},
    {In::english, "[example]\nname = \"Maria\"", "[example]\nname = \"\\u2066Maria\\u2069\"", "example", "name = \"\\u2066"},
    {In::english, "[example]\nname = \"Maria\"", "[example]\nname = \"Mari\\u0301a\"", "example", "name = \"Mari"},
    {In::english, "mon = \"Monday\"", "mon = 1", "not-text", "mon = 1"},
    {In::arabic, "other = \"The other one, that is.\"", "other = \"That is the other one.\"", "untranslated", "other = \"That is the other one.\""},
    {In::arabic, "\"done.speech\" = \"كَلِمَه\"", "", "missing-speech", "done = \"Done\""},
    {In::arabic, "\"done.speech\" = \"كَلِمَه\"", "\"done.speech\" = \"كلمه\"", "missing-vowels", "\"done.speech\" = \"كلمه\""},
};

} // namespace

TEST_CASE("In a sound tutorial nothing is found") {
    for (const Problem& problem : found(sound_structure(), sound_english(), sound_arabic()))
        FAIL_CHECK(to_text(problem));
}

TEST_CASE("Each of more than forty planted faults is found, in its file, at its line, by its rule") {
    CHECK(std::size(planted) >= 40);
    for (const Planted& plant : planted) {
        CAPTURE(std::string(plant.rule));
        CAPTURE(std::string(plant.to));
        std::map<In, std::string> files = {{In::structure, sound_structure()}, {In::english, sound_english()}, {In::arabic, sound_arabic()}};
        std::string& spoiled = files[plant.file];
        spoiled = sample::changed(spoiled, plant.from, plant.to);
        const char* names[] = {"t/sample/tutorial.toml", "t/sample/en.toml", "t/sample/ar.toml"};
        int line = *plant.line ? sample::line_of(spoiled, plant.line) : 0;
        bool told = false;
        std::string all;
        for (const Problem& problem : found(files[In::structure], files[In::english], files[In::arabic])) {
            told = told || (problem.rule == plant.rule && problem.file == names[int(plant.file)] && problem.line == line && !problem.message.empty());
            all += to_text(problem) + "\n";
        }
        CHECK_MESSAGE(told, "line " << line << " wanted; found:\n" << all);
    }
}

// Words: what is said in which language, with which plural, and what happens when it is missing.

#include "content/base/error.h"
#include "content/library/words.h"
#include "content/library/zone_place.h"
#include "tests/library/sample.h"

#include <thread>

using namespace accanto;
using namespace accanto::content;

namespace {

const char* english = R"([language]
name = "English"
[home]
title = "Hello"
"title.speech" = "Hello there"
only = "English alone"
people = "{n, plural, =0 {Nobody} one {# person} other {# people}}"
big = "{n, number}"
label = "Your number is {label}"
quote = "Don’t, it's {label}"
plain = "it's plain"
)";

const char* spanish = R"([language]
name = "Español"
[home]
title = "Hola"
official = "Solo en español"
people = "{n, plural, one {# persona} other {# personas}}"
big = "{n, number}"
)";

const char* arabic = R"([language]
name = "العربية"
[home]
title = "مرحبا"
people = "{n, plural, zero {صفر} one {واحد} two {اثنان} few {# قليل} many {# كثير} other {# آخر}}"
big = "{n, number}"
)";

std::shared_ptr<const Words> load(const sample::TempFolder& folder) {
    folder.put("en.toml", english);
    folder.put("es.toml", spanish);
    folder.put("ar.toml", arabic);
    return Words::load(folder.path(), "es");
}

} // namespace

TEST_CASE("Words come in the language that was asked for") {
    sample::TempFolder folder;
    auto words = load(folder);
    CHECK(words->say("en", "home.title").text == "Hello");
    Phrase phrase = words->say("ar", "home.title");
    CHECK(phrase.text == "مرحبا");
    CHECK(phrase.language == "ar");
    CHECK_FALSE(phrase.fallback);
    CHECK(words->languages() == std::vector<std::string>{"en", "es", "ar"});
    CHECK(own_name(*words, "ar") == "العربية");
    CHECK(own_name(*words, "xx") == "xx");
}

namespace {

struct Notebook : content::Sayings {
    std::map<std::string, Phrase> notes;
    std::optional<Phrase> find(const std::string& question) override {
        const auto found = notes.find(question);
        return found == notes.end() ? std::nullopt : std::optional(found->second);
    }
    void add(const std::string& question, const Phrase& answer) override { notes[question] = answer; }
};

} // namespace

TEST_CASE("What was said once is said again before any file is read, and asked of the files only after") {
    sample::TempFolder folder;
    load(folder);
    Notebook notebook;
    const auto first = Words::later(folder.path(), "es");
    first->use(&notebook);
    CHECK(first->say("ar", "home.people", {{"n", int64_t(2)}}).text == "اثنان");
    CHECK(first->say("ar", "home.official").fallback);
    CHECK(first->has("ar", "home.title"));
    CHECK_FALSE(first->has("ar", "home.official"));

    const auto again = Words::later(folder.path() / "gone", "es");
    again->use(&notebook);
    CHECK(again->say("ar", "home.people", {{"n", int64_t(2)}}).text == "اثنان");
    CHECK(again->say("ar", "home.official").text == "Solo en español");
    CHECK(again->say("ar", "home.official").fallback);
    CHECK(again->has("ar", "home.title"));
    CHECK_FALSE(again->has("ar", "home.official"));
    // Another number, language, or way to say it is another question.
    CHECK_THROWS_AS(again->say("ar", "home.people", {{"n", int64_t(3)}}), Error);
    CHECK_THROWS_AS(again->speech("ar", "home.people", {{"n", int64_t(2)}}), Error);
    again->use(nullptr);
    CHECK_THROWS_AS(again->say("ar", "home.official"), Error);
}

TEST_CASE("Missing words fall back to the official language, then to English, and say so") {
    sample::TempFolder folder;
    auto words = load(folder);
    Phrase official = words->say("ar", "home.official");
    CHECK(official.text == "Solo en español");
    CHECK(official.language == "es");
    CHECK(official.fallback);
    Phrase last = words->say("ar", "home.only");
    CHECK(last.text == "English alone");
    CHECK(last.language == "en");
    CHECK(last.fallback);
    CHECK_FALSE(words->say("en", "home.only").fallback);
    Phrase none = words->say("es", "home.nowhere");
    CHECK(none.text == "[home.nowhere]");
    CHECK(none.fallback);
    CHECK(words->say("xx", "home.title").text == "Hola"); // an unknown language falls back too
    CHECK(words->has("es", "home.official"));
    CHECK_FALSE(words->has("ar", "home.official"));
}

TEST_CASE("The voice has its own text where there is one") {
    sample::TempFolder folder;
    auto words = load(folder);
    CHECK(words->speech("en", "home.title").text == "Hello there");
    CHECK(words->speech("es", "home.title").text == "Hola"); // not English speech for a Spanish text
    CHECK(words->speech("es", "home.nowhere").text == "[home.nowhere]");
}

TEST_CASE("Arabic has its six plural forms") {
    sample::TempFolder folder;
    auto words = load(folder);
    auto say = [&](int64_t n) { return words->say("ar", "home.people", {{"n", n}}).text; };
    CHECK(say(0) == "صفر");
    CHECK(say(1) == "واحد");
    CHECK(say(2) == "اثنان");
    CHECK(say(3) == "3 قليل");
    CHECK(say(11) == "11 كثير");
    CHECK(say(100) == "100 آخر");
}

TEST_CASE("Numbers come in the language's own form, and Arabic keeps the digits of tickets") {
    sample::TempFolder folder;
    auto words = load(folder);
    CHECK(words->say("en", "home.big", {{"n", int64_t(12345)}}).text == "12,345");
    CHECK(words->say("es", "home.big", {{"n", int64_t(12345)}}).text == "12.345");
    std::string arab = words->say("ar", "home.big", {{"n", int64_t(12345)}}).text;
    CHECK(arab.find("12") != std::string::npos);
    CHECK(arab.find("٣") == std::string::npos);
    CHECK(words->say("en", "home.people", {{"n", int64_t(0)}}).text == "Nobody");
    CHECK(words->say("es", "home.people", {{"n", int64_t(1)}}).text == "1 persona");
}

TEST_CASE("Arguments are put in as they are, apostrophes stay") {
    sample::TempFolder folder;
    auto words = load(folder);
    CHECK(words->say("en", "home.label", {{"label", std::string("B07")}}).text == "Your number is B07");
    CHECK(words->say("en", "home.label", {{"label", std::string("{n}'")}}).text == "Your number is {n}'");
    CHECK(words->say("en", "home.quote", {{"label", std::string("B07")}}).text == "Don’t, it's B07");
    CHECK(words->say("en", "home.plain").text == "it's plain");
}

TEST_CASE("A broken file is left out and told with its line; broken English is an Error") {
    sample::TempFolder folder;
    folder.put("en.toml", english);
    folder.put("es.toml", "[home]\ntitle = \"Hola\nx = 3\n");
    folder.put("it.toml", "[home]\ntitle = 3\n");
    folder.put("readme.toml", "a = \"b\"\n");
    auto words = Words::load(folder.path(), "es");
    CHECK(words->languages() == std::vector<std::string>{"en"});
    REQUIRE(words->problems().size() == 3);
    CHECK(words->problems()[0].language == "es");
    CHECK(words->problems()[0].line == 2);
    CHECK(words->problems()[0].rule == "not-toml");
    CHECK(words->problems()[1].language == "it");
    CHECK(words->problems()[1].line == 2);
    CHECK(words->problems()[1].rule == "not-text");
    CHECK(words->problems()[2].rule == "file-name");
    folder.put("en.toml", "[home\n");
    CHECK_THROWS_AS(Words::load(folder.path(), "es"), Error);
    CHECK_THROWS_AS(Words::load(folder.path() / "nowhere", "es"), Error);
}

TEST_CASE("A pattern that cannot be read is as good as missing") {
    sample::TempFolder folder;
    folder.put("en.toml", "a = \"{n, plural, other {# things}}\"\n");
    folder.put("es.toml", "a = \"{n, plural, otro {# cosas}\"\n");
    auto words = Words::load(folder.path(), "en");
    Phrase phrase = words->say("es", "a", {{"n", int64_t(2)}});
    CHECK(phrase.text == "2 things");
    CHECK(phrase.fallback);
}

TEST_CASE("Words may be asked for by several threads at once") {
    sample::TempFolder folder;
    auto words = load(folder);
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 500; ++i) {
                wrong += words->say("en", "home.people", {{"n", int64_t(2)}}).text != "2 people";
                wrong += words->say("ar", "home.people", {{"n", int64_t(2)}}).text != "اثنان";
            }
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(wrong == 0);
}

TEST_CASE("Right to left is known of languages") {
    CHECK(is_right_to_left("ar"));
    CHECK(is_right_to_left("ur"));
    CHECK_FALSE(is_right_to_left("sv"));
    CHECK_FALSE(is_right_to_left(""));
}

TEST_CASE("A time zone's place is called as its language calls it") {
    CHECK(place_of_zone("Europe/Rome", "it") == "Roma");
    CHECK(place_of_zone("Europe/Lisbon", "pt") == "Lisboa");
    CHECK(place_of_zone("Atlantic/Azores", "es") == "Azores");
    CHECK(place_of_zone("Europe/Rome", "ar") == "روما");
    CHECK(place_of_zone("Etc/Made_Up", "en") == "Made Up");
}

// The words of the interface, as they stand in content/words: the same keys and arguments in all languages.

#include "tests/library/sample.h"

using namespace accanto::content;

namespace {

const std::filesystem::path real = std::filesystem::path(ACCANTO_SOURCE_DIR) / "content" / "words";
const std::vector<std::string> seven = {"en", "es", "ca", "it", "pt", "sv", "ar"};

void all_well(const std::filesystem::path& folder) {
    auto problems = check_words(folder, seven);
    for (const Problem& problem : problems)
        MESSAGE(to_text(problem));
    CHECK(problems.empty());
}

std::vector<Problem> check_pair(const std::string& en, const std::string& language,
                                const std::string& other) {
    sample::TempFolder folder;
    folder.put("en.toml", en);
    folder.put(language + ".toml", other);
    return check_words(folder.path(), {"en", language});
}

} // namespace

TEST_CASE("The kiosk's words are the same in all seven languages") {
    all_well(real);
}

TEST_CASE("The desk's words are the same in all seven languages") {
    all_well(real / "desk");
}

TEST_CASE("A key that is missing or mistyped is told with its line") {
    auto problems = check_pair("a = \"A\"\nb = \"B\"\n", "es", "a = \"A\"\n\nc = \"C\"\n");
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].rule == "missing-words");
    CHECK(problems[0].message.find("\"b\"") == 0);
    CHECK(problems[1].rule == "unknown-words");
    CHECK(problems[1].line == 3);
    CHECK(problems[1].language == "es");
}

TEST_CASE("Arguments must be those of English") {
    auto problems = check_pair("a = \"{n} of {m}\"\n", "it", "a = \"{n} di {x}\"\n");
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].rule == "arguments");
    CHECK(check_pair("a = \"{n} of {m}\"\n", "it", "a = \"{m}, {n}\"\n").empty());
}

TEST_CASE("A text for the voice is each language's own matter, but belongs to a text") {
    CHECK(check_pair("a = \"{n} A\"\n", "ar", "a = \"{n} A\"\n\"a.speech\" = \"B\"\n").empty());
    CHECK(check_pair("a = \"A\"\n\"a.speech\" = \"B\"\n", "es", "a = \"A\"\n").empty());
    auto problems = check_pair("a = \"A\"\n", "es", "a = \"A\"\n\"b.speech\" = \"B\"\n");
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].rule == "unknown-words");
    problems = check_pair("a = \"A\"\n", "es", "a = \"A\"\n\"a.speech\" = \"{n}\"\n");
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].rule == "arguments");
}

TEST_CASE("A plural has every form its language needs") {
    std::string en = "a = \"{n, plural, one {# day} other {# days}}\"\n";
    CHECK(check_pair(en, "es", "a = \"{n, plural, one {# día} other {# días}}\"\n").empty());
    auto problems = check_pair(en, "es", "a = \"{n, plural, other {# días}}\"\n");
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].rule == "plural");
    CHECK(check_pair(en, "ar", "a = \"{n, plural, zero {z} one {o} two {t} few {#} many {#} other {#}}\"\n")
              .empty());
    CHECK(check_pair(en, "ar", "a = \"{n, plural, =0 {z} one {o} two {t} few {#} many {#} other {#}}\"\n")
              .empty());
    problems = check_pair(en, "ar", "a = \"{n, plural, one {o} two {t} other {#}}\"\n");
    CHECK(problems.size() == 3); // zero, few, many
}

TEST_CASE("A pattern ICU cannot read is told with its line") {
    auto problems = check_pair("a = \"{n}\"\n", "sv", "# ett\na = \"{n\"\n");
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].rule == "pattern");
    CHECK(problems[0].line == 2);
    CHECK(problems[0].file.ends_with("sv.toml"));
}

TEST_CASE("A language without a file is missing, a broken one is told once") {
    sample::TempFolder folder;
    folder.put("en.toml", "a = \"A\"\n");
    folder.put("it.toml", "a = \n");
    auto problems = check_words(folder.path(), {"en", "es", "it"});
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].language == "es");
    CHECK(problems[0].rule == "missing-words");
    CHECK(problems[1].language == "it");
    CHECK(problems[1].rule == "not-toml");
}

#include "content/library/card.h"
#include "tests/library/sample.h"

using namespace accanto::content;

namespace {

std::shared_ptr<const Tutorial> read(const std::string& structure) {
    std::vector<Problem> problems;
    auto tutorial = sample::read(structure, sample::english, problems);
    REQUIRE(tutorial);
    return tutorial;
}

} // namespace

TEST_CASE("The take-home card has what is done on the telephone, step by step, in the tutorial's own words") {
    auto tutorial = read(sample::structure);
    TutorialWords words(*tutorial, "en", "en");
    std::vector<std::string> lines;
    for (const Phrase& line : card_lines(*tutorial, words))
        lines.push_back(line.text);
    CHECK(lines == std::vector<std::string>{"Open it", "Your name", "Agree", "Send"});
    CHECK(card_text(*tutorial, words, 1000) == "A sample\n1. Open it\n2. Your name\n3. Agree\n4. Send");
}

TEST_CASE("An author decides what is on the card") {
    auto tutorial = read(sample::changed(sample::changed(sample::structure, "kind = \"read\"\n", "kind = \"read\"\ncard = true\n"),
                                         "id = \"tick\"\nkind = \"tap\"\n", "id = \"tick\"\nkind = \"tap\"\ncard = false\n"));
    TutorialWords words(*tutorial, "en", "en");
    CHECK(card_text(*tutorial, words, 1000) == "A sample\n1. Hello\n2. Open it\n3. Your name\n4. Send");
}

TEST_CASE("A card that is too long for a code says that there is more") {
    auto tutorial = read(sample::structure);
    TutorialWords words(*tutorial, "en", "en");
    CHECK(card_text(*tutorial, words, 42) == "A sample\n1. Open it\n2. Your name\n\u2026");
    CHECK(card_text(*tutorial, words, 0) == "A sample\n\u2026");
}

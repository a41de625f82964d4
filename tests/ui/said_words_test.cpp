#include "kiosk/ui/said_words.h"
#include "tests/ui/desk_of_tests.h"

using namespace accanto;
using tests::Page;
using ui::count_words;
using ui::word_at;

namespace {

std::string word(const std::string& text, size_t number) {
    const auto place = word_at(text, number);
    return place ? text.substr(place->begin, place->end - place->begin) : "";
}

// A heading, a button and a card, of which one word is heard.
struct Heard : Page {
    ui::CardSpec card;

    Heard() {
        card.id = "card", card.title = ui.plain("Learn at home"), card.subtitle = ui.plain("step by step");
    }
    std::string said(const ui::SaidWord& word) {
        context.said = word;
        return frame([this] {
                   ui.text({100, 100, 900, 100}, "title", {"Touch the mark", "Touch the mark", "en"}, {});
                   ui.button({100, 300, 400, 100}, button("done", "All done"));
                   ui.choice_card({100, 500, 900, 300}, card);
               })
            .said_word;
    }
};

} // namespace

TEST_CASE("Words are what stands between blanks, however many blanks there are") {
    CHECK(count_words("") == 0);
    CHECK(count_words("  ") == 0);
    CHECK(count_words(" one  two\nthree\u00A0four ") == 4);
    CHECK(word("one  two\nthree", 1) == "two");
    CHECK(word("one\u00A0two", 1) == "two");
    CHECK(word("المسوا العلامة", 1) == "العلامة");
    CHECK_FALSE(word_at("one two", 2));
}

TEST_CASE_FIXTURE(Heard, "The word that is heard is marked in a text, a button, and both lines of a card") {
    CHECK(said({}).empty());
    CHECK(said({"title", 2, 3}) == "mark");
    CHECK(said({"done", 0, 2}) == "All");
    CHECK(said({"card", 2, 6}) == "home");
    CHECK(said({"card", 4, 6}) == "by");
}

TEST_CASE_FIXTURE(Heard,
                  "Where more or fewer words are said than shown, none is marked: it might be another one") {
    CHECK(said({"title", 1, 4}).empty());
    CHECK(said({"title", 3, 3}).empty());
    CHECK(said({"nothing", 0, 3}).empty());
}

TEST_CASE(
    "The stroke stands under its word: from left to right, from right to left, and in the line where it is") {
    tests::KeepingCanvas canvas;
    ui::TextEngine engine(canvas, ui::fonts_later(ui::fonts_of(tests::assets())));
    ui::TextSpec spec;
    spec.text = "one two", spec.language = "en", spec.em_px = 40;
    const auto first = engine.strokes_under(spec, 0, 3), second = engine.strokes_under(spec, 4, 7);
    REQUIRE(first.size() == 1);
    REQUIRE(second.size() == 1);
    CHECK(first[0].x == doctest::Approx(0));
    CHECK(first[0].x + first[0].w < second[0].x);
    CHECK(second[0].x + second[0].w == doctest::Approx(engine.measure(spec).box.w).epsilon(0.02));
    CHECK(first[0].y > 40);
    CHECK(first[0].y <= engine.measure(spec).box.h);

    spec.width_px = second[0].x + 4; // the second word goes to the next line
    const auto below = engine.strokes_under(spec, 4, 7);
    REQUIRE(below.size() == 1);
    CHECK(below[0].x == doctest::Approx(0));
    CHECK(below[0].y > first[0].y + 40);

    spec.text = "واحد اثنان", spec.language = "ar", spec.width_px = 0;
    const size_t blank = spec.text.find(' ');
    CHECK(engine.strokes_under(spec, 0, blank).at(0).x >
          engine.strokes_under(spec, blank + 1, spec.text.size()).at(0).x);
}

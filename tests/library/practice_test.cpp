// The practice telephone: what fields take, what touches do, and the shortest way to a goal.

#include "content/library/letters.h"
#include "tests/library/sample.h"

using namespace accanto::content;

namespace {

bool takes(RuleKind kind, const std::string& value, int number = 0, const std::string& text = "") {
    Element field;
    field.kind = ElementKind::field;
    field.rule = {kind, number, text};
    PracticeState state;
    state.fields["other"] = "Casa7";
    return accepts(field, value, state);
}

PracticeState at(const std::string& screen) {
    PracticeState state;
    state.screen = screen;
    return state;
}

} // namespace

TEST_CASE("Fields take what their rule says") {
    CHECK(takes(RuleKind::non_empty, "a"));
    CHECK_FALSE(takes(RuleKind::non_empty, " \u00a0 "));
    CHECK(takes(RuleKind::email, "maria.rossi@postamail.example"));
    CHECK(takes(RuleKind::email, " m@p.example "));
    for (const char* bad : {"", "maria", "maria@", "@p.example", "a@b", "a b@p.example", "a@@p.example",
                            "a@p.example.", "a..b@p.example", ".a@p.example"})
        CHECK_FALSE_MESSAGE(takes(RuleKind::email, bad), bad);
    CHECK(takes(RuleKind::address_name, "maria.rossi-7"));
    for (const char* bad : {"", "ma", "maria rossi", "maria@", "josé", "مريم", ".maria", "maria.", "a..b"})
        CHECK_FALSE_MESSAGE(takes(RuleKind::address_name, bad), bad);
    CHECK(takes(RuleKind::min_length, "éèà", 3)); // letters, not bytes
    CHECK_FALSE(takes(RuleKind::min_length, "éè", 3));
    CHECK_FALSE(takes(RuleKind::min_length, "a  ", 3));
    CHECK(takes(RuleKind::digits, "0123"));
    CHECK(takes(RuleKind::digits, "٠١٢", 3));
    CHECK_FALSE(takes(RuleKind::digits, "12", 3));
    CHECK_FALSE(takes(RuleKind::digits, "12a"));
    CHECK_FALSE(takes(RuleKind::digits, ""));
    CHECK(takes(RuleKind::same_as, "Casa7", 0, "other"));
    CHECK_FALSE(takes(RuleKind::same_as, "casa7", 0, "other"));
    CHECK_FALSE(takes(RuleKind::same_as, "", 0, "nowhere"));
    CHECK(takes(RuleKind::exact, "PÉREZ ", 0, "pérez"));
    CHECK_FALSE(takes(RuleKind::exact, "pere", 0, "pérez"));
}

TEST_CASE("Typed text is cleaned, kept short, and erased letter by letter") {
    auto tutorial = sample::good();
    PracticeState state = at("form");
    write(*tutorial, state, "name",
          "a\tb\u202ec\xff"
          "d\u0007");
    CHECK(state.value("name") == "abcd");
    append(*tutorial, state, "name", "e\u0301"); // e with a mark of its own
    erase_last(*tutorial, state, "name");
    CHECK(state.value("name") == "abcd");
    erase_last(*tutorial, state, "name");
    CHECK(state.value("name") == "abc");
    write(*tutorial, state, "name", std::string(500, 'x'));
    CHECK(state.value("name").size() == 64);
    append(*tutorial, state, "name", "y");
    CHECK(state.value("name").size() == 64);
    write(*tutorial, state, "name", "");
    erase_last(*tutorial, state, "name");
    erase_last(*tutorial, state, "nothing");
    CHECK(state.value("name").empty());
}

TEST_CASE("A field's text never moves, so that wiping it wipes all of it") {
    auto tutorial = sample::good();
    PracticeState state = at("form");
    write(*tutorial, state, "name", "a");
    const char* place = state.fields.at("name").data();
    for (int i = 0; i < 80; ++i)
        append(*tutorial, state, "name", "ß");
    write(*tutorial, state, "name", "b");
    write(*tutorial, state, "name", state.value("name"));
    CHECK(state.value("name") == "b");
    CHECK(state.fields.at("name").data() == place);
}

TEST_CASE("Wiping overwrites the letters") {
    std::string text = "canary-canary-canary-canary-canary";
    const char* place = text.data();
    size_t size = text.size();
    wipe_text(text);
    CHECK(text.empty());
    CHECK(std::all_of(place, place + size,
                      [](char c) { return c == 0; })); // the room is still the string's own
    std::string shrunk = "canary-canary-canary-canary-canary";
    place = shrunk.data();
    keep_typable("x", shrunk);
    CHECK(shrunk == "x");
}

TEST_CASE("Touches do what the elements say") {
    auto tutorial = sample::good();
    PracticeState state = at("home");
    CHECK(touch(*tutorial, state, "nothing") == Effect::nothing);
    CHECK(touch(*tutorial, state, "other") == Effect::nothing);
    CHECK(touch(*tutorial, state, "go") == Effect::moved);
    CHECK(state.screen == "form");
    CHECK(touch(*tutorial, state, "missing") == Effect::nothing);
    CHECK(touch(*tutorial, state, "name") == Effect::focused);
    CHECK(state.focused == "name");
    CHECK(touch(*tutorial, state, "agree") == Effect::toggled);
    CHECK(touch(*tutorial, state, "agree") == Effect::toggled);
    CHECK_FALSE(state.checked.contains("agree"));
    CHECK(touch(*tutorial, state, "back") == Effect::moved);
    CHECK(state.screen == "home");
    CHECK(state.trail.empty());
}

TEST_CASE("A submit with something missing says what, until it is mended") {
    auto tutorial = sample::good();
    PracticeState state = at("form");
    CHECK(touch(*tutorial, state, "send") == Effect::refused);
    CHECK(state.screen == "form");
    CHECK(state.message == "missing");
    CHECK(state.missing == std::vector<std::string>{"name", "agree"});
    write(*tutorial, state, "name", "Maria");
    CHECK(state.missing == std::vector<std::string>{"agree"});
    CHECK(state.message == "missing");
    touch(*tutorial, state, "agree");
    CHECK(state.message.empty());
    CHECK(touch(*tutorial, state, "send") == Effect::moved);
    CHECK(state.screen == "end");
    CHECK(state.trail == std::vector<std::string>{"form"});
}

TEST_CASE("What was typed appears on the next screen, isolated; masked text never does") {
    auto tutorial = sample::good();
    PracticeState state = at("end");
    TutorialWords words(*tutorial, "en", "en");
    write(*tutorial, state, "name", " Maria ");
    CHECK(fill_in(*tutorial, state, "Hello {field:name}!", words) == "Hello \u2068Maria\u2069!");
    CHECK(fill_in(*tutorial, state, "{field:nobody}{field:", words) == "\u2068\u2069{field:");
    Tutorial secret = *tutorial;
    for (Screen& screen : secret.screens)
        for (Element& element : screen.elements)
            element.masked = element.id == "name";
    CHECK(fill_in(secret, state, "{field:name}", words) == "\u2068•••••\u2069");
    // A value that looks like a field is no field.
    write(*tutorial, state, "name", "{field:name}");
    CHECK(fill_in(*tutorial, state, "{field:name}", words) == "\u2068{field:name}\u2069");
}

TEST_CASE("Lists, tabs and keypads are touched by their parts") {
    Element list;
    list.kind = ElementKind::list;
    list.id = "inbox";
    list.rect = {0.1, 0.2, 0.8, 0.4};
    list.items = {{"one", "l"}, {"two", "l"}};
    auto rows = parts(list);
    REQUIRE(rows.size() == 2);
    CHECK(rows[1].id == "inbox/two");
    // 3 mm apart on a telephone of 108 x 170.
    CHECK(rows[1].rect.y - rows[0].rect.y - rows[0].rect.h == doctest::Approx(3.0 / 170));
    CHECK(rows[1].rect.y + rows[1].rect.h == doctest::Approx(0.6));
    list.kind = ElementKind::tabs;
    CHECK(parts(list)[1].rect.x - parts(list)[0].rect.x - parts(list)[0].rect.w == doctest::Approx(3.0 / 108));
    CHECK(parts(list)[1].rect.x + parts(list)[1].rect.w == doctest::Approx(0.9));
    list.kind = ElementKind::keypad;
    auto keys = parts(list);
    REQUIRE(keys.size() == 11);
    CHECK(keys[10].id == "inbox/0");
    list.kind = ElementKind::bar;
    CHECK(parts(list).empty());
}

TEST_CASE("The way to a goal does what is near first, and never stops before it") {
    auto tutorial = sample::good();
    const auto& goal = tutorial->steps.back().goal;
    PracticeState state = at("home");
    std::vector<std::string> way;
    while (auto next = next_on_the_way(*tutorial, state, goal)) {
        way.push_back(*next);
        REQUIRE(way.size() < 20);
        if (*next == "name")
            write(*tutorial, state, "name", "Maria");
        else
            touch(*tutorial, state, *next);
    }
    CHECK(way == std::vector<std::string>{"go", "name", "agree", "send"});
    CHECK(holds(*tutorial, state, goal));
    PracticeState lost = at("nowhere");
    CHECK_FALSE(next_on_the_way(*tutorial, lost, goal));
    CHECK_FALSE(holds(*tutorial, lost, goal));
}

TEST_CASE("A trail never runs in circles") {
    auto tutorial = sample::good();
    PracticeState state = at("home");
    for (int i = 0; i < 10; ++i) {
        touch(*tutorial, state, "go");
        touch(*tutorial, state, "back");
    }
    CHECK(state.trail.empty());
    CHECK(touch(*tutorial, state, "back") == Effect::nothing); // no such thing on this screen
}

TEST_CASE("Each field asks for the keys it needs") {
    Element field;
    field.rule.kind = RuleKind::email;
    CHECK(input_for(field) == Input::email);
    field.rule.kind = RuleKind::digits;
    CHECK(input_for(field) == Input::digits);
    field.rule.kind = RuleKind::non_empty;
    CHECK(input_for(field) == Input::text);
    field.masked = true;
    CHECK(input_for(field) == Input::latin);
}

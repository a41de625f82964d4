#include "kiosk/ui/semantics.h"
#include "kiosk/ui/spoken.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace accanto::ui;

namespace {

Node node(const std::string& id, NodeRole role, const std::string& label, bool control) {
    Node n;
    n.id = id, n.role = role, n.label = n.speech = label, n.language = "en";
    n.rect = {40, 80, 200, 100};
    if (control)
        n.hit = n.rect;
    return n;
}

} // namespace

TEST_CASE("A label is found exactly before by its beginning, controls before texts") {
    Semantics s;
    s.nodes = {node("text", NodeRole::text, "Learn", false), node("longer", NodeRole::button, "Learn now", true),
               node("button", NodeRole::button, "Learn", true), node("note", NodeRole::text, "Learning is free", false)};
    CHECK(s.find_label("Learn")->id == "button");
    CHECK(s.find_label("Learn n")->id == "longer");
    CHECK(s.find_label("Learning")->id == "note");
    CHECK(s.find_label("earn") == nullptr);
    CHECK(s.find_label("") == nullptr);
    CHECK(s.find_id("note")->label == "Learning is free");
    CHECK(s.find_id("nothing") == nullptr);
}

TEST_CASE("The list as JSON speaks millimetres") {
    Semantics s;
    s.screen = "home", s.language = "en", s.px_per_mm = 4, s.width = 1920, s.height = 1080;
    s.nodes = {node("a", NodeRole::button, "Learn", true)};
    s.nodes[0].em_px = 38.4f, s.nodes[0].foreground = 0xFF0B5A5E, s.nodes[0].background = 0xFFFFFFFF, s.nodes[0].enabled = false;
    auto j = nlohmann::json::parse(s.to_json());
    CHECK(j["size_mm"] == nlohmann::json({480.0, 270.0}));
    const auto& n = j["nodes"][0];
    CHECK(n["rect_mm"] == nlohmann::json({10.0, 20.0, 50.0, 25.0}));
    CHECK(n["hit_mm"] == n["rect_mm"]);
    CHECK(n["em_mm"] == doctest::Approx(9.6));
    CHECK(n["colours"][0] == "#0b5a5e");
    CHECK(n["state"][0] == "disabled");
}

TEST_CASE("What a citizen typed is in no list and in no sentence") {
    Semantics s;
    s.px_per_mm = 4;
    s.nodes = {node("field", NodeRole::field, "First name", true), node("password", NodeRole::field, "Password", true)};
    s.nodes[0].value = "Wilhelmina", s.nodes[0].is_private = true;
    s.nodes[1].value = "kestrel99", s.nodes[1].masked = true;
    for (const std::string& text : {s.to_json(), s.to_lines(), s.spoken_page()}) {
        CHECK(text.find("Wilhelmina") == std::string::npos);
        CHECK(text.find("kestrel99") == std::string::npos);
    }
    CHECK(s.to_json().find("First name") != std::string::npos);
}

TEST_CASE("Reading the page leaves out the bar, the keys and what only decorates") {
    Semantics s;
    s.nodes = {node("bar.back", NodeRole::button, "Back", true), node("title", NodeRole::heading, "What would you like?", false),
               node("picture", NodeRole::image, "A tree", false), node("key.a", NodeRole::key, "a", true),
               node("learn", NodeRole::choice, "Learn", true)};
    s.nodes[0].chrome = true;
    s.nodes[2].decorative = true;
    CHECK(s.spoken_page() == "What would you like? Learn.");
}

TEST_CASE("One goes through the question and its answers first and the bar last, by keys through what can be used, by ear through all that speaks") {
    Semantics s;
    s.nodes = {node("bar.back", NodeRole::button, "Back", true), node("title", NodeRole::heading, "Which day?", false),
               node("picture", NodeRole::image, "", false), node("today", NodeRole::choice, "Today", true), node("later", NodeRole::choice, "Later", true)};
    s.nodes[0].chrome = true;
    s.nodes[0].focus_index = 0, s.nodes[3].focus_index = 1, s.nodes[4].focus_index = 2;
    s.nodes[4].enabled = false;
    const auto ids = [&](bool all) {
        std::string out;
        for (const Node* n : s.walk(all))
            out += n->id + " ";
        return out;
    };
    CHECK(ids(false) == "today bar.back ");
    CHECK(ids(true) == "title today later bar.back ");
}

TEST_CASE("A page with words of two languages is said by two voices") {
    Semantics s;
    s.nodes = {node("a", NodeRole::text, "Choose", false), node("b", NodeRole::button, "English", true), node("c", NodeRole::button, "Svenska", true)};
    s.nodes[2].language = "sv";
    const auto parts = s.spoken_parts();
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].text == "Choose. English.");
    CHECK(parts[1].text == "Svenska.");
    CHECK(parts[1].language == "sv");
    // Where each of them stands in it.
    REQUIRE(parts[0].pieces.size() == 2);
    CHECK(parts[0].pieces[1].id == "b");
    CHECK(parts[0].text.substr(parts[0].pieces[1].begin, parts[0].pieces[1].end - parts[0].pieces[1].begin) == "English");
    CHECK(parts[1].pieces.at(0).begin == 0);
}

TEST_CASE("Under a finger is the control, not the words around it, and what has nothing to say is not there") {
    Semantics s;
    s.nodes = {node("row", NodeRole::text, "Voice", false), node("on", NodeRole::button, "On", true), node("shade", NodeRole::image, "", false)};
    CHECK(s.under(50, 90)->id == "on");
    CHECK(s.under(0, 0) == nullptr);
}

TEST_CASE("A number is shown and read back in groups of three") {
    CHECK(in_groups("", " ", ", ") == "");
    CHECK(in_groups("61", " ", ", ") == "6 1");
    CHECK(in_groups("612345678", " ", ", ") == "6 1 2, 3 4 5, 6 7 8");
    CHECK(in_groups("6123", " ", ", ") == "6 1 2 3");
    CHECK(in_groups("61234", "", " ") == "612 34");
}

TEST_CASE("The voice says what is chosen, and only counts what was typed") {
    const auto words = accanto::content::Words::load(std::filesystem::path(ACCANTO_SOURCE_DIR) / "content/words", "en");
    Node box = node("need", NodeRole::choice, "Slowly", true);
    CHECK(spoken_node(*words, box) == "Slowly.");
    box.checkable = true;
    CHECK(spoken_node(*words, box) == "Slowly. Not chosen.");
    box.chosen = true, box.enabled = false;
    CHECK(spoken_node(*words, box) == "Slowly. Chosen. Not possible now.");
    Node field = node("field", NodeRole::field, "First name", true);
    field.value = "Zoë", field.is_private = true;
    CHECK(spoken_node(*words, field) == "First name. 3 characters.");
    field.heard = field.value;   // by choice
    CHECK(spoken_node(*words, field) == "First name. Zoë.");
    field.value.clear(), field.heard.clear();
    CHECK(spoken_node(*words, field) == "First name. Empty.");
}

TEST_CASE("To who listens alone what was typed is said, a number digit by digit, and what is hidden is only counted") {
    const auto words = accanto::content::Words::load(std::filesystem::path(ACCANTO_SOURCE_DIR) / "content/words", "en");
    Node field = node("field", NodeRole::field, "First name", true);
    field.value = "Zoë", field.is_private = true;
    CHECK(spoken_node(*words, field, true) == "First name. Zoë.");
    field.value = "612";
    CHECK(spoken_node(*words, field, true) == "First name. 6 1 2.");
    field.masked = true;
    CHECK(spoken_node(*words, field, true) == "First name. 3 characters.");
    field.masked = false, field.value.clear();
    CHECK(spoken_node(*words, field, true) == "First name. Empty.");
}

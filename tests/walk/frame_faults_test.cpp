#include "kiosk/walk/measures.h"
#include "tests/ui/desk_of_tests.h"

using namespace accanto;
using tests::Page;

namespace {

ui::Node control(const std::string& id) {
    ui::Node node;
    node.id = id, node.role = ui::NodeRole::button;
    node.label = node.speech = "Learn", node.language = "en";
    return node;
}

std::vector<std::string> rules(const std::vector<walk::Fault>& faults) {
    std::vector<std::string> out;
    for (const walk::Fault& fault : faults)
        out.push_back(fault.rule + " " + fault.node);
    return out;
}

} // namespace

TEST_CASE_FIXTURE(Page, "What keys reach once round is in order; what they do not reach is told") {
    const auto three = [&] {
        for (const char* id : {"a", "b", "c"})
            ui.touch_area({float(100 + 200 * (id[0] - 'a')), 100, 100, 100}, control(id));
    };
    ui::Semantics seen = frame(three);
    CHECK(walk::order_faults(seen, ui).empty());
    CHECK(ui.focus().empty());
    ui::Node lost = control("lost");
    lost.hit = {700, 100, 100, 100};
    seen.nodes.push_back(lost);
    CHECK(rules(walk::order_faults(seen, ui)) == std::vector<std::string>{"order lost"});
    // A frame with nothing to touch has nothing to lead to.
    seen.nodes.clear();
    CHECK(walk::order_faults(seen, ui).empty());
}

TEST_CASE_FIXTURE(
    Page,
    "What is said is looked at word by word: private values, dumb pictures, nameless boxes, missing voices") {
    ui::Semantics seen;
    seen.nodes = {control("good")};
    CHECK(walk::voice_faults(seen, *words).empty());
    ui::Node box = control("box");
    box.role = ui::NodeRole::field, box.is_private = true, box.value = "934203882";
    seen.nodes = {box};
    CHECK(walk::voice_faults(seen, *words).empty());
    seen.nodes[0].speech += " 934203882";
    CHECK(rules(walk::voice_faults(seen, *words)) == std::vector<std::string>{"private box"});
    seen.nodes[0] = box;
    seen.nodes[0].label.clear();
    CHECK(rules(walk::voice_faults(seen, *words)) == std::vector<std::string>{"purpose box"});
    ui::Node picture = control("picture");
    picture.role = ui::NodeRole::image, picture.speech.clear();
    seen.nodes = {picture};
    CHECK(rules(walk::voice_faults(seen, *words)) == std::vector<std::string>{"picture picture"});
    seen.nodes[0].decorative = true;
    CHECK(walk::voice_faults(seen, *words).empty());
    // Arabic without its vowels has no voice.
    seen.nodes = {control("arabic")};
    seen.nodes[0].language = "ar", seen.nodes[0].speech = "تعلم شيئا";
    CHECK(rules(walk::voice_faults(seen, *words)) == std::vector<std::string>{"voice arabic"});
}

TEST_CASE("Parts have 3 to 1 in every theme") {
    for (const ui::Theme theme : {ui::Theme::day, ui::Theme::evening, ui::Theme::high_contrast})
        CHECK(walk::least_contrast_of_parts(theme) >= 3);
}

TEST_CASE("A button of the bar that moves from one screen to the next is told") {
    ui::Semantics one, other;
    one.width = other.width = 1920;
    one.nodes = other.nodes = {control("bar.help")};
    one.nodes[0].rect = {1700, 20, 150, 80};
    other.nodes[0].rect = {1600, 20, 150, 80};
    walk::BarPlaces bar;
    CHECK(bar.look(one).empty());
    CHECK(bar.look(one).empty());
    CHECK(rules(bar.look(other)) == std::vector<std::string>{"same-place bar.help"});
    // In a language from right to left it is the mirror of that.
    other.right_to_left = true;
    other.nodes[0].rect = {1920 - 1850, 20, 150, 80};
    CHECK(bar.look(other).empty());
}

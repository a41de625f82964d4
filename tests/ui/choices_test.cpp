#include "kiosk/ui/choices.h"
#include "kiosk/ui/first_letters.h"
#include "tests/ui/desk_of_tests.h"

#include <array>
#include <set>

using namespace accanto;
using tests::Page;
using ui::CardSpec;
using ui::GridResult;
using ui::Rect;

namespace {

std::vector<CardSpec> cards(const Page& page, int count, const std::string& words = "A choice") {
    std::vector<CardSpec> out;
    for (int i = 0; i < count; ++i) {
        CardSpec card;
        card.id = "card." + std::to_string(i);
        card.title = page.ui.plain(words + " " + std::to_string(i + 1), "en");
        card.picture = "home";
        out.push_back(card);
    }
    return out;
}

std::vector<const ui::Node*> shown(const ui::Semantics& frame) {
    std::vector<const ui::Node*> out;
    for (const ui::Node& n : frame.nodes)
        if (n.role == ui::NodeRole::choice)
            out.push_back(&n);
    return out;
}

} // namespace

TEST_CASE_FIXTURE(Page, "Up to six choices stand on one page, each as large as the others, inside the place") {
    Rect area{100, 150, 1700, 850};
    for (int count = 1; count <= 6; ++count) {
        const ui::Semantics& f = frame([&] { ui::choice_grid(ui, area, cards(*this, count), 0); });
        auto list = shown(f);
        REQUIRE(int(list.size()) == count);
        CHECK_FALSE(f.find_id("page.next"));
        for (const ui::Node* n : list) {
            CHECK_FALSE(n->clipped);
            CHECK(n->rect.w == list[0]->rect.w);
            CHECK(n->rect.h == list[0]->rect.h);
            CHECK(n->rect.x >= area.x - 1);
            CHECK(n->rect.right() <= area.right() + 1);
            CHECK(n->rect.bottom() <= area.bottom() + 1);
        }
    }
}

TEST_CASE_FIXTURE(Page, "More choices turn pages; every choice is on exactly one of them") {
    auto many = cards(*this, 14);
    std::set<std::string> seen;
    int pages = 0;
    for (;; ++pages) {
        const ui::Semantics& f = frame([&] { ui::choice_grid(ui, {100, 150, 1700, 850}, many, pages); });
        auto list = shown(f);
        CHECK(list.size() <= 6);
        for (const ui::Node* n : list)
            CHECK(seen.insert(n->id).second);
        REQUIRE(f.find_id("page.next"));
        CHECK(f.find_id("page.previous")->enabled == (pages > 0));
        if (!f.find_id("page.next")->enabled)
            break;
    }
    CHECK(seen.size() == 14);
    CHECK(pages == 2);
    // A page that is not there is the last one.
    const ui::Semantics& f = frame([&] { ui::choice_grid(ui, {100, 150, 1700, 850}, many, 99); });
    CHECK(f.find_id("card.13"));
}

TEST_CASE_FIXTURE(Page, "Long words at the largest size get fewer cards a page, never a cut word") {
    context.look = ui::make_look(ui::Theme::day, ui::TextSize::extra, 1 / 0.277f, true);
    auto wordy = cards(*this, 6, "A question about my appointment at the regional health centre number");
    const ui::Semantics& f = frame([&] { ui::choice_grid(ui, {100, 150, 1200, 620}, wordy, 0); });
    auto list = shown(f);
    CHECK(list.size() < 6);
    CHECK(list.size() >= 1);
    for (const ui::Node* n : list)
        CHECK_FALSE(n->clipped);
    CHECK(f.find_id("page.next"));
}

TEST_CASE("The first letters of a name are whole, with the marks that sit on them") {
    CHECK(ui::first_letters("Anna", 4) == "Anna");
    CHECK(ui::first_letters("Anna Puig", 5) == "\u2068Anna…\u2069");
    CHECK(ui::first_letters("e\u0301e\u0301e", 2) == "\u2068e\u0301e\u0301…\u2069");
    CHECK(ui::first_letters("أمينة الفاسي", 5) == "\u2068أمينة…\u2069");
    CHECK(ui::first_letters("", 3).empty());
}

TEST_CASE_FIXTURE(Page, "A name without end takes no more room than its first letters, and stands whole where there is room") {
    context.look = ui::make_look(ui::Theme::day, ui::TextSize::extra, 1 / 0.277f, true);
    const Rect area{100, 150, 1200, 620};
    const std::string endless = "Bartholomew Maximilian Featherstonehaugh-Cholmondeley of Montserrat";
    for (const std::string& name : {endless, std::string(64, 'm')}) {
        auto list = cards(*this, 4, "Mentor");
        list[1].title = ui.plain(name.substr(0, 9) + "…", "en");
        const ui::Semantics alone = frame([&] { ui::choice_grid(ui, area, list, 0); });
        list[1].title = ui.plain(name, "en"), list[1].sure_letters = 9;
        const ui::Semantics& f = frame([&] { ui::choice_grid(ui, area, list, 0); });
        REQUIRE(shown(f).size() == shown(alone).size());
        for (size_t i = 0; i < shown(f).size(); ++i) {
            const ui::Node &now = *shown(f)[i], &before = *shown(alone)[i];
            CHECK_FALSE(now.clipped);
            CHECK(now.rect.h == before.rect.h);
            CHECK(now.em_px == before.em_px);
            CHECK(now.label == (i == 1 ? now.label : list[i].title.text));
        }
        const ui::Node& cut = *f.find_id("card.1");
        CHECK(cut.label.ends_with("…\u2069"));
        CHECK(cut.label.size() > 9);
        CHECK(cut.speech == name);
    }
    context.look = ui::make_look(ui::Theme::day, ui::TextSize::normal, 1 / 0.277f, true);
    auto list = cards(*this, 2, "Mentor");
    list[1].title = ui.plain(endless, "en"), list[1].sure_letters = 9;
    CHECK(frame([&] { ui::choice_grid(ui, {100, 150, 1700, 850}, list, 0); }).find_id("card.1")->label == endless);
}

TEST_CASE_FIXTURE(Page, "The card that was touched is the one that is told") {
    Rect area{100, 150, 1700, 850};
    auto six = cards(*this, 6);
    GridResult got;
    auto draw = [&] {
        GridResult r = ui::choice_grid(ui, area, six, 0);
        if (r.chosen >= 0)
            got = r;
    };
    Rect at = frame(draw).find_id("card.4")->hit;
    touch({at.centre_x(), at.centre_y()}, {at.centre_x(), at.centre_y()}, draw);
    CHECK(got.chosen == 4);
}

TEST_CASE_FIXTURE(Page, "Lines shrink together until they fit, and never below 8 mm") {
    std::vector<ui::Line> lines = {{"a", ui.plain("A title of some words", "en"), {ui::Role::title, 700}},
                                   {"b", ui.plain("And a sentence that says a little more than the title did before it.", "en"), {ui::Role::body}}};
    float whole = 0;
    frame([&] { whole = ui::stack_height(ui, 800, lines); });
    float used = 0;
    const ui::Semantics& f = frame([&] { used = ui::text_stack(ui, {0, 0, 800, whole * 0.7f}, lines); });
    CHECK(used <= whole * 0.7f);
    for (const ui::Node& n : f.nodes)
        CHECK(n.em_px >= ui.mm(8) - 0.1f);
}

TEST_CASE_FIXTURE(Page, "Buttons stand side by side where their words fit, else under each other") {
    std::vector<ui::ButtonSpec> buttons = {button("a", "Give me a hint"), button("b", "Ask a mentor"), button("c", "Next")};
    const ui::Semantics& wide = frame([&] { ui::button_row(ui, {0, 0, 1200, ui::button_row_height(ui, 1200, buttons)}, buttons); });
    CHECK(wide.nodes[0].rect.y == wide.nodes[2].rect.y);
    CHECK(wide.nodes[1].rect.x - wide.nodes[0].rect.right() >= ui.mm(3));
    const ui::Semantics& narrow = frame([&] { ui::button_row(ui, {0, 0, 300, ui::button_row_height(ui, 300, buttons)}, buttons); });
    CHECK(narrow.nodes[0].rect.x == narrow.nodes[2].rect.x);
    CHECK(narrow.nodes[1].rect.y - narrow.nodes[0].rect.bottom() >= ui.mm(3));
    for (const ui::Node& n : narrow.nodes)
        CHECK_FALSE(n.clipped);
}

TEST_CASE_FIXTURE(Page, "Where a line has no room for its air, a tail lifts no word above the others") {
    const ui::TextStyle style{ui::Role::button, 600, 0, 0, ui::Align::centre, ui::TextStyle::Vertical::centre, 20};
    const std::pair<const char*, std::array<const char*, 2>> words[] = {{"en", {"Hi", "Hig"}}, {"ar", {"ااا", "ااع"}}};
    for (const auto& [language, pair] : words) {
        std::vector<float> tops;
        for (const char* word : pair) {
            const ui::Label label = ui.plain(word, language);
            const float low = 0.88f * ui.measure(label, style, 1000).h;
            REQUIRE(ui.measure(label, style, 1000).h > low);
            REQUIRE(ui.fits(label, style, {1000, low}));
            tops.push_back(frame([&] { ui.text({100, 100, 1000, low}, "word", label, style); }).find_id("word")->rect.y);
        }
        CHECK(std::abs(tops[0] - tops[1]) <= 1); // each is rounded to whole pixels
    }
}

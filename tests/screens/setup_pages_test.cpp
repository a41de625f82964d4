// Single pages of who sets a kiosk up, and what stands on them.

#include "kiosk/walk/drawing.h"
#include "kiosk/walk/rules.h"

#include <doctest/doctest.h>

#include <set>

using namespace accanto;
using ui::TextSize;
using walk::Moment;

namespace {

// 15.6 inches of many lines, lying and standing.
const walk::Panel fine{1920, 1080, 0.1796, {}}, fine_upright{1080, 1920, 0.1796, {}};

struct Pages {
    const std::filesystem::path data = ACCANTO_SOURCE_DIR;
    const walk::World world = walk::read_world(data);
    walk::Drawing drawing{world, data};

    std::unique_ptr<Moment> technician(app::ScreenId screen) {
        auto out = walk::a_moment(world, "en", "", screen);
        out->visit.technician.emplace();
        return out;
    }
    void keeps_the_rules(const ui::Semantics& frame, const walk::View& view) {
        for (const walk::Fault& fault : walk::layout_faults(frame, view.size))
            FAIL_CHECK(view.text() << ": " << fault.node << " " << fault.rule << ": " << fault.what);
    }
    // All that is written on the first page of it.
    std::string words_of(const Moment& moment) {
        std::string out;
        for (const ui::Node& node : drawing.draw(moment, {}).nodes)
            out += node.label + "\n";
        return out;
    }
};

bool has(const std::string& words, const char* line) {
    return ("\n" + words).find(std::string("\n") + line + "\n") != std::string::npos;
}

} // namespace

TEST_CASE("a PIN that is chosen is saved and not opened, and while it is kept the page asks for a moment") {
    Pages pages;
    const auto door = pages.technician(app::ScreenId::technician_pin);
    CHECK(has(pages.words_of(*door), "Open"));
    CHECK_FALSE(has(pages.words_of(*door), "One moment"));
    door->visit.technician->asks = app::TechnicianVisit::Asks::new_pin_again;
    door->visit.technician->said = "technician.wrong";
    CHECK(has(pages.words_of(*door), "Save"));
    CHECK_FALSE(has(pages.words_of(*door), "Open"));
    door->visit.busy = "technician.enter";
    CHECK(has(pages.words_of(*door), "One moment"));
    CHECK_FALSE(has(pages.words_of(*door), "That does not fit. Try again."));
}

TEST_CASE("each page of setting up says which step of how many it is, and the voice does too") {
    Pages pages;
    const int of = setup::place_of(setup::Step::language).of;
    for (const auto& moment : walk::setup_moments(pages.world, "en")) {
        if (!moment->visit.setup->ready)
            continue;
        const std::string step = "Step " + std::to_string(setup::place_of(moment->visit.setup->step).n) +
                                 " of " + std::to_string(of);
        const ui::Node* place = pages.drawing.draw(*moment, {}).find_id("setup.place");
        CAPTURE(walk::name_of(*moment));
        REQUIRE(place);
        CHECK(place->label == step);
        CHECK(place->speech == step);
    }
}

TEST_CASE("while the sheet is drawn up the page says so, and offers nothing to touch twice") {
    Pages pages;
    for (const auto& moment : walk::setup_moments(pages.world, "en"))
        if (moment->visit.setup->step == setup::Step::verdict && !moment->visit.busy.empty()) {
            CHECK(has(pages.words_of(*moment), "Drawing up the sheet"));
            CHECK_FALSE(pages.drawing.draw(*moment, {}).find_id("setup.stick"));
        }
}

TEST_CASE("while one thing is changed from the overview, the page stands where the overview does") {
    Pages pages;
    const int overview = setup::place_of(setup::Step::overview).n;
    REQUIRE(overview != setup::place_of(setup::Step::name).n);
    for (const auto& moment : walk::setup_moments(pages.world, "en"))
        if (moment->visit.setup->ready && moment->visit.setup->step == setup::Step::name) {
            moment->visit.setup->progress.changing = setup::Step::name;
            CHECK(has(pages.words_of(*moment), ("Step " + std::to_string(overview) + " of 19").c_str()));
        }
}

TEST_CASE("the overview shows four facts a page and more on a panel of 15 inches, what is open first, and all "
          "of them once") {
    Pages pages;
    for (const std::string language : {"en", "it", "ar"})
        for (const auto& moment : walk::setup_moments(pages.world, language)) {
            if (moment->visit.setup->step != setup::Step::overview)
                continue;
            const size_t facts = setup::changeable.size();
            const std::string open = ". " + pages.world.words->speech(language, "setup.not_answered").text;
            for (const walk::Panel* panel : {&fine, &fine_upright})
                for (const TextSize size : {TextSize::normal, TextSize::extra}) {
                    const walk::View view{panel, size, ui::Theme::day, language};
                    std::set<std::string> seen;
                    bool is_decided = false;
                    pages.drawing.each_page(*moment, view, [&](const ui::Semantics& frame) {
                        pages.keeps_the_rules(frame, view);
                        const size_t before = seen.size();
                        for (const ui::Node& node : frame.nodes) {
                            if (node.role != ui::NodeRole::choice)
                                continue;
                            CHECK(seen.insert(node.id).second);
                            CHECK_FALSE((is_decided && node.speech.ends_with(open)));
                            is_decided = is_decided || !node.speech.ends_with(open);
                        }
                        CAPTURE(view.text());
                        // Where a value has several lines, or its letters are higher.
                        const bool is_high = language == "ar" || walk::name_of(*moment).find("other hours") != std::string::npos;
                        const size_t least = size == TextSize::extra ? 1 : is_high ? 2 : 4;
                        CHECK((seen.size() - before >= least || seen.size() == facts));
                    });
                    CHECK(seen.size() == facts);
                }
        }
}

TEST_CASE("the overview has room for a name that is one long word") {
    Pages pages;
    for (const auto& moment : walk::setup_moments(pages.world, "en")) {
        if (moment->visit.setup->step != setup::Step::overview)
            continue;
        moment->visit.setup->then.point.name = std::string(64, 'm');
        for (const TextSize size : {TextSize::normal, TextSize::extra}) {
            std::set<std::string> seen;
            pages.drawing.each_page(*moment, {&fine_upright, size, ui::Theme::day, "en"},
                                    [&](const ui::Semantics& frame) {
                                        for (const ui::Node& node : frame.nodes)
                                            if (node.role == ui::NodeRole::choice || node.id == "setup.next")
                                                seen.insert(node.id);
                                    });
            CHECK(seen.contains("setup.next"));
            CHECK(seen.size() == setup::changeable.size() + 1);
        }
    }
}

TEST_CASE("on a narrow panel the words of the bar are whole") {
    Pages pages;
    for (const std::string& language : pages.world.languages) {
        const auto moment = walk::a_moment(pages.world, language, "", app::ScreenId::learn);
        for (const TextSize size : {TextSize::normal, TextSize::large, TextSize::extra}) {
            const walk::View view{&fine_upright, size, ui::Theme::day, language};
            pages.keeps_the_rules(pages.drawing.draw(*moment, view), view);
            for (const char* id : {"bar.back", "bar.home", "bar.listen", "bar.help", "bar.finish"})
                CHECK(pages.drawing.ui().semantics().find_id(id));
        }
    }
}

TEST_CASE("the picture of a message is one to be seen, or none") {
    Pages pages;
    for (const std::string language : {"en", "it", "ar"})
        for (const auto& moment : walk::setup_moments(pages.world, language)) {
            using setup::Step;
            const Step step = moment->visit.setup->step;
            if (step != Step::upright && step != Step::sound && step != Step::power && step != Step::stick)
                continue;
            for (const walk::Panel* panel : {&fine, &fine_upright, &walk::panels()[0], &walk::panels()[2]})
                for (const TextSize size : {TextSize::normal, TextSize::extra}) {
                    const walk::View view{panel, size, ui::Theme::day, language};
                    const ui::Semantics& frame = pages.drawing.draw(*moment, view);
                    const ui::Node* picture = frame.find_id("illustration");
                    CAPTURE(walk::name_of(*moment));
                    CAPTURE(view.text());
                    CHECK((!picture || std::min(picture->rect.w, picture->rect.h) >= 55 * frame.px_per_mm));
                }
        }
}

// Every screen, in every language, size and orientation: nothing cut, nothing too small, nothing on top of another.

#include "tests/screens/rules.h"
#include "tests/screens/scenes.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <map>

using namespace accanto;
using tests::Fault;
using tests::Moment;
using ui::TextSize;
using ui::Theme;

namespace {

// Hands out names for textures and keeps nothing.
class NoCanvas : public platform::Canvas {
public:
    platform::TextureId upload(const platform::Image&) override { return ++m_last; }
    void release(platform::TextureId) override {}
    bool keeps_pixels() const override { return false; }

private:
    platform::TextureId m_last = 0;
};

struct Panel {
    int width, height;
    double pitch_mm;
    std::vector<TextSize> sizes;
};

const std::vector<Panel>& panels() {
    static const std::vector<Panel> list = {
        {1920, 1080, 0.277, {TextSize::normal, TextSize::large, TextSize::extra}},
        {1080, 1920, 0.277, {TextSize::normal, TextSize::large, TextSize::extra}},
        {1280, 800, 0.2689, {TextSize::normal, TextSize::large}},
        {1366, 768, 0.252, {TextSize::normal, TextSize::large}},
        {2160, 3840, 0.178, {TextSize::normal, TextSize::large}},
    };
    return list;
}

struct Walk {
    NoCanvas canvas;
    tests::World world = tests::read_world();
    ui::Ui ui{canvas, std::filesystem::path(ACCANTO_SOURCE_DIR) / "assets", world.words};
    std::map<std::string, std::vector<std::unique_ptr<Moment>>> moments;
    int frames = 0, faults = 0;
    std::map<std::string, int> by_rule;

    Walk() {
        for (const std::string& language : world.languages)
            moments[language] = tests::moments(world, language);
    }

    ui::FrameContext context(const Panel& panel, TextSize size, Theme theme, const Moment& m, const std::string& language) const {
        ui::FrameContext c;
        c.width = panel.width, c.height = panel.height;
        c.look = ui::make_look(theme, size, float(1 / panel.pitch_mm), true);
        c.language = m.visit.language.empty() ? language : m.visit.language;
        c.screen = screens::entry(m.screen).name;
        return c;
    }

    // The attract screen greets in the language meant; the others take the time as it is.
    int64_t time_for(const Moment& m, const std::string& language) const {
        if (m.screen != app::ScreenId::attract)
            return 0;
        auto at = std::find(world.languages.begin(), world.languages.end(), language);
        return (at - world.languages.begin()) * app::greeting_ms;
    }

    const ui::Semantics& draw(const Panel& panel, TextSize size, Theme theme, const Moment& m, const std::string& language) {
        app::Actions actions;
        ui.begin(context(panel, size, theme, m, language));
        screens::draw(ui, m.screen, m.scene(time_for(m, language)), actions);
        ui.end();
        ++frames;
        CHECK(actions.take().empty());   // drawing alone wishes for nothing
        return ui.semantics();
    }

    void report(const std::vector<Fault>& found, const Panel& panel, TextSize size, Theme theme, const Moment& m, const std::string& language) {
        for (const Fault& f : found) {
            ++faults;
            ++by_rule[f.rule];
            fmt::print("{}{}{} | {} {}x{} {} {} | {} | {}: {}\n", screens::entry(m.screen).name, m.name.empty() ? "" : " / ", m.name, language,
                       panel.width, panel.height, to_text(size), to_text(theme), f.node, f.rule, f.what);
        }
    }

    // Every page of the moment: a question with more choices than fit has several.
    template <class Check> void each_page(const Panel& panel, TextSize size, Theme theme, Moment& m, const std::string& language, Check check) {
        for (m.visit.page = 0;; ++m.visit.page) {
            const ui::Semantics& frame = draw(panel, size, theme, m, language);
            check(frame);
            const ui::Node* next = frame.find_id("page.next");
            if (!next || !next->enabled || m.visit.page > 20)
                break;
        }
        m.visit.page = 0;
    }

    void summary() const {
        for (const auto& [rule, count] : by_rule)
            fmt::print("  {}: {}\n", rule, count);
        fmt::print("{} frames, {} faults\n", frames, faults);
        std::fflush(stdout);
    }
};

const char* const bar_ids[] = {"bar.back", "bar.home", "bar.listen", "bar.help", "bar.finish"};

} // namespace

TEST_CASE("Every screen keeps its promises in every language, size and orientation") {
    Walk walk;
    for (const Panel& panel : panels())
        for (TextSize size : panel.sizes)
            for (const std::string& language : walk.world.languages) {
                for (auto& m : walk.moments[language])
                    walk.each_page(panel, size, Theme::day, *m, language, [&](const ui::Semantics& frame) {
                        walk.report(tests::layout_faults(frame), panel, size, Theme::day, *m, language);
                        walk.report(tests::colour_faults(frame, 7), panel, size, Theme::day, *m, language);
                    });
                walk.ui.forget();
            }
    walk.summary();
    CHECK(walk.frames > 10000);
    CHECK(walk.faults == 0);
}

namespace {

void walk_lesson(Walk& walk, const std::shared_ptr<const content::Tutorial>& tutorial, const std::string& language, const Panel& panel, TextSize size) {
    for (auto& m : tests::lesson_moments(walk.world, language, tutorial))
        walk.each_page(panel, size, Theme::day, *m, language, [&](const ui::Semantics& frame) {
            walk.report(tests::layout_faults(frame), panel, size, Theme::day, *m, language);
            walk.report(tests::colour_faults(frame, 7), panel, size, Theme::day, *m, language);
        });
    walk.ui.forget();
}

} // namespace

// Every lesson in two languages, lying and standing; which languages turns with the lesson. The long form takes all.
TEST_CASE("Every lesson of the library can be read and touched, whatever its language, size and panel") {
    Walk walk;
    const std::vector<std::string>& languages = walk.world.languages;
    size_t turn = 0;
    for (const auto& tutorial : walk.world.all_lessons) {
        ++turn;
        walk_lesson(walk, tutorial, languages[turn % languages.size()], panels()[0], TextSize::normal);
        walk_lesson(walk, tutorial, languages[(turn + 3) % languages.size()], panels()[1], TextSize(turn % 3));
    }
    walk.summary();
    CHECK(walk.faults == 0);
}

TEST_CASE("Every lesson of the library, on every panel, in every size and language" * doctest::skip(getenv("ACCANTO_LONG") == nullptr)) {
    Walk walk;
    for (const auto& tutorial : walk.world.all_lessons)
        for (const Panel& panel : panels())
            for (TextSize size : panel.sizes)
                for (const std::string& language : walk.world.languages)
                    walk_lesson(walk, tutorial, language, panel, size);
    walk.summary();
    CHECK(walk.faults == 0);
}

TEST_CASE("Words can be read in every theme: 7 to 1, and 10 to 1 in high contrast") {
    Walk walk;
    const Panel& panel = panels()[0];
    for (Theme theme : {Theme::evening, Theme::high_contrast})
        for (auto& m : walk.moments["en"])
            walk.each_page(panel, TextSize::normal, theme, *m, "en", [&](const ui::Semantics& frame) {
                walk.report(tests::colour_faults(frame, theme == Theme::high_contrast ? 10 : 7), panel, TextSize::normal, theme, *m, "en");
            });
    walk.summary();
    CHECK(walk.faults == 0);
}

TEST_CASE("The bar's buttons stand in the same place on every screen, size and language of a panel") {
    Walk walk;
    for (const Panel& panel : panels()) {
        std::map<std::string, ui::Rect> places;
        int lessons = 0;
        for (TextSize size : panel.sizes)
            for (const char* language : {"en", "pt", "ar"})
                for (auto& m : walk.moments[language]) {
                    // The many moments of a lesson share their bar.
                    if (m->screen == app::ScreenId::lesson && ++lessons % 12 != 0)
                        continue;
                    const ui::Semantics& frame = walk.draw(panel, size, Theme::day, *m, language);
                    if (!screens::entry(m->screen).bar || m->notice)
                        continue;
                    CHECK(frame.find_id("bar.finish"));
                    for (const char* id : bar_ids)
                        if (const ui::Node* n = frame.find_id(id)) {
                            ui::Rect r = n->rect;
                            // Right-to-left is the mirror of left-to-right.
                            if (frame.right_to_left)
                                r.x = float(frame.width) - r.right();
                            ui::Rect first = places.try_emplace(id, r).first->second;
                            INFO(frame.screen << " " << language << " " << id);
                            CHECK(std::abs(r.x - first.x) < 1.5f);
                            CHECK(r.y == first.y);
                            CHECK(r.w == first.w);
                            CHECK(r.h == first.h);
                        }
                }
        CHECK(places.size() == 5);
    }
}

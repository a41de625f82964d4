// Every screen, in every language, size and orientation: nothing cut, nothing too small, nothing on top of another.

#include "tests/screens/rules.h"
#include "tests/screens/scenes.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

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
    std::string name() const { return fmt::format("{}x{}", width, height); }
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

// 15.6 inches of few lines: the least height there is for a lesson.
const Panel& lowest_panel() { return panels()[3]; }

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

// The bar's buttons on the screens of one panel: one place for each.
class BarPlaces {
public:
    // Every button that is there must stand where it stood before.
    void look(const ui::Semantics& frame, const std::string& language) {
        for (const char* id : {"bar.back", "bar.home", "bar.listen", "bar.help", "bar.finish"}) {
            const ui::Node* n = frame.find_id(id);
            if (!n)
                continue;
            ui::Rect r = n->rect;
            // Right-to-left is the mirror of left-to-right.
            if (frame.right_to_left)
                r.x = float(frame.width) - r.right();
            ui::Rect first = m_places.try_emplace(id, r).first->second;
            bool same = std::abs(r.x - first.x) < 1.5f && r.y == first.y && r.w == first.w && r.h == first.h;
            CHECK_MESSAGE(same, frame.screen << " " << language << " " << id << " stands elsewhere");
        }
    }
    size_t count() const { return m_places.size(); }

private:
    std::map<std::string, ui::Rect> m_places;
};

} // namespace

TEST_CASE("Every screen keeps its promises, and its bar its places, in every language, size and orientation") {
    Walk walk;
    for (const Panel& panel : panels()) {
        BarPlaces bar;
        for (TextSize size : panel.sizes)
            for (const std::string& language : walk.world.languages) {
                for (auto& m : walk.moments[language])
                    walk.each_page(panel, size, Theme::day, *m, language, [&](const ui::Semantics& frame) {
                        walk.report(tests::layout_faults(frame), panel, size, Theme::day, *m, language);
                        walk.report(tests::colour_faults(frame, 7), panel, size, Theme::day, *m, language);
                        if (!screens::entry(m->screen).bar || m->notice)
                            return;
                        CHECK(frame.find_id("bar.finish"));
                        bar.look(frame, language);
                    });
                walk.ui.forget();
            }
        CHECK(bar.count() == 5);
    }
    walk.summary();
    CHECK(walk.frames > 10000 / int(tests::sampled_of()));
    CHECK(walk.faults == 0);
}

namespace {

using Lesson = std::shared_ptr<const content::Tutorial>;

// ACCANTO_WALK="get-eid ar 1366x768 large": of the lessons, languages, panels and sizes named there, those alone.
class Chosen {
public:
    explicit Chosen(const tests::World& world) {
        std::set<std::string> known[4];
        for (const Lesson& lesson : world.all_lessons)
            known[0].insert(lesson->id);
        known[1].insert(world.languages.begin(), world.languages.end());
        for (const Panel& panel : panels())
            known[2].insert(panel.name());
        known[3] = {"normal", "large", "extra"};
        std::istringstream words(getenv("ACCANTO_WALK") ? getenv("ACCANTO_WALK") : "");
        for (std::string word; words >> word;) {
            auto list = std::find_if(std::begin(known), std::end(known), [&](const auto& names) { return names.contains(word); });
            if (list == std::end(known))
                throw std::runtime_error("ACCANTO_WALK: \"" + word + "\" is no lesson, language, panel (" +
                                         fmt::format("{}", fmt::join(known[2], ", ")) + ") or size (normal, large, extra)");
            m_named[list - std::begin(known)].insert(word);
        }
    }
    bool lesson(const std::string& id) const { return has(0, id); }
    bool language(const std::string& id) const { return has(1, id); }
    bool panel(const Panel& panel, TextSize size) const { return has(2, panel.name()) && has(3, to_text(size)); }

private:
    bool has(size_t list, const std::string& name) const { return m_named[list].empty() || m_named[list].contains(name); }
    std::set<std::string> m_named[4];
};

using Moments = std::vector<std::unique_ptr<Moment>>;

void walk_moments(Walk& walk, const Moments& moments, const std::string& language, const Panel& panel, TextSize size) {
    for (const auto& m : moments)
        walk.each_page(panel, size, Theme::day, *m, language, [&](const ui::Semantics& frame) {
            walk.report(tests::layout_faults(frame), panel, size, Theme::day, *m, language);
            walk.report(tests::colour_faults(frame, 7), panel, size, Theme::day, *m, language);
        });
    walk.ui.forget();
}

} // namespace

// Every lesson in three languages, lying, standing and on the lowest panel; which languages turns with the lesson. The
// long form takes all.
TEST_CASE("Every lesson of the library can be read and touched, whatever its language, size and panel") {
    Walk walk;
    const std::vector<std::string>& languages = walk.world.languages;
    size_t turn = 0;
    for (const Lesson& lesson : walk.world.all_lessons) {
        if (++turn % tests::sampled_of() != 0)
            continue;
        const struct {
            size_t language;
            const Panel& panel;
            TextSize size;
        } rounds[] = {{turn, panels()[0], TextSize::normal}, {turn + 3, panels()[1], TextSize(turn % 3)}, {turn + 5, lowest_panel(), TextSize(turn % 2)}};
        for (const auto& round : rounds) {
            const std::string& language = languages[round.language % languages.size()];
            walk_moments(walk, tests::lesson_moments(walk.world, language, lesson), language, round.panel, round.size);
        }
    }
    walk.summary();
    CHECK(walk.faults == 0);
}

TEST_CASE("Every lesson of the library, on every panel, in every size and language" * doctest::skip(getenv("ACCANTO_LONG") == nullptr)) {
    Walk walk;
    const Chosen chosen(walk.world);
    for (const Lesson& lesson : walk.world.all_lessons)
        for (const std::string& language : walk.world.languages) {
            if (!chosen.lesson(lesson->id) || !chosen.language(language))
                continue;
            const Moments moments = tests::lesson_moments(walk.world, language, lesson);
            for (const Panel& panel : panels())
                for (TextSize size : panel.sizes)
                    if (chosen.panel(panel, size))
                        walk_moments(walk, moments, language, panel, size);
        }
    walk.summary();
    CHECK(walk.frames > 0);
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

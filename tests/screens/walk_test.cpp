// Every screen, in every language, size and orientation: nothing cut, nothing too small, nothing on top of another.

#include "kiosk/walk/drawing.h"
#include "kiosk/walk/rules.h"
#include "tests/screens/sample.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

using namespace accanto;
using ui::TextSize;
using ui::Theme;
using walk::Fault;
using walk::Moment;
using walk::Panel;
using walk::View;

namespace {

// 15.6 inches of few lines: the least height there is for a lesson.
const Panel& lowest_panel() { return walk::panels()[3]; }

struct Walk {
    const std::filesystem::path data = ACCANTO_SOURCE_DIR;
    walk::World world = walk::read_world(data);
    walk::Drawing drawing{world, data};
    std::map<std::string, std::vector<std::unique_ptr<Moment>>> moments;
    int faults = 0;
    std::map<std::string, int> by_rule;

    Walk() {
        for (const std::string& language : world.languages)
            moments[language] = tests::sampled_moments(world, language);
    }

    void report(const std::vector<Fault>& found, const Moment& m, const View& view) {
        for (const Fault& f : found) {
            ++faults;
            ++by_rule[f.rule];
            fmt::print("{} | {} | {} | {}: {}\n", walk::name_of(m), view.text(), f.node, f.rule, f.what);
        }
    }

    void check(Moment& m, const View& view, const std::function<void(const ui::Semantics&)>& also = [](const ui::Semantics&) {}) {
        drawing.each_page(m, view, [&](const ui::Semantics& frame) {
            report(walk::layout_faults(frame, view.size), m, view);
            report(walk::colour_faults(frame, walk::least_contrast(view.theme)), m, view);
            also(frame);
        });
    }

    // What every walk must come to.
    void done() {
        summary();
        CHECK(drawing.frames() > 0);
        CHECK(drawing.wishes() == 0);   // drawing alone wishes for nothing
        CHECK(faults == 0);
    }

    void summary() const {
        for (const auto& [rule, count] : by_rule)
            fmt::print("  {}: {}\n", rule, count);
        fmt::print("{} frames, {} faults\n", drawing.frames(), faults);
        std::fflush(stdout);
    }
};

} // namespace

TEST_CASE("Every screen keeps its promises, and its bar its places, in every language, size and orientation") {
    Walk walk;
    for (const Panel& panel : walk::panels()) {
        walk::BarPlaces bar;
        for (TextSize size : panel.sizes)
            for (const std::string& language : walk.world.languages) {
                const View view{&panel, size, Theme::day, language};
                for (auto& m : walk.moments[language])
                    walk.check(*m, view, [&](const ui::Semantics& frame) {
                        if (!screens::entry(m->screen).bar || m->notice)
                            return;
                        CHECK(frame.find_id("bar.finish"));
                        walk.report(bar.look(frame), *m, view);
                    });
                walk.drawing.ui().forget();
            }
        CHECK(bar.count() == 5);
    }
    walk.done();
    CHECK(walk.drawing.frames() > 10000 / int(tests::sampled_of()));
}

TEST_CASE("A call that is announced covers the bar alone: the page below keeps its question and all that can "
          "be touched, whole") {
    Walk walk;
    const size_t one_in = std::max<size_t>(tests::sampled_of() / 3, 1); // of these a sample takes more than of screens
    size_t at = 0;
    for (const Panel& panel : walk::panels())
        for (TextSize size : panel.sizes)
            for (const std::string language : {"en", "it", "ar"}) {
                if (++at % one_in != 0)
                    continue;
                const View view{&panel, size, Theme::day, language};
                for (const auto& m : walk::queue_moments(walk.world, language)) {
                    if (!m->notice)
                        continue;
                    std::set<std::string> below, alone;
                    const auto into = [](std::set<std::string>& ids) {
                        return [&ids](const ui::Semantics& frame) {
                            for (const ui::Node& n : frame.nodes)
                                if (!n.chrome && (n.hit.w > 0 || n.role == ui::NodeRole::heading))
                                    ids.insert(n.id);
                        };
                    };
                    walk.check(*m, view, into(below));
                    m->notice.reset();
                    walk.drawing.each_page(*m, view, into(alone));
                    // On further pages, where there is less room: then it has a pager more.
                    CHECK_MESSAGE(std::includes(below.begin(), below.end(), alone.begin(), alone.end()),
                                  walk::name_of(*m), " | ", view.text());
                }
                walk.drawing.ui().forget();
            }
    walk.done();
}

namespace {

using Lesson = std::shared_ptr<const content::Tutorial>;

// ACCANTO_WALK="get-eid ar 1366x768 large": of the lessons, languages, panels and sizes named there, those alone.
class Chosen {
public:
    explicit Chosen(const walk::World& world) {
        std::set<std::string> known[4];
        for (const Lesson& lesson : world.all_lessons)
            known[0].insert(lesson->id);
        known[1].insert(world.languages.begin(), world.languages.end());
        for (const Panel& panel : walk::panels())
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

void walk_moments(Walk& walk, const Moments& moments, const View& view) {
    for (const auto& m : moments)
        walk.check(*m, view);
    walk.drawing.ui().forget();
}

} // namespace

// Every lesson in three languages, lying, standing with the largest words, and on the lowest panel; which languages, and the
// other sizes, turn with the lesson. Of lessons a sample takes three times as many as of screens. The long form takes all.
TEST_CASE("Every lesson of the library can be read and touched, whatever its language, size and panel") {
    Walk walk;
    const std::vector<std::string>& languages = walk.world.languages;
    const size_t one_in = std::max<size_t>(tests::sampled_of() / 3, 1);
    size_t at = 0, turn = 0; // what turns goes on with those that are walked: with all, one in three would have one size
    for (const Lesson& lesson : walk.world.all_lessons) {
        if (++at % one_in != 0)
            continue;
        ++turn;
        const struct {
            size_t language;
            const Panel& panel;
            TextSize size;
        } rounds[] = {{turn, walk::panels()[0], TextSize(turn % 3)}, {turn + 3, walk::panels()[1], TextSize::extra}, {turn + 5, lowest_panel(), TextSize(turn % 2)}};
        for (const auto& round : rounds) {
            const std::string& language = languages[round.language % languages.size()];
            walk_moments(walk, walk::lesson_moments(walk.world, language, lesson), {&round.panel, round.size, Theme::day, language});
        }
    }
    walk.done();
}

TEST_CASE("Every lesson of the library, on every panel, in every size and language" * doctest::skip(getenv("ACCANTO_LONG") == nullptr)) {
    Walk walk;
    const Chosen chosen(walk.world);
    for (const Lesson& lesson : walk.world.all_lessons)
        for (const std::string& language : walk.world.languages) {
            if (!chosen.lesson(lesson->id) || !chosen.language(language))
                continue;
            const Moments moments = walk::lesson_moments(walk.world, language, lesson);
            for (const Panel& panel : walk::panels())
                for (TextSize size : panel.sizes)
                    if (chosen.panel(panel, size))
                        walk_moments(walk, moments, {&panel, size, Theme::day, language});
        }
    walk.done();
}

TEST_CASE("Words can be read in every theme: 7 to 1, and 10 to 1 in high contrast") {
    Walk walk;
    for (Theme theme : {Theme::evening, Theme::high_contrast})
        for (auto& m : walk.moments["en"])
            walk.check(*m, {&walk::panels()[0], TextSize::normal, theme, "en"});
    walk.done();
}

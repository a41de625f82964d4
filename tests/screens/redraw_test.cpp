// The screens a citizen goes through, drawn as the kiosk draws them: only what differs from the screen before.

#include "tests/screens/sample.h"
#include "tests/screens/software_screen.h"

#include <doctest/doctest.h>

#include <random>

using namespace accanto;
using walk::Moment;

namespace {

const walk::Panel panel{960, 540, 0.554, {}};   // 24 inches of few dots

class Kiosk {
public:
    std::vector<std::unique_ptr<Moment>> moments(const std::string& language) const { return tests::sampled_moments(m_screen.world(), language); }

    void rest() { m_pointer = {}; }
    void touch_something(std::mt19937& random) {
        std::vector<const ui::Node*> nodes;
        for (const ui::Node& node : m_screen.ui().semantics().nodes)
            if (node.can_touch())
                nodes.push_back(&node);
        if (nodes.empty())
            return;
        const ui::Rect& hit = nodes[random() % nodes.size()]->hit;
        m_pointer = {true, true, hit.centre_x(), hit.centre_y()};
    }
    void go_by_keys() { m_screen.ui().move_focus(1); }

    // Whether drawing it over the screen before gives the pixels of drawing it anew.
    bool holds(const Moment& moment) {
        const std::vector<uint32_t> in_part = draw(moment).argb;
        m_screen.begin_anew();
        return in_part == draw(moment).argb;
    }

private:
    const platform::Image& draw(const Moment& moment) {
        walk::View view;
        view.theme = moment.visit.theme, view.size = moment.visit.size, view.language = moment.visit.language;
        return m_screen.draw(moment, view, m_pointer);
    }

    tests::SoftwareScreen m_screen{panel};
    platform::PointerFrame m_pointer;
};

} // namespace

TEST_CASE("Every screen drawn over the one before it looks as if drawn anew, also while it is touched") {
    Kiosk kiosk;
    std::mt19937 random(7);
    int frames = 0;
    for (const char* language : {"en", "ar"})
        for (const auto& moment : kiosk.moments(language)) {
            INFO(language << ", " << screens::entry(moment->screen).name << " " << moment->name);
            kiosk.rest();
            CHECK(kiosk.holds(*moment));
            kiosk.touch_something(random);
            CHECK(kiosk.holds(*moment));
            kiosk.rest();
            kiosk.go_by_keys();
            CHECK(kiosk.holds(*moment));
            frames += 3;
        }
    MESSAGE(frames << " frames");
    CHECK(frames > 300 / int(tests::sampled_of()));
}

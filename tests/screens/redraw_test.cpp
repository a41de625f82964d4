// The screens a citizen goes through, drawn as the kiosk draws them: only what differs from the screen before.

#include "kiosk/platform/window.h"
#include "tests/screens/scenes.h"

#include <doctest/doctest.h>

#include <random>

using namespace accanto;
using tests::Moment;

namespace {

constexpr double pitch_mm = 0.554;   // a 24 inch panel at 960x540

class Kiosk {
public:
    Kiosk() {
        platform::WindowOptions options;
        options.width = 960, options.height = 540;
        options.full_screen = false;
        m_window = platform::Window::open(options);
        m_window->keep_frames(true);
        m_ui = std::make_unique<ui::Ui>(m_window->canvas(), std::filesystem::path(ACCANTO_SOURCE_DIR) / "assets", m_world.words);
    }

    std::vector<std::unique_ptr<Moment>> moments(const std::string& language) const { return tests::moments(m_world, language); }

    void rest() { m_pointer = {}; }
    void touch_something(std::mt19937& random) {
        std::vector<const ui::Node*> nodes;
        for (const ui::Node& node : m_ui->semantics().nodes)
            if (node.can_touch())
                nodes.push_back(&node);
        if (nodes.empty())
            return;
        const ui::Rect& hit = nodes[random() % nodes.size()]->hit;
        m_pointer = {true, true, hit.centre_x(), hit.centre_y()};
    }
    void go_by_keys() { m_ui->move_focus(1); }

    // Whether drawing it over the screen before gives the pixels of drawing it anew.
    bool holds(const Moment& moment) {
        present(moment);
        const std::vector<uint32_t> in_part = m_window->last_frame().argb;
        m_window->invalidate();
        present(moment);
        return in_part == m_window->last_frame().argb;
    }

private:
    void present(const Moment& moment) {
        ui::FrameContext frame;
        frame.width = m_window->width(), frame.height = m_window->height();
        frame.look = ui::make_look(moment.visit.theme, moment.visit.size, float(1 / pitch_mm), true);
        frame.language = moment.visit.language;
        frame.screen = screens::entry(moment.screen).name;
        frame.pointer = m_pointer;
        app::Actions nothing_is_done;
        m_ui->begin(frame);
        screens::draw(*m_ui, moment.screen, moment.scene(), nothing_is_done);
        m_window->present(m_ui->end(), frame.look.paper);
        nothing_is_done.take();
    }

    tests::World m_world = tests::read_world();
    std::unique_ptr<platform::Window> m_window;
    std::unique_ptr<ui::Ui> m_ui;
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

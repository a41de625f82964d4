#pragma once
// Screens drawn in software, pixel by pixel as a kiosk draws them.

#include "kiosk/platform/window.h"
#include "kiosk/walk/drawing.h"

namespace accanto::tests {

class SoftwareScreen {
public:
    explicit SoftwareScreen(const walk::Panel& panel) : m_panel(panel) {
        platform::WindowOptions options;
        options.width = panel.width, options.height = panel.height;
        options.full_screen = false;
        m_window = platform::Window::open(options);
        m_window->keep_frames(true);
        m_ui = std::make_unique<ui::Ui>(m_window->canvas(),
                                        std::filesystem::path(ACCANTO_SOURCE_DIR) / "assets", m_world.words);
    }

    // Of a view only size, theme and language count.
    const platform::Image& draw(const walk::Moment& moment, walk::View view,
                                const platform::PointerFrame& pointer = {}) {
        view.panel = &m_panel;
        ui::FrameContext frame = walk::frame_of(moment, view);
        frame.pointer = pointer;
        app::Actions nothing_is_done;
        m_ui->begin(frame);
        screens::draw(*m_ui, moment.screen, moment.scene(walk::time_of(m_world, moment, view)),
                      nothing_is_done);
        m_window->present(m_ui->end(), frame.look.paper);
        nothing_is_done.take();
        return m_window->last_frame();
    }

    // What is drawn next is drawn whole, not only where it differs.
    void begin_anew() { m_window->invalidate(); }
    ui::Ui& ui() { return *m_ui; }
    const walk::World& world() const { return m_world; }

private:
    const walk::Panel m_panel;
    walk::World m_world = walk::read_world(ACCANTO_SOURCE_DIR);
    std::unique_ptr<platform::Window> m_window;
    std::unique_ptr<ui::Ui> m_ui;
};

} // namespace accanto::tests

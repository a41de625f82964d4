#pragma once
// Draws moments without a display: all that is kept of a frame is its semantics list. One thread.

#include "kiosk/walk/moments.h"

namespace accanto::walk {

// The panels a point is likely to have, lying and standing, and the sizes of text that each is drawn in.
struct Panel {
    int width, height;
    double pitch_mm;
    std::vector<ui::TextSize> sizes;
    std::string name() const; // "1920x1080"
    int free_above() const;   // pixels above a page that stands low; 0: none can
};
const std::vector<Panel>& panels();

// How a moment is looked at.
struct View {
    const Panel* panel = &panels().front();
    ui::TextSize size = ui::TextSize::normal;
    ui::Theme theme = ui::Theme::day;
    std::string language = "en";
    bool low = false; // the page in the lower part of the glass
    std::string text() const; // "ar 1920x1080 large day"
};
// "home / with a ticket"
std::string name_of(const Moment& moment);

// The frame as the kiosk would ask for it, and the time (monotonic) its scene is of: the attract screen
// greets in the language meant.
ui::FrameContext frame_of(const Moment& moment, const View& view);
int64_t time_of(const World& world, const Moment& moment, const View& view);

// Hands out names for textures and keeps nothing.
class NoCanvas : public platform::Canvas {
public:
    platform::TextureId upload(const platform::Image&) override { return ++m_last; }
    void release(platform::TextureId) override {}
    bool keeps_pixels() const override { return false; }

private:
    platform::TextureId m_last = 0;
};

class Drawing {
public:
    // `data`: as for read_world(). Throws Error without fonts.
    Drawing(const World& world, const std::filesystem::path& data)
        : m_world(world), m_ui(m_canvas, data / "assets", world.words) {}

    const ui::Semantics& draw(const Moment& moment, const View& view);
    // Every page of the moment: a question with more choices than fit has several.
    void each_page(Moment& moment, const View& view, const std::function<void(const ui::Semantics&)>& look);
    ui::Ui& ui() { return m_ui; }
    int frames() const { return m_frames; }
    // Frames that asked for something though nobody touched anything. Must stay 0.
    int wishes() const { return m_wishes; }

private:
    const World& m_world;
    NoCanvas m_canvas;
    ui::Ui m_ui;
    int m_frames = 0, m_wishes = 0;
};

} // namespace accanto::walk

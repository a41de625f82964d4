#pragma once
// What tests of widgets draw on: a canvas that keeps its pictures, and a Ui that draws one frame at a time.

#include "kiosk/ui/ui.h"

#include <doctest/doctest.h>

#include <map>

namespace accanto::tests {

class KeepingCanvas : public platform::Canvas {
public:
    platform::TextureId upload(const platform::Image& image) override {
        ++uploads;
        pictures[++m_last] = image;
        return m_last;
    }
    void release(platform::TextureId id) override { pictures.erase(id); }

    std::map<platform::TextureId, platform::Image> pictures;
    int uploads = 0;

private:
    platform::TextureId m_last = 0;
};

inline std::filesystem::path assets() { return std::filesystem::path(ACCANTO_SOURCE_DIR) / "assets"; }

// A 1920x1080 panel of 0.277 mm, English, day, normal size, unless told otherwise.
struct Page {
    KeepingCanvas canvas;
    std::shared_ptr<const content::Words> words = content::Words::load(std::filesystem::path(ACCANTO_SOURCE_DIR) / "content/words", "es");
    ui::Ui ui{canvas, assets(), words};
    ui::FrameContext context;

    Page() {
        context.width = 1920, context.height = 1080;
        context.look = ui::make_look(ui::Theme::day, ui::TextSize::normal, 1 / 0.277f, true);
        context.language = "en";
        context.screen = "test";
    }

    template <class Draw> const ui::Semantics& frame(Draw draw) {
        ui.begin(context);
        draw();
        ui.end();
        return ui.semantics();
    }
    // A finger that goes down here and is lifted there, with the frames our pointer gives.
    template <class Draw> void touch(platform::PointF from, platform::PointF to, Draw draw) {
        frame(draw);
        context.pointer = {true, false, from.x, from.y};
        frame(draw);
        context.pointer.down = true;
        frame(draw);
        context.pointer.x = to.x, context.pointer.y = to.y;
        frame(draw);
        context.pointer.down = false;
        frame(draw);
        frame(draw);
        context.pointer.present = false;
        frame(draw);
    }
    ui::ButtonSpec button(const std::string& id, const std::string& label) const {
        ui::ButtonSpec spec;
        spec.id = id, spec.label = ui.plain(label, context.language);
        return spec;
    }
};

} // namespace accanto::tests

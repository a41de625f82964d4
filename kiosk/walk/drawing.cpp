#include "kiosk/walk/drawing.h"

#include "kiosk/ui/reach.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::walk {

using ui::TextSize;

std::string Panel::name() const {
    return fmt::format("{}x{}", width, height);
}

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

int Panel::free_above() const {
    return int(double(ui::free_above_mm(float(height * pitch_mm))) / pitch_mm);
}

std::string View::text() const {
    return fmt::format("{} {} {} {}{}", language, panel->name(), to_text(size), to_text(theme), low ? " low" : "");
}

std::string name_of(const Moment& moment) {
    const std::string screen = screens::entry(moment.screen).name;
    return moment.name.empty() ? screen : screen + " / " + moment.name;
}

ui::FrameContext frame_of(const Moment& moment, const View& view) {
    ui::FrameContext frame;
    frame.width = view.panel->width, frame.height = view.panel->height;
    frame.top = view.low ? view.panel->free_above() : 0;
    frame.look = ui::make_look(view.theme, view.size, float(1 / view.panel->pitch_mm), true);
    frame.language = moment.visit.language.empty() ? view.language : moment.visit.language;
    frame.screen = screens::entry(moment.screen).name;
    return frame;
}

int64_t time_of(const World& world, const Moment& moment, const View& view) {
    if (moment.screen != app::ScreenId::attract)
        return 0;
    const auto at = std::find(world.languages.begin(), world.languages.end(), view.language);
    return (at - world.languages.begin()) * app::greeting_ms;
}

const ui::Semantics& Drawing::draw(const Moment& moment, const View& view) {
    app::Actions nothing;
    m_ui.begin(frame_of(moment, view));
    screens::draw(m_ui, moment.screen, moment.scene(time_of(m_world, moment, view)), nothing);
    m_ui.end();
    ++m_frames;
    m_wishes += !nothing.take().empty();
    return m_ui.semantics();
}

void Drawing::each_page(Moment& moment, const View& view,
                        const std::function<void(const ui::Semantics&)>& look) {
    constexpr int most_pages = 20;
    for (moment.visit.page = 0; moment.visit.page <= most_pages; ++moment.visit.page) {
        const ui::Semantics& frame = draw(moment, view);
        // What looks may draw again.
        const ui::Node* next = frame.find_id("page.next");
        const bool last = !next || !next->enabled;
        look(frame);
        if (last)
            break;
    }
    moment.visit.page = 0;
}

} // namespace accanto::walk

// Touch fitting: five marks to be touched as one always touches, and what was made of it.
#include "kiosk/screens/frame.h"

#include <array>

namespace accanto::screens {

namespace {

using platform::TouchFit;
using platform::TouchFitting;

// Where the marks stand, as parts of the room: in the middle, and where an arm reaches differently.
struct Place {
    float x, y;
};
constexpr std::array<Place, TouchFitting::marks> places = {
    {{0.5f, 0.5f}, {0.08f, 0}, {0.92f, 1}, {0.92f, 0}, {0.08f, 1}}};

// Drawn as something to aim at, and felt further out: a finger that lands beside it has touched it.
void draw_mark(Ui& ui, Rect felt, Actions& actions) {
    const ui::Look& l = ui.look();
    const Label label = ui.word("fitting.mark");
    ui::Node node;
    node.id = "fit.mark";
    node.role = ui::NodeRole::button;
    node.label = label.text, node.speech = label.speech, node.language = label.language,
    node.fallback = label.fallback;
    node.foreground = l.deep, node.background = l.paper;
    const ui::Ui::Touch touch = ui.touch_area(felt, std::move(node));
    const auto disc = [&](float diameter, ui::Colour fill, float border_mm) {
        const Rect r = felt.middle(diameter, diameter);
        ui::ShapeSpec shape;
        shape.fill = fill;
        shape.border = l.deep;
        shape.border_px = std::max(1, int(ui.mm(border_mm)));
        shape.radius = int(r.w / 2);
        ui.shape(r, shape);
    };
    const float across = std::min({ui.mm(30), felt.w * 0.7f, felt.h * 0.7f});
    disc(across, touch.held ? l.deep : l.tint(ui::Tint::butter), 1);
    disc(across * 0.3f, touch.held ? l.paper : l.deep, 0.4f);
    if (touch.focused)
        ui.focus_ring(felt.middle(across, across), across / 2);
    if (touch.pressed)
        actions.post(app::TouchMark{});
}

void draw_marks(Ui& ui, const Scene& scene, Actions& actions, Rect area) {
    const size_t at = scene.visit.fitting.measured.touched();
    draw_title(ui, area, ui.word(at == 0 ? "fitting.title" : "fitting.next"),
               at == 0 ? ui.word("fitting.text") : Label{});
    const Label count =
        ui.word("fitting.count", {{"n", int64_t(at + 1)}, {"of", int64_t(TouchFitting::marks)}});
    const TextStyle style{Role::caption, 400, ui.look().soft};
    area.cut_top(ui.text(area.cut_top(ui.measure(count, style, area.w).h), "fit.count", count, style),
                 ui.mm(4));
    // As wide as the furthest touch that is measured, where there is room.
    const float side = std::min({ui.mm(2 * TouchFitting::reach_mm), area.w * 0.4f, area.h * 0.6f});
    draw_mark(ui,
              {area.x + places[at].x * (area.w - side), area.y + places[at].y * (area.h - side), side, side},
              actions);
}

// Only what is different from now on.
std::vector<Label> what_changed(Ui& ui, const TouchFit& fit) {
    std::vector<Label> out;
    if (fit.offset_mm.x != 0 || fit.offset_mm.y != 0)
        out.push_back(ui.word("fitting.offset"));
    else if (fit.margin_mm > 0)
        out.push_back(ui.word("fitting.beside"));
    if (fit.double_tap_ms > 0)
        out.push_back(ui.word("fitting.twice"));
    if (fit.least_press_ms > 0)
        out.push_back(ui.word("fitting.brief"));
    if (out.empty())
        out.push_back(ui.word("fitting.same"));
    out.push_back(ui.word("fitting.forgotten"));
    return out;
}

} // namespace

void draw_fitting(Ui& ui, const Scene& scene, Actions& actions) {
    const app::Fitting& fitting = scene.visit.fitting;
    const Rect area = draw_bar(ui, scene, actions);
    Message message{"light_touch",
                    {},
                    {},
                    {button(ui, "fit.done", "settings.done", ButtonStyle::primary, "yes")},
                    ui::Tint::butter};
    if (fitting.by_keys) {
        message.title = ui.word("fitting.keys_title");
        message.sentences = {ui.word("fitting.keys_text")};
    } else if (fitting.measured.is_complete()) {
        const TouchFit fit = scene.visit.fit.value_or(TouchFit{});
        message.title = ui.word("fitting.done");
        message.sentences = what_changed(ui, fit);
        message.buttons.insert(message.buttons.begin(),
                               button(ui, "fit.again", "fitting.again", ButtonStyle::plain, "again"));
        if (fit.changes())
            message.buttons.insert(message.buttons.begin() + 1,
                                   button(ui, "fit.drop", "fitting.as_before", ButtonStyle::plain, "no"));
    } else {
        return draw_marks(ui, scene, actions, area);
    }
    const int pressed = draw_message(ui, area, message);
    if (pressed < 0)
        return;
    const std::string& chosen = message.buttons[size_t(pressed)].id;
    if (chosen == "fit.again")
        actions.post(app::FitTouch{});
    else if (chosen == "fit.drop")
        actions.post(app::DropFit{});
    else
        actions.post(app::GoBack{});
}

} // namespace accanto::screens

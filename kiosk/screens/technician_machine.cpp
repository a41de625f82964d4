// The panel under a technician's hands: where a finger is felt, how large a millimetre is, and how each language sounds.
#include "kiosk/screens/technician.h"

#include <cmath>

namespace accanto::screens {

namespace {

using app::TechnicianVisit;

// As the pieces of a circle with a card's width: what one holds against it decides.
void draw_card_outline(Ui& ui, Rect r) {
    const ui::Look& l = ui.look();
    ui::ShapeSpec shape;
    shape.fill = l.tint(ui::Tint::sky);
    shape.border = l.ink;
    shape.border_px = 2;
    shape.radius = int(r.w * 3.18 / app::card_w_mm); // its corners, by the same standard
    ui.shape(r, shape);
}

} // namespace

int draw_stepping(Ui& ui, Rect& area, const Stepping& stepping) {
    static constexpr const char* names[] = {".much_smaller", ".smaller", ".larger", ".much_larger"};
    const int by[] = {-stepping.large, -stepping.small, stepping.small, stepping.large};
    const size_t columns = ui.portrait() ? 2 : 4;
    const float step_h = ui.mm(26), gap = ui.mm(5);
    const Rect rows = area.cut_bottom(ui.portrait() ? 2 * step_h + gap : step_h, ui.mm(6));
    const float w = (rows.w - gap * float(columns - 1)) / float(columns);
    int out = 0;
    for (size_t i = 0; i < std::size(by); ++i) {
        ui::ButtonSpec spec = button(ui, stepping.id + names[i], stepping.words[i], ButtonStyle::plain, by[i] < 0 ? "minus" : "plus");
        spec.picture_above = true;
        spec.role = Role::caption;
        if (ui.button({rows.x + float(i % columns) * (w + gap), rows.y + float(i / columns) * (step_h + gap), w, step_h}, spec))
            out = by[i];
    }
    return out;
}

void draw_technician_touch(Ui& ui, const Scene& scene, Actions& actions) { draw_touch_targets(ui, scene, actions, draw_bar(ui, scene, actions)); }

void draw_touch_targets(Ui& ui, const Scene& scene, Actions& actions, Rect area) {
    const auto& t = scene.visit.technician;
    if (!t)
        return;
    const auto felt = std::count(t->touched.begin(), t->touched.end(), true);
    const bool all = size_t(felt) == app::touch_targets;
    draw_title(ui, area, ui.word(all ? "technician.touch_done" : "technician.touch_text"));
    // As near to the edges as the place allows: that is where a panel first feels nothing.
    const float side = std::min({ui.mm(34), area.w / 3 - ui.mm(8), area.h / 3 - ui.mm(6)});
    for (size_t i = 0; i < app::touch_targets; ++i) {
        const float x = area.x + float(i % 3) * (area.w - side) / 2, y = area.y + float(i / 3) * (area.h - side) / 2;
        ui::ButtonSpec spec;
        spec.id = "target." + std::to_string(i + 1);
        spec.label = ui.word("technician.target", {{"n", int64_t(i + 1)}});
        spec.picture = t->touched[i] ? "yes" : "touch";
        spec.picture_only = true;
        spec.chosen = t->touched[i];
        if (ui.button({x, y, side, side}, spec))
            actions.post(app::FeelTarget{i});
    }
}

void draw_technician_screen(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    const auto& t = scene.visit.technician;
    if (!t)
        return;
    const Label outcome = said(ui, scene);
    draw_title(ui, area, ui.word("technician.do_screen"), outcome.empty() ? ui.word("technician.screen_text") : outcome);
    const std::vector<ui::ButtonSpec> keep = {button(ui, "card.keep", "technician.keep", ButtonStyle::primary, "yes")};
    Rect keep_row = area.cut_bottom(ui::button_row_height(ui, area.w, keep), ui.mm(5));
    const Stepping stepping{"card", {"technician.much_smaller", "technician.smaller", "technician.larger", "technician.much_larger"}};
    if (const int by = draw_stepping(ui, area, stepping))
        actions.post(app::SizeCard{by});
    const float card_w = float(t->card_px), card_h = float(t->card_px * app::card_h_mm / app::card_w_mm);
    draw_card_outline(ui, area.middle(std::min(card_w, area.w), std::min(card_h, area.h)));
    if (ui::button_row(ui, keep_row, keep) == 0)
        actions.post(app::KeepCard{});
}

void draw_technician_sound(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_question(ui, scene, actions, ui.word("technician.do_sound"), ui.word("technician.sound_text"));
    std::vector<ui::CardSpec> cards;
    for (const std::string& language : scene.languages)
        cards.push_back({"sound." + language, language_name(ui, language), {}, "listen", ui::Tint(cards.size() % 6)});
    if (const int chosen = draw_answers(ui, scene, actions, area, std::move(cards)); chosen >= 0)
        actions.post(app::SayIn{scene.languages[size_t(chosen)]});
}

} // namespace accanto::screens

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

ui::ButtonSpec step_button(Ui& ui, const char* id, const char* word, const char* picture) {
    ui::ButtonSpec spec = button(ui, id, word, ButtonStyle::plain, picture);
    spec.picture_above = true;
    spec.role = Role::caption;
    return spec;
}

} // namespace

void draw_technician_touch(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
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
    const std::vector<ui::ButtonSpec> steps = {step_button(ui, "card.much_smaller", "technician.much_smaller", "minus"), step_button(ui, "card.smaller", "technician.smaller", "minus"),
                                               step_button(ui, "card.larger", "technician.larger", "plus"), step_button(ui, "card.much_larger", "technician.much_larger", "plus")};
    const std::vector<ui::ButtonSpec> keep = {button(ui, "card.keep", "technician.keep", ButtonStyle::primary, "yes")};
    Rect keep_row = area.cut_bottom(ui::button_row_height(ui, area.w, keep), ui.mm(5));
    const bool two_rows = ui.portrait();
    const float step_h = ui.mm(26), gap = ui.mm(5);
    Rect step_rows = area.cut_bottom(two_rows ? 2 * step_h + gap : step_h, ui.mm(6));
    static constexpr int by[] = {-10, -1, 1, 10};
    const size_t columns = two_rows ? 2 : 4;
    const float w = (step_rows.w - gap * float(columns - 1)) / float(columns);
    for (size_t i = 0; i < steps.size(); ++i)
        if (ui.button({step_rows.x + float(i % columns) * (w + gap), step_rows.y + float(i / columns) * (step_h + gap), w, step_h}, steps[i]))
            actions.post(app::SizeCard{by[i]});
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

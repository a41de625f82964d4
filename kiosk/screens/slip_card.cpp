#include "kiosk/screens/slip_card.h"

#include <algorithm>

namespace accanto::screens {

SlipCard draw_slip_card(Ui& ui, const Scene& scene, Rect area, const std::string& id, ui::Tint tint) {
    const ui::Look& l = ui.look();
    SlipCard out;
    out.low = area.h < ui.mm(175) && area.w > area.h * 1.4f;
    ui.card(area, l.card);
    ui::ShapeSpec head;
    head.fill = l.tint(tint);
    head.radius = int(ui.mm(l.radius_mm()));
    head.square_bottom = true;
    Rect top = area.cut_top(out.low ? ui.mm(21) : std::max(ui.mm(26), std::min(area.h * 0.2f, ui.mm(36))));
    ui.shape(top, head);
    Rect words = top.inset(ui.mm(8), ui.mm(2));
    ui::ButtonSpec hear = button(ui, id + ".hear", id + ".hear", ButtonStyle::plain, "listen");
    hear.enabled = scene.can_speak;
    Rect ear = words.cut_end(std::min(words.w * 0.5f, ui.mm(l.size == ui::TextSize::extra ? 220.0f : 120.0f)), ui.mm(5));
    const TextStyle name{ui::Role::heading,           700, l.ink, head.fill, ui::Align::start,
                         TextStyle::Vertical::centre, 0,   true};
    ui.text(words, id + ".title", ui.word(id + ".title"), name, ui::NodeRole::heading);
    out.heard = ui.button(ear.middle(ear.w, std::min(ear.h, ui.mm(20))), hear);
    out.inner = area.inset(ui.mm(8), ui.mm(4));
    return out;
}

Rect slip_place(const Ui& ui, Rect area) {
    if (!ui.portrait())
        return area.middle(std::min(area.w, ui.mm(ui.look().size == ui::TextSize::extra ? 480.0f : 340.0f)), area.h);
    return area.middle(area.w, std::min(area.h, area.w * 1.25f));
}

} // namespace accanto::screens

// The code of a booking, sign by sign.
#include "kiosk/screens/booking_words.h"

#include "kiosk/ui/keyboard.h"

namespace accanto::screens {

using ui::Label;
using ui::Rect;
using ui::Role;

namespace {

// The six places, in two groups as on the paper. They keep their direction in every language.
void draw_places(Ui& ui, const Scene& scene, Rect area) {
    const ui::Look& l = ui.look();
    const std::string& typed = scene.visit.typed_code;
    const float gap = ui.mm(3), between = ui.mm(9);
    const float side = std::min({area.h, (area.w - 4 * gap - between) / 6, ui.mm(34)});
    Rect all = area.middle(side * 6 + gap * 4 + between, side);
    ui::Ui::Unmirrored straight(ui, all);
    for (size_t i = 0; i < point::code_length; ++i) {
        Rect r = all.cut_start(side, i == 2 ? between : gap);
        const bool filled = i < typed.size();
        ui::ShapeSpec place;
        place.fill = l.card;
        place.border = filled ? l.deep : scene.visit.code_unknown ? l.warm : l.field_line;
        place.border_px = std::max(2, int(ui.mm(0.8f)));
        place.radius = int(ui.mm(4));
        place.dashed = !filled;
        ui.shape(r, place);
        const std::string sign = filled ? typed.substr(i, 1) : std::string();
        if (filled)
            ui.paint_text(r.inset(ui.mm(1)), ui.plain(sign, "en"),
                          {Role::title, 800, l.deep, l.card, ui::Align::centre,
                           ui::TextStyle::Vertical::centre, 0, true});
        const int64_t number = int64_t(i) + 1;
        const Label label = filled ? ui.word("my_code.sign", {{"n", number}, {"sign", sign}})
                                   : ui.word("my_code.free", {{"n", number}});
        ui::Node node;
        node.id = "my_code.place." + std::to_string(number);
        node.role = ui::NodeRole::status;
        node.label = label.text, node.speech = label.speech, node.language = label.language;
        node.rect = r;
        ui.add_node(std::move(node));
    }
}

} // namespace

void draw_my_code(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    draw_title(ui, area, ui.word("my_code.title"),
               ui.word(scene.visit.code_unknown ? "my_code.unknown" : "my_code.text"));
    const std::string signs(point::code_characters);
    const float keys_w = std::min(area.w, ui.mm(260));
    const float keys_h = ui::keyboard_height(ui, keys_w, signs, ui::KeyKind::code, {});
    Rect keys = area.cut_bottom(std::min(keys_h, area.h), ui.mm(6));
    if (ui.portrait())
        area.h = std::min(area.h, ui.mm(60));
    draw_places(ui, scene, area);
    if (const ui::KeyResult key =
            ui::keyboard(ui, keys.middle(keys_w, keys_h), signs, ui::KeyKind::code, {}, false);
        key.what != ui::KeyResult::What::none)
        actions.post(app::PressKey{key});
}

} // namespace accanto::screens

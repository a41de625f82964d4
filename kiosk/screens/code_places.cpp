#include "kiosk/screens/code_places.h"

#include "kiosk/ui/keyboard.h"

namespace accanto::screens {

namespace {

void draw_place(Ui& ui, Rect r, const CodeEntry& entry, size_t i) {
    const ui::Look& l = ui.look();
    const bool filled = i < entry.typed.size();
    ui::ShapeSpec place;
    place.fill = l.card;
    place.border = filled ? l.deep : entry.unknown ? l.warm : l.field_line;
    place.border_px = std::max(2, int(ui.mm(0.8f)));
    place.radius = int(ui.mm(4));
    place.dashed = !filled;
    ui.shape(r, place);
    const std::string sign = filled ? entry.typed.substr(i, 1) : std::string();
    if (filled)
        ui.paint_text(
            r.inset(ui.mm(1)), ui.plain(sign, "en"),
            {Role::title, 800, l.deep, l.card, ui::Align::centre, TextStyle::Vertical::centre, 0, true});
    const int64_t number = int64_t(i) + 1;
    const Label label = filled ? ui.word("my_code.sign", {{"n", number}, {"sign", sign}})
                               : ui.word("my_code.free", {{"n", number}});
    ui::Node node;
    node.id = entry.id + ".place." + std::to_string(number);
    node.role = ui::NodeRole::status;
    node.label = label.text, node.speech = label.speech, node.language = label.language;
    node.rect = r;
    ui.add_node(std::move(node));
}

// In groups as on the paper. They keep their direction in every language.
void draw_places(Ui& ui, Rect area, const CodeEntry& entry) {
    size_t count = 0;
    for (const size_t group : entry.groups)
        count += group;
    const float gap = ui.mm(3), between = ui.mm(9);
    const float gaps = gap * float(count - entry.groups.size()) + between * float(entry.groups.size() - 1);
    const float side = std::min({area.h, (area.w - gaps) / float(count), ui.mm(34)});
    Rect all = area.middle(side * float(count) + gaps, side);
    ui::Ui::Unmirrored straight(ui, all);
    size_t i = 0;
    for (const size_t group : entry.groups)
        for (size_t in_group = 1; in_group <= group; ++in_group)
            draw_place(ui, all.cut_start(side, in_group == group ? between : gap), entry, i++);
}

} // namespace

void type_code(Ui& ui, Actions& actions, Rect area, const CodeEntry& entry) {
    const float keys_w = std::min(area.w, ui.mm(260));
    const float keys_h = ui::keyboard_height(ui, keys_w, entry.signs, ui::KeyKind::code, {});
    Rect keys = area.cut_bottom(std::min(keys_h, area.h), ui.mm(6));
    if (ui.portrait())
        area.h = std::min(area.h, ui.mm(60));
    draw_places(ui, area, entry);
    if (const ui::KeyResult key =
            ui::keyboard(ui, keys.middle(keys_w, keys_h), entry.signs, ui::KeyKind::code, {}, false, false);
        key.what != ui::KeyResult::What::none)
        actions.post(app::PressKey{key});
}

void show_code(Ui& ui, Rect area, const std::string& id, const std::string& grouped, const Label& spoken) {
    const ui::Look& l = ui.look();
    TextStyle style{Role::number, 800, l.deep, l.card, ui::Align::centre, TextStyle::Vertical::centre};
    const Label shown = ui.plain(grouped, "en");
    style.em_mm = std::min(l.em_mm(Role::number), area.h / ui.mm(1) / 1.42f);
    while (style.em_mm > 10 &&
           (ui.measure(shown, style, 0).w > area.w || ui.measure(shown, style, 0).h > area.h))
        style.em_mm -= 1;
    ui::Node node;
    node.id = id;
    node.role = ui::NodeRole::status;
    node.label = shown.text, node.speech = spoken.speech, node.language = spoken.language;
    node.clipped = !ui.paint_text(area, shown, style);
    node.em_px = ui.mm(style.em_mm);
    node.foreground = l.deep, node.background = l.card;
    node.rect = area;
    ui.add_node(std::move(node));
}

std::string spelled_code(const std::string& code) {
    std::string out;
    for (char c : code)
        out += (out.empty() ? "" : ", ") + std::string(1, c);
    return out;
}

} // namespace accanto::screens

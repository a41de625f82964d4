#include "kiosk/screens/typing_page.h"

#include "kiosk/screens/contact_page.h"
#include "kiosk/screens/technician.h"

#include <algorithm>

namespace accanto::screens {

namespace {

void draw_typed(Ui& ui, Rect box, const TypingPage& page) {
    const ui::Look& l = ui.look();
    draw_field_box(ui, box, !page.typed.empty());
    ui::Node node;
    node.id = page.id;
    node.role = ui::NodeRole::field;
    node.label = page.name.text, node.speech = page.name.speech, node.language = page.name.language,
    node.fallback = page.name.fallback;
    node.value = page.typed;
    node.rect = box;
    ui.add_node(std::move(node));
    if (!page.typed.empty())
        ui.paint_text(
            box.inset(ui.mm(4), ui.mm(1)), ui.plain(page.typed),
            {Role::body, 600, l.ink, l.card, ui::Align::start, TextStyle::Vertical::centre, 0, true});
}

void draw_words(Ui& ui, const Scene& scene, Rect area, const TypingPage& page, bool low) {
    const ui::Look& l = ui.look();
    const Label outcome = said(ui, scene);
    std::vector<ui::Line> lines = {
        {"title", page.title, {low ? Role::heading : Role::title, 700, l.ink}, ui::NodeRole::heading, 0},
        {"sentence",
         outcome.empty() ? ui.word(page.sentence) : outcome,
         {Role::body, 400, l.soft},
         outcome.empty() ? ui::NodeRole::text : ui::NodeRole::status,
         1.5f}};
    // The largest words above many keys on a low panel: one of the two, and what was refused before all.
    if (!ui::reads_whole(ui, {area.w, area.h}, lines))
        lines.erase(outcome.empty() ? lines.end() - 1 : lines.begin());
    ui::text_stack(ui, area, lines);
}

} // namespace

void draw_typing(Ui& ui, const Scene& scene, Actions& actions, Rect area, const TypingPage& page) {
    const bool low = ui.screen().h < ui.mm(230);
    const ui::KeyboardState& keyboard = scene.visit.keyboard;
    const std::string letters = keyboard.letters.empty() ? ui.language() : keyboard.letters;
    const float keys_w = std::min(area.w, ui.mm(260)),
                keys_h = ui::keyboard_height(ui, keys_w, letters, page.kind, keyboard),
                box_h = ui.mm(low ? 17 : 20);
    const Rect keys = area.cut_bottom(keys_h, ui.mm(low ? 3 : 6)).middle(keys_w, keys_h);
    const Rect box = area.cut_bottom(box_h, ui.mm(low ? 2 : 4)).middle(keys_w, box_h);
    draw_words(ui, scene, area, page, low);
    draw_typed(ui, box, page);
    if (const ui::KeyResult key = ui::keyboard(ui, keys, letters, page.kind, keyboard, false, false);
        key.what != ui::KeyResult::What::none)
        actions.post(app::PressKey{key});
}

} // namespace accanto::screens

// What is typed while setting up: an address, a code, the point's name.
#include "kiosk/screens/code_places.h"
#include "kiosk/screens/contact_page.h"
#include "kiosk/screens/setup.h"

#include "kiosk/ui/keyboard.h"

namespace accanto::screens {

using setup::Step;

namespace {

// As the hub makes codes (sync/hub/enrolment.cpp), and the letters that do not look like digits.
constexpr const char *code_signs = "ABCDEFGHJKMNPQRTUVWXY346789", *letter_signs = "ABCDEFGHJKLMNPRTUVWXY",
                     *digit_signs = "0123456789";

std::string word_key(Step step, const char* what) {
    return std::string("setup.") + setup::to_text(step) + "_" + what;
}

void draw_box(Ui& ui, Rect box, const Label& name, const std::string& typed) {
    const ui::Look& l = ui.look();
    draw_field_box(ui, box, !typed.empty());
    ui::Node node;
    node.id = "setup.typed";
    node.role = ui::NodeRole::field;
    node.label = name.text, node.speech = name.speech, node.language = name.language,
    node.fallback = name.fallback;
    node.value = typed;
    node.rect = box;
    ui.add_node(std::move(node));
    TextStyle style{Role::body, 600, l.ink, l.card, ui::Align::start, TextStyle::Vertical::centre, 0, true};
    if (!typed.empty())
        ui.paint_text(box.inset(ui.mm(4), ui.mm(1)), ui.plain(typed), style);
}

void draw_signs(Ui& ui, const Scene& scene, Actions& actions, Rect area) {
    const std::string& typed = scene.visit.setup->typed;
    switch (scene.visit.setup->step) {
    case Step::code:
        return type_code(ui, actions, area, {"setup.code", typed, code_signs, {4, 4}});
    case Step::date:
        return type_code(ui, actions, area, {"setup.date", typed, digit_signs, {2, 2, 2}});
    case Step::time:
        return type_code(ui, actions, area, {"setup.time", typed, digit_signs, {2, 2}});
    default:
        return type_code(ui, actions, area, {"setup.letter", typed, letter_signs, {1}});
    }
}

} // namespace

void draw_setup_typing(Ui& ui, const Scene& scene, Actions& actions) {
    const app::SetupVisit& s = *scene.visit.setup;
    const bool low = ui.screen().h < ui.mm(230), signs = app::is_by_signs(s.step);
    Rect area = draw_bar(ui, scene, actions);
    std::vector<ui::ButtonSpec> buttons = {
        button(ui, "setup.next", "common.continue", ButtonStyle::primary, "yes")};
    buttons[0].enabled = app::is_enough(s.step, s.typed);
    const Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(low ? 3 : 6));
    const ui::KeyKind kind = s.step == Step::name ? ui::KeyKind::name : ui::KeyKind::email;
    const std::string letters =
        scene.visit.keyboard.letters.empty() ? ui.language() : scene.visit.keyboard.letters;
    const float keys_w = std::min(area.w, ui.mm(260)),
                keys_h = signs ? 0 : ui::keyboard_height(ui, keys_w, letters, kind, scene.visit.keyboard);
    const Rect keys = signs ? Rect{} : area.cut_bottom(keys_h, ui.mm(low ? 3 : 6)).middle(keys_w, keys_h);
    const Rect box =
        signs
            ? Rect{}
            : area.cut_bottom(ui.mm(low ? 17 : 20), ui.mm(low ? 2 : 4)).middle(keys_w, ui.mm(low ? 17 : 20));
    const Label title = ui.word(word_key(s.step, "title"));
    if (signs) {
        draw_title(ui, area, title, said_or(ui, scene, word_key(s.step, "text").c_str()));
        draw_signs(ui, scene, actions, area);
    } else {
        const ui::Look& l = ui.look();
        std::vector<ui::Line> lines = {
            {"title", title, {low ? Role::heading : Role::title, 700, l.ink}, ui::NodeRole::heading, 0},
            {"sentence",
             said_or(ui, scene, word_key(s.step, "text").c_str()),
             {Role::body, 400, l.soft},
             ui::NodeRole::text,
             1.5f}};
        // The largest words above many keys on a low panel: one of the two, and what was refused before all.
        if (!ui::reads_whole(ui, {area.w, area.h}, lines))
            lines.erase(said(ui, scene).empty() ? lines.end() - 1 : lines.begin());
        ui::text_stack(ui, area, lines);
        draw_box(ui, box, title, s.typed);
        if (const ui::KeyResult key =
                ui::keyboard(ui, keys, letters, kind, scene.visit.keyboard, false, false);
            key.what != ui::KeyResult::What::none)
            actions.post(app::PressKey{key});
    }
    if (ui::button_row(ui, row, buttons) == 0)
        answer_by(actions, buttons[0]);
}

} // namespace accanto::screens

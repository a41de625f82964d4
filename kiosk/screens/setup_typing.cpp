// What is typed while setting up: an address, a code, the point's name.
#include "kiosk/screens/code_places.h"
#include "kiosk/screens/setup.h"
#include "kiosk/screens/typing_page.h"

namespace accanto::screens {

using setup::Step;

namespace {

// As the hub makes codes (sync/hub/enrolment.cpp), and the letters that do not look like digits.
constexpr const char *code_signs = "ABCDEFGHJKMNPQRTUVWXY346789", *letter_signs = "ABCDEFGHJKLMNPRTUVWXY",
                     *digit_signs = "0123456789";

std::string word_key(Step step, const char* what) {
    return std::string("setup.") + setup::to_text(step) + "_" + what;
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
    Rect area = draw_bar(ui, scene, actions);
    std::vector<ui::ButtonSpec> buttons = {
        button(ui, "setup.next", "common.continue", ButtonStyle::primary, "yes")};
    buttons[0].enabled = app::is_enough(s.step, s.typed);
    const Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons),
                                     ui.mm(ui.screen().h < ui.mm(230) ? 3 : 6));
    const Label title = ui.word(word_key(s.step, "title"));
    const std::string sentence = word_key(s.step, "text");
    if (app::is_by_signs(s.step)) {
        draw_title(ui, area, title, said_or(ui, scene, sentence.c_str()));
        draw_signs(ui, scene, actions, area);
    } else {
        draw_typing(ui, scene, actions, area,
                    {title, sentence.c_str(), "setup.typed", title, s.typed,
                     s.step == Step::name ? ui::KeyKind::name
                     : s.step == Step::id ? ui::KeyKind::machine_name
                                          : ui::KeyKind::email});
    }
    if (ui::button_row(ui, row, buttons) == 0)
        answer_by(actions, buttons[0]);
}

} // namespace accanto::screens

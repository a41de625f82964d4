// The door of the technician's screen: the PIN, the telephone to the hub where it is forgotten, and a new one.
#include "kiosk/screens/contact_page.h"
#include "kiosk/screens/technician.h"

#include "kiosk/ui/keyboard.h"

namespace accanto::screens {

namespace {

using app::TechnicianVisit;
using Asks = TechnicianVisit::Asks;

struct Page {
    const char *title, *text, *name, *enter;
    size_t least, most;
};

Page page_of(const TechnicianVisit& t) {
    switch (t.asks) {
    case Asks::response: return {"technician.recover_title", "technician.recover_text", "technician.response", "technician.enter", 10, 10};
    case Asks::new_pin: return {"technician.new_pin", "technician.new_pin_text", "technician.pin", "common.next", 6, 12};
    case Asks::new_pin_again: return {"technician.new_pin_again", "technician.new_pin_text", "technician.pin", "technician.enter", 6, 12};
    case Asks::pin: break;
    }
    return {"technician.pin_title", "technician.pin_text", "technician.pin", "technician.enter", 6, 12};
}

// In groups of four, as one reads it out.
std::string in_fours(const std::string& digits) { return digits.size() == 8 ? digits.substr(0, 4) + " " + digits.substr(4) : digits; }

// Dots, never digits: who looks over a shoulder sees how many.
void draw_dots(Ui& ui, Rect box, const TechnicianVisit& t, const Label& name) {
    draw_private_box(ui, box, "technician.digits", name, t.digits);
    std::string shown;
    for (size_t i = 0; i < t.digits.size(); ++i)
        shown += t.asks == Asks::response ? std::string(1, t.digits[i]) : std::string("•");
    const ui::Look& l = ui.look();
    if (!shown.empty())
        ui.paint_text(box.inset(ui.mm(4), ui.mm(1)), ui.plain(shown, "en"), {Role::title, 700, l.ink, l.card, ui::Align::centre, TextStyle::Vertical::centre, 0, true});
}

std::vector<ui::Line> lines_of(Ui& ui, const Scene& scene, const TechnicianVisit& t, const Page& page) {
    const ui::Look& l = ui.look();
    std::vector<ui::Line> lines = {{"title", ui.word(page.title), {Role::title, 700, l.ink}, ui::NodeRole::heading, 0}};
    const Label outcome = said(ui, scene);
    if (!outcome.empty())
        lines.push_back({"feedback", outcome, {Role::body, 700, l.deep}, ui::NodeRole::status, 4});
    lines.push_back({"sentence", ui.word(page.text), {Role::body, 400, l.ink}, ui::NodeRole::text, 4});
    if (t.asks == Asks::response) {
        lines.push_back({"challenge", ui.word("technician.challenge", {{"digits", in_fours(t.challenge)}}), {Role::heading, 700, l.ink}, ui::NodeRole::text, 5});
        lines.push_back({"kiosk", ui.word("technician.kiosk_id", {{"id", t.kiosk}}), {Role::caption, 400, l.ink}, ui::NodeRole::text, 3});
    }
    return lines;
}

} // namespace

void draw_technician_pin(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    if (!scene.visit.technician)
        return;
    const TechnicianVisit& t = *scene.visit.technician;
    const Page page = page_of(t);
    std::vector<ui::ButtonSpec> buttons;
    if (t.asks == Asks::pin)
        buttons.push_back(button(ui, "technician.forgot", "technician.forgot", ButtonStyle::plain, "phone"));
    buttons.push_back(button(ui, "technician.enter", page.enter, ButtonStyle::primary, "key"));
    buttons.back().enabled = t.digits.size() >= page.least;
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(6));
    const float keys_w = std::min(ui.mm(97), ui.portrait() ? area.w : area.w * 0.46f);
    const float keys_h = ui::keyboard_height(ui, keys_w, ui.language(), ui::KeyKind::digits, {}), box_h = ui.mm(20), gap = ui.mm(5);
    Rect pad = ui.portrait() ? area.cut_bottom(std::min(area.h * 0.62f, keys_h + box_h + gap), ui.mm(8)) : area.cut_end(keys_w, ui.mm(10));
    pad = pad.middle(keys_w, std::min(pad.h, keys_h + box_h + gap));
    Rect keys = pad.cut_bottom(keys_h, std::min(gap, std::max(0.0f, pad.h - keys_h - ui.mm(16))));
    ui::text_stack(ui, area, lines_of(ui, scene, t, page), !ui.portrait());
    draw_dots(ui, pad, t, ui.word(page.name));
    if (const ui::KeyResult key = ui::keyboard(ui, keys, ui.language(), ui::KeyKind::digits, {}, true, false); key.what != ui::KeyResult::What::none)
        actions.post(app::PressKey{key});
    const int pressed = ui::button_row(ui, row, buttons);
    if (pressed < 0)
        return;
    if (buttons[size_t(pressed)].id == "technician.forgot")
        actions.post(app::ForgotPin{});
    else
        actions.post(app::EnterDigits{});
}

} // namespace accanto::screens

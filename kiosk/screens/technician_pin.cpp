// The door of the technician's screen: the PIN, the telephone to the hub where it is forgotten, and a new one. And the PIN of a
// mentor.
#include "kiosk/screens/contact_page.h"
#include "kiosk/screens/technician.h"

#include "kiosk/ui/keyboard.h"

namespace accanto::screens {

namespace {

using app::TechnicianVisit;
using Asks = TechnicianVisit::Asks;

struct Page {
    Label title, text;
    const char *name, *enter;
    size_t least;
    const char *other = "", *other_word = "", *other_picture = "";   // what can be done instead
};

Page page_of(const Ui& ui, const TechnicianVisit& t) {
    const auto say = [&](const char* key) { return ui.word(key); };
    switch (t.asks) {
    case Asks::response: return {say("technician.recover_title"), say("technician.recover_text"), "technician.response", "technician.enter", 10};
    case Asks::new_pin: return {say("technician.new_pin"), say("technician.new_pin_text"), "technician.pin", "common.next", 6};
    case Asks::new_pin_again: return {say("technician.new_pin_again"), say("technician.new_pin_text"), "technician.pin", "technician.save", 6};
    case Asks::pin: break;
    }
    return {say("technician.pin_title"), say("technician.pin_text"), "technician.pin", "technician.enter", 6, "technician.forgot", "technician.forgot", "phone"};
}

Page page_of_mentor(const Ui& ui, const TechnicianVisit& t) {
    if (!t.first_pin.empty())
        return {ui.word("technician.new_pin_again"), ui.word("technician.new_pin_text"), "technician.pin", "technician.save", 6};
    return {ui.word("technician.mentor_pin_title", {{"name", t.mentor.name}}), ui.word("technician.mentor_pin_text"), "technician.pin", "common.next", 6, "mentor.make_pin", "technician.mentor_make_pin", "digits"};
}

// In groups of four, as one reads it out.
std::string in_fours(const std::string& digits) { return digits.size() == 8 ? digits.substr(0, 4) + " " + digits.substr(4) : digits; }

// Dots, never digits: who looks over a shoulder sees how many.
void draw_dots(Ui& ui, Rect box, const TechnicianVisit& t, bool is_shown, const Label& name) {
    draw_private_box(ui, box, "technician.digits", name, t.digits);
    std::string shown;
    for (size_t i = 0; i < t.digits.size(); ++i)
        shown += is_shown ? std::string(1, t.digits[i]) : std::string("•");
    const ui::Look& l = ui.look();
    if (!shown.empty())
        ui.paint_text(box.inset(ui.mm(4), ui.mm(1)), ui.plain(shown, "en"), {Role::title, 700, l.ink, l.card, ui::Align::centre, TextStyle::Vertical::centre, 0, true});
}

bool is_response(const Scene& scene, const TechnicianVisit& t) { return scene.visit.screen == ScreenId::technician_pin && t.asks == Asks::response; }

std::vector<ui::Line> lines_of(Ui& ui, const Scene& scene, const TechnicianVisit& t, const Page& page) {
    const ui::Look& l = ui.look();
    std::vector<ui::Line> lines = {{"title", page.title, {Role::title, 700, l.ink}, ui::NodeRole::heading, 0}};
    // Making a hash of it takes a moment.
    const Label outcome = scene.visit.busy.empty() ? said(ui, scene) : ui.word("common.one_moment");
    if (!outcome.empty())
        lines.push_back({"feedback", outcome, {Role::body, 700, l.deep}, ui::NodeRole::status, 4});
    lines.push_back({"sentence", page.text, {Role::body, 400, l.ink}, ui::NodeRole::text, 4});
    if (is_response(scene, t)) {
        lines.push_back({"challenge", ui.word("technician.challenge", {{"digits", in_fours(t.challenge)}}), {Role::heading, 700, l.ink}, ui::NodeRole::text, 5});
        lines.push_back({"kiosk", ui.word("technician.kiosk_id", {{"id", t.kiosk}}), {Role::caption, 400, l.ink}, ui::NodeRole::text, 3});
    }
    return lines;
}

// Whether what can be done instead was pressed. The keys and what ends typing are posted.
bool draw_page(Ui& ui, const Scene& scene, Actions& actions, const Page& page) {
    Rect area = draw_bar(ui, scene, actions);
    const TechnicianVisit& t = *scene.visit.technician;
    const std::string other = page.other;
    std::vector<ui::ButtonSpec> buttons;
    if (!other.empty())
        buttons.push_back(button(ui, other, page.other_word, ButtonStyle::plain, page.other_picture));
    buttons.push_back(button(ui, "technician.enter", page.enter, ButtonStyle::primary, t.asks == Asks::new_pin_again ? "yes" : "key"));
    buttons.back().enabled = t.digits.size() >= page.least;
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(6));
    const float keys_w = std::min(ui.mm(97), ui.portrait() ? area.w : area.w * 0.46f);
    const float keys_h = ui::keyboard_height(ui, keys_w, ui.language(), ui::KeyKind::digits, {}), box_h = ui.mm(20), gap = ui.mm(5);
    Rect pad = ui.portrait() ? area.cut_bottom(std::min(area.h * 0.62f, keys_h + box_h + gap), ui.mm(8)) : area.cut_end(keys_w, ui.mm(10));
    pad = pad.middle(keys_w, std::min(pad.h, keys_h + box_h + gap));
    Rect keys = pad.cut_bottom(keys_h, std::min(gap, std::max(0.0f, pad.h - keys_h - ui.mm(16))));
    ui::text_stack(ui, area, lines_of(ui, scene, t, page), !ui.portrait());
    draw_dots(ui, pad, t, is_response(scene, t), ui.word(page.name));
    if (const ui::KeyResult key = ui::keyboard(ui, keys, ui.language(), ui::KeyKind::digits, {}, true, false); key.what != ui::KeyResult::What::none)
        actions.post(app::PressKey{key});
    const int pressed = ui::button_row(ui, row, buttons);
    if (pressed < 0)
        return false;
    if (!other.empty() && pressed == 0)
        return true;
    actions.post(app::EnterDigits{});
    return false;
}

} // namespace

void draw_technician_pin(Ui& ui, const Scene& scene, Actions& actions) {
    if (scene.visit.technician && draw_page(ui, scene, actions, page_of(ui, *scene.visit.technician)))
        actions.post(app::ForgotPin{});
}

void draw_technician_mentor_pin(Ui& ui, const Scene& scene, Actions& actions) {
    if (scene.visit.technician && draw_page(ui, scene, actions, page_of_mentor(ui, *scene.visit.technician)))
        actions.post(app::CareForMentor{app::MentorWish::make_pin});
}

} // namespace accanto::screens

// A telephone number, for who wants to be called when something changes.
#include "kiosk/screens/contact_page.h"
#include "kiosk/screens/frame.h"

#include "kiosk/point/contact.h"
#include "kiosk/ui/keyboard.h"
#include "kiosk/ui/spoken.h"

namespace accanto::screens {

namespace {

constexpr float keys_mm = 97;

// A line, or as many as the name of the number has at its smallest.
float name_height(Ui& ui) {
    TextStyle smallest{Role::caption, 600};
    smallest.em_mm = ui.look().smallest_em_mm();
    return std::max(ui.mm(ui.look().em_mm(Role::caption) * 1.45f),
                    ui.measure(ui.word("book.contact_number"), smallest, ui.mm(keys_mm)).h);
}

void draw_number(Ui& ui, const Scene& scene, const std::string& digits, Rect area) {
    const ui::Look& l = ui.look();
    const Label name = ui.word("book.contact_number");
    Rect box = area;
    ui.text(box.cut_top(name_height(ui), ui.mm(1)), "contact.name", name,
            {Role::caption, 600, l.soft, 0, ui::Align::start, ui::TextStyle::Vertical::top, 0, true});
    draw_private_box(ui, box, "contact.digits", name, digits,
                     is_heard(scene.visit) ? ui::in_groups(digits, " ", ", ") : "");
    const ui::TextStyle style{
        Role::title, 700, l.ink, l.card, ui::Align::centre, ui::TextStyle::Vertical::centre, 0, true};
    const Label shown = ui.plain(ui::in_groups(digits, "", " "), "en");
    if (!digits.empty())
        ui.paint_text(box.inset(ui.mm(4), ui.mm(1)), shown, style);
}

} // namespace

void draw_field_box(Ui& ui, Rect box, bool filled) {
    const ui::Look& l = ui.look();
    ui::ShapeSpec shape;
    shape.fill = l.card;
    shape.border = filled ? l.deep : l.field_line;
    shape.border_px = std::max(2, int(ui.mm(0.8f)));
    shape.radius = int(ui.mm(4));
    ui.shape(box, shape);
}

void draw_private_box(Ui& ui, Rect box, const std::string& id, const Label& name, const std::string& typed,
                      const std::string& heard) {
    draw_field_box(ui, box, !typed.empty());
    ui::Node node;
    node.id = id;
    node.role = ui::NodeRole::field;
    node.label = name.text, node.speech = name.speech, node.language = name.language;
    node.value = typed;
    node.heard = heard;
    node.is_private = true;
    node.rect = box;
    ui.add_node(std::move(node));
}

int draw_contact_page(Ui& ui, const Scene& scene, Actions& actions, const ContactPage& page) {
    const ui::Look& l = ui.look();
    Rect area = draw_bar(ui, scene, actions);
    std::vector<ui::ButtonSpec> buttons = {
        button(ui, "contact.skip", "book.contact_skip", ButtonStyle::plain, "next"),
        button(ui, "contact.use", "book.contact_use", ButtonStyle::primary, "yes")};
    buttons[0].picture_mirrors = true;
    buttons[1].enabled = page.digits.size() >= point::least_digits;
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(6));
    // The keys, and above them what they write.
    const float keys_w = std::min(ui.mm(keys_mm), ui.portrait() ? area.w : area.w * 0.46f);
    const float keys_h = ui::keyboard_height(ui, keys_w, ui.language(), ui::KeyKind::digits, {});
    const float number_h = name_height(ui) + ui.mm(20), gap = ui.mm(5);
    Rect pad = ui.portrait() ? area.cut_bottom(std::min(area.h * 0.66f, keys_h + number_h + gap), ui.mm(8))
                             : area.cut_end(keys_w, ui.mm(10));
    pad = pad.middle(keys_w, std::min(pad.h, keys_h + number_h + gap));
    Rect keys = pad.cut_bottom(keys_h, std::min(gap, std::max(0.0f, pad.h - keys_h - ui.mm(20))));
    std::vector<ui::Line> lines = {
        {"title", page.title, {Role::title, 700, l.ink}, ui::NodeRole::heading, 0},
        {"sentence", page.sentence, {Role::body, 400, l.ink}, ui::NodeRole::text, 4},
        {"contact.sealed", ui.word("book.contact_sealed"), {Role::body, 400, l.soft}, ui::NodeRole::text, 4}};
    if (const float side = ui.mm(44); !ui.portrait() && area.h > ui.mm(200)) {
        Rect lock = area.cut_top(side, ui.mm(6));
        ui.picture(lock.cut_start(side), "lock");
    }
    draw_sentences(ui, scene, actions, area, lines, false);
    draw_number(ui, scene, page.digits, pad);
    if (const ui::KeyResult key = ui::keyboard(ui, keys, ui.language(), ui::KeyKind::digits, scene.visit.keyboard, !scene.listens_alone,
                                               scene.visit.voice_on);
        key.what != ui::KeyResult::What::none)
        actions.post(app::PressKey{key});
    return ui::button_row(ui, row, buttons);
}

void draw_book_contact(Ui& ui, const Scene& scene, Actions& actions) {
    const int pressed = draw_contact_page(
        ui, scene, actions, {ui.word("book.contact_title"), ui.word("book.contact_text"), scene.visit.booking_draft.digits});
    if (pressed >= 0)
        actions.post(app::UseContact{pressed == 1});
}

} // namespace accanto::screens

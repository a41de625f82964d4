// The simple parts of the practice device: words, boxes, buttons.
#include "kiosk/screens/practice_device.h"

namespace accanto::screens {

using content::ElementKind;
using content::ElementStyle;
using ui::Align;
using ui::Colour;
using ui::ShapeSpec;

void draw_bar_element(Device& d, const content::Element& e, Rect r) {
    d.ui.fill(r, d.accent());
    Rect inner = r.inset(d.ui.mm(5), d.ui.mm(1));
    // What stands on the bar at its start (a way back, a picture) pushes the name on.
    for (const content::Element& other : d.screen.elements)
        if (&other != &e && other.kind != ElementKind::bar && d.stands_on_bar(other) && content::is_shown(d.lesson.tutorial(), d.lesson.state(), other)) {
            Rect o = d.place(other.rect);
            if (!o.overlaps(r))
                continue;
            if (o.centre_x() < r.centre_x())
                inner.cut_start(std::max(0.0f, o.right() - inner.x), d.ui.mm(2));
            else
                inner.w = std::max(0.0f, std::min(inner.w, o.x - d.ui.mm(2) - inner.x));
        }
    Label label = d.label(e.label);
    const bool can_touch = e.touch || e.action.kind != content::ActionKind::none;
    ui::Ui::Touch touch = d.touch_if(can_touch, r, e.id, label);
    d.text(inner, e.id + (can_touch ? ".words" : ""), label, d.style(Role::heading, 700, d.ui.look().on_accent, d.accent()), ui::NodeRole::heading,
           words_of(can_touch, e));
    d.glow(e.id, r, 0);
    d.focus(touch, r, 0);
}

void draw_words(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    bool title = e.kind == ElementKind::title;
    Colour ground = d.ground_of(e), colour = d.stands_on_bar(e) ? l.on_accent : title ? l.ink : l.soft;
    Rect whole = r;
    Label label = d.label(e.label);
    bool can_touch = e.touch || e.action.kind != content::ActionKind::none;
    ui::Ui::Touch touch = d.touch_if(can_touch, r, e.id, label);
    if (e.kind == ElementKind::message || touch.held) {
        ShapeSpec box;
        box.fill = ground = l.tint(ui::Tint::butter);
        box.radius = int(d.ui.mm(4));
        d.ui.shape(r, box);
        colour = l.ink;
    }
    if (e.kind == ElementKind::message)
        r = r.inset(d.ui.mm(3), d.ui.mm(1));
    if (r.h < d.ui.mm(17))
        r = r.inset(0, -d.ui.mm(0.5f));
    d.text(r, e.id + (can_touch ? ".words" : ""), label, d.style(title ? Role::heading : Role::caption, title ? 700 : 400, colour, ground),
           title ? ui::NodeRole::heading : ui::NodeRole::text, words_of(can_touch, e));
    d.glow(e.id, whole, d.ui.mm(4));
    d.focus(touch, whole, d.ui.mm(4));
}

namespace {

std::string bullets_for(const std::string& value) {
    std::string out;
    for (char c : value)
        if ((c & 0xC0) != 0x80)
            out += "•";
    return out;
}

} // namespace

void draw_field(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    const content::PracticeState& state = d.lesson.state();
    std::string value(state.value(e.id));
    bool focused = state.focused == e.id;
    Label label = d.label(e.label);
    ui::Ui::Touch touch = d.touch(r, e.id, label, ui::NodeRole::field, false, value);
    Rect box = r;
    Rect name = box.cut_top(std::max(r.h * float(content::field_label_part), d.ui.mm(12.5f)));
    d.text(name, e.id + ".label", label, d.style(Role::caption, 600, l.soft, l.device_screen), ui::NodeRole::text, {e.id});
    ShapeSpec shape;
    shape.fill = focused ? l.tint(ui::Tint::peach) : l.card;
    shape.border = focused ? l.warm : touch.held ? l.deep : l.field_line;
    shape.border_px = std::max(1, int(d.ui.mm(focused ? 1.2f : 0.6f)));
    shape.radius = int(d.ui.mm(4));
    d.ui.shape(box, shape);
    Rect inner = box.inset(d.ui.mm(4), d.ui.mm(1));
    TextStyle style = d.style(Role::body, 400, l.ink, shape.fill);
    std::string shown = e.masked ? bullets_for(value) : value;
    // An address or a password is written from left to right in every language.
    bool latin = content::input_for(e) != content::Input::text;
    Label text = d.ui.plain(shown, latin ? "en" : d.ui.language());
    if (!shown.empty()) {
        style.em_mm = d.ui.fitting_em_mm(text, style, {inner.w - d.ui.mm(2), inner.h});
        style.fit = false;
        d.ui.paint_text(inner, text, style);
    }
    if (focused)
        d.ui.fill(d.ui.caret_after(inner, text, style, {std::max(2.0f, d.ui.mm(0.6f)), d.ui.mm(9)}), l.ink);
    if (!focused)
        d.glow(e.id, box, float(shape.radius));
    d.focus(touch, box, float(shape.radius));
}

namespace {

struct ButtonLook {
    Colour ground, text, border = 0;
};

ButtonLook look_of(const Device& d, const content::Element& e, bool held) {
    const ui::Look& l = d.ui.look();
    bool on_bar = d.stands_on_bar(e);
    ButtonLook out{l.card, l.deep, l.field_line};
    if (e.kind == ElementKind::link || e.style == ElementStyle::quiet)
        out = {d.ground_of(e), on_bar ? l.on_accent : l.deep, 0};
    else if (e.style == ElementStyle::primary)
        out = {d.accent(), l.on_accent, 0};
    else if (e.style == ElementStyle::danger)
        out = {l.accents[size_t(content::Accent::brick)], l.on_accent, 0};
    if (held)
        std::swap(out.ground, out.text);
    return out;
}

// A button of a call: its picture in a circle, its word below. What it switches shows in the circle.
void draw_round(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    Label label = d.label(e.label);
    bool switches = e.action.kind == content::ActionKind::toggle, on = switches && d.is_on(e.action.to);
    ui::Ui::Touch touch = d.touch(r, e.id, label, ui::NodeRole::button, on);
    float line = d.ui.mm(ui::smallest_drawn_em_mm * 1.4f);
    Rect inner = r;
    Rect words = inner.cut_bottom(line, 0);
    float side = std::min(inner.w, inner.h);
    Rect circle = inner.middle(side, side);
    Colour ground = e.picture == "hang_up" ? l.accents[size_t(content::Accent::brick)] : !switches || on ? d.accent() : l.quiet;
    Colour sign = ground == l.quiet ? l.ink : l.on_accent;
    if (touch.held)
        std::swap(ground, sign);
    ShapeSpec disc;
    disc.fill = ground;
    disc.border = ground == l.quiet ? l.field_line : 0;
    disc.border_px = disc.border ? std::max(1, int(d.ui.mm(0.6f))) : 0;
    disc.radius = int(side / 2);
    d.ui.shape(circle, disc);
    float icon = side * 0.62f;
    d.ui.picture_plain(circle.middle(icon, icon), e.picture, sign, ground);
    d.text(words, e.id + ".words", label, d.style(Role::caption, 600, l.ink, d.ground_of(e), Align::centre), ui::NodeRole::text, {e.id});
    d.glow(e.id, circle, side / 2);
    d.focus(touch, r, d.ui.mm(6));
}

// Beside words that would not fit next to it, a picture gets smaller, and is left out in the end.
float picture_beside(Device& d, const Label& label, TextStyle style, Rect inner) {
    float smallest = d.ui.mm(8);
    style.em_mm = ui::smallest_drawn_em_mm;
    for (float side : {std::min(inner.h * 0.8f, inner.w * 0.3f), smallest})
        if (d.ui.fits(label, style, {inner.w - side - d.ui.mm(2), inner.h}))
            return side;
    return 0;
}

// Gives the place of the words when there is a picture: above them, or beside.
Rect draw_button_picture(Device& d, const content::Element& e, Rect inner, const ButtonLook& look, TextStyle& style, bool app) {
    bool tall = inner.h + d.ui.mm(1) > (inner.w + d.ui.mm(6)) * 0.6f;
    float side = tall ? std::min(inner.h * 0.6f, inner.w) : picture_beside(d, d.label(e.label), style, inner);
    if (side <= 0)
        return inner;
    Rect icon = tall ? inner.cut_top(side, d.ui.mm(0.5f)) : inner.cut_start(side, d.ui.mm(2));
    if (app)
        d.ui.picture(icon.middle(side, side), e.picture);
    else
        d.ui.picture_plain(icon.middle(side, side), e.picture, look.text, look.ground);
    if (tall)
        style.role = Role::caption, style.em_mm = std::min(style.em_mm, d.ui.look().em_mm(Role::caption));
    return inner;
}

} // namespace

void draw_button(Device& d, const content::Element& e, Rect r) {
    if (e.style == ElementStyle::round)
        return draw_round(d, e, r);
    Label label = d.label(e.label);
    ui::Ui::Touch touch = d.touch(r, e.id, label, ui::NodeRole::button);
    ButtonLook look = look_of(d, e, touch.held);
    ShapeSpec shape;
    shape.radius = int(std::min(r.h / 2, d.ui.mm(8)));
    shape.fill = look.ground;
    shape.border = look.border;
    shape.border_px = look.border ? std::max(1, int(d.ui.mm(0.5f))) : 0;
    d.ui.shape(r, shape);
    Rect inner = r.inset(std::min(d.ui.mm(3), r.w * 0.06f), d.ui.mm(0.5f));
    TextStyle style = d.style(Role::button, 600, look.text, look.ground, Align::centre);
    if (!e.picture.empty())
        inner = draw_button_picture(d, e, inner, look, style, look.border != 0);
    style.em_mm = d.ui.fitting_em_mm(label, style, {inner.w, inner.h});
    style.fit = false;
    d.text(inner, e.id + ".words", label, style, ui::NodeRole::text, {e.id});
    if (e.kind == ElementKind::link) {
        float wide = d.ui.measure(label, style, inner.w).w;
        d.ui.fill({inner.centre_x() - wide / 2, inner.centre_y() + d.ui.mm(style.em_mm * 0.62f), wide, std::max(1.0f, d.ui.mm(0.4f))}, look.text);
    }
    d.glow(e.id, r, float(shape.radius));
    d.focus(touch, r, float(shape.radius));
}

void draw_check_box(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    Label label = d.label(e.label);
    bool checked = d.is_on(e.id);
    ui::Ui::Touch touch = d.touch(r, e.id, label, ui::NodeRole::choice, checked);
    Rect inner = r;
    float side = std::min(inner.h * 0.8f, d.ui.mm(14));
    Rect box = inner.cut_start(side, d.ui.mm(3));
    d.ui.picture(box.middle(side, side), checked ? "check_box_on" : "check_box_off");
    d.text(inner, e.id + ".label", label, d.style(Role::caption, 400, l.ink, l.device_screen), ui::NodeRole::text, {e.id});
    d.glow(e.id, r, d.ui.mm(4));
    d.focus(touch, r, d.ui.mm(4));
}

void draw_switch(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    Label label = d.label(e.label);
    bool on = d.is_on(e.id);
    ui::Ui::Touch touch = d.touch(r, e.id, label, ui::NodeRole::choice, on);
    Rect inner = r;
    inner.cut_start(d.ui.mm(2));
    Rect track = inner.cut_end(d.ui.mm(22), d.ui.mm(4)).middle(d.ui.mm(22), d.ui.mm(12));
    ShapeSpec ground;
    ground.fill = on ? d.accent() : l.quiet;
    ground.border = touch.held ? l.warm : on ? d.accent() : l.field_line;
    ground.border_px = std::max(1, int(d.ui.mm(touch.held ? 1.2f : 0.6f)));
    ground.radius = int(track.h / 2);
    d.ui.shape(track, ground);
    float side = track.h - d.ui.mm(2.4f);
    // Its place and the sign in it say the same: not by colour alone.
    Rect knob{on ? track.right() - side - d.ui.mm(1.2f) : track.x + d.ui.mm(1.2f), track.y + d.ui.mm(1.2f), side, side};
    ShapeSpec disc;
    disc.fill = on ? l.on_accent : l.field_line;
    disc.radius = int(side / 2);
    d.ui.shape(knob, disc);
    if (on)
        d.ui.picture_plain(knob.inset(side * 0.14f), "yes", d.accent(), l.on_accent);
    d.text(inner, e.id + ".label", label, d.style(Role::body, 600, l.ink, l.device_screen), ui::NodeRole::text, {e.id});
    d.glow(e.id, r, d.ui.mm(4));
    d.focus(touch, r, d.ui.mm(4));
}

void draw_plain_picture(Device& d, const content::Element& e, Rect r) {
    Label label = d.label(e.label);
    if (!e.touch && e.action.kind == content::ActionKind::none) {
        if (d.inert)
            d.ui.picture(r, e.picture);
        else
            d.ui.image(r, "device." + e.id, e.picture, label);
        return;
    }
    draw_button(d, e, r);
}

} // namespace accanto::screens

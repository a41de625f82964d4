#include "kiosk/screens/practice.h"

#include "kiosk/screens/frame.h"

#include <cmath>

namespace accanto::screens {

using content::ElementKind;
using content::ElementStyle;
using ui::Colour;
using ui::Label;
using ui::Rect;
using ui::Role;
using ui::ShapeSpec;
using ui::TextStyle;

namespace {

// Everything the parts of one practice screen share.
struct Device {
    Ui& ui;
    Actions& actions;
    const content::Lesson& lesson;
    content::TutorialWords words;
    Rect inside;
    std::string glowing;

    Rect place(const content::Rect& r) const {
        return {inside.x + float(r.x) * inside.w, inside.y + float(r.y) * inside.h, float(r.w) * inside.w, float(r.h) * inside.h};
    }
    Label label(const std::string& key) const {
        if (key.empty())
            return {};
        content::Phrase shown = words.say(key), spoken = words.speech(key);
        shown.text = content::fill_in(lesson.tutorial(), lesson.state(), shown.text);
        spoken.text = content::fill_in(lesson.tutorial(), lesson.state(), spoken.text);
        return ui.plain(shown, spoken);
    }
};

TextStyle device_text(const Device& d, Role role, int weight, Colour colour, Colour ground, ui::Align align = ui::Align::start) {
    TextStyle style{role, weight, colour, ground, align, TextStyle::Vertical::centre, 0, true};
    // The device keeps its proportions: its letters follow the chosen size only as far as its screen allows.
    style.em_mm = std::min(d.ui.look().em_mm(role), std::max(8.0f, d.inside.w / d.ui.mm(1) / 13.0f));
    return style;
}

void draw_glow(Device& d, Rect r, float radius) {
    const ui::Look& l = d.ui.look();
    ShapeSpec halo;
    halo.fill = 0;
    halo.border = (l.warm & 0xFFFFFF) | 0x55000000;
    halo.border_px = int(d.ui.mm(3.2f));
    halo.radius = int(radius + d.ui.mm(3.2f));
    d.ui.shape(r.grown(d.ui.mm(3.0f)), halo);
    ShapeSpec ring;
    ring.border = l.warm;
    ring.border_px = int(d.ui.mm(1.4f));
    ring.radius = int(radius + d.ui.mm(1.0f));
    d.ui.shape(r.grown(d.ui.mm(0.8f)), ring);
}

ui::Ui::Touch touch_part(Device& d, Rect r, const std::string& part, const Label& label, ui::NodeRole role, const std::string& value = {}) {
    ui::Node node;
    node.id = "device." + part;
    node.role = role;
    node.label = label.text, node.speech = label.speech, node.language = label.language, node.fallback = label.fallback;
    node.value = value;
    node.is_private = role == ui::NodeRole::field;
    node.in_device = true;
    ui::Ui::Touch t = d.ui.touch_area(r, node);
    if (t.pressed)
        d.actions.post(app::TouchPart{part});
    return t;
}

void draw_bar_element(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    d.ui.fill(r, l.deep2);
    TextStyle style = device_text(d, Role::heading, 700, l.on_deep, l.deep2);
    d.ui.text(r.inset(d.ui.mm(5), d.ui.mm(1)), "device." + e.id, d.label(e.label), style, ui::NodeRole::heading);
}

void draw_words(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    bool title = e.kind == ElementKind::title;
    Colour ground = l.device_screen, colour = title ? l.ink : l.soft;
    if (e.kind == ElementKind::message) {
        ShapeSpec box;
        box.fill = ground = l.tint(ui::Tint::butter);
        box.radius = int(d.ui.mm(4));
        d.ui.shape(r, box);
        r = r.inset(d.ui.mm(3), d.ui.mm(1));
        colour = l.ink;
    }
    if (r.h < d.ui.mm(17))
        r = r.inset(0, -d.ui.mm(0.5f));
    TextStyle style = device_text(d, title ? Role::heading : Role::caption, title ? 700 : 400, colour, ground);
    d.ui.text(r, "device." + e.id, d.label(e.label), style, title ? ui::NodeRole::heading : ui::NodeRole::text);
}

void draw_field(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    const content::PracticeState& state = d.lesson.state();
    std::string value(state.value(e.id));
    bool focused = state.focused == e.id;
    Label label = d.label(e.label);
    ui::Ui::Touch touch = touch_part(d, r, e.id, label, ui::NodeRole::field, value);
    Rect box = r;
    Rect name = box.cut_top(std::max(r.h * float(content::field_label_part), d.ui.mm(11.5f)));
    d.ui.text(name, "device." + e.id + ".label", {label.text, "", label.language, label.fallback},
              device_text(d, Role::caption, 600, l.soft, l.device_screen));
    ShapeSpec shape;
    shape.fill = focused ? l.tint(ui::Tint::peach) : l.card;
    shape.border = focused ? l.warm : touch.held ? l.deep : l.field_line;
    shape.border_px = std::max(1, int(d.ui.mm(focused ? 1.2f : 0.6f)));
    shape.radius = int(d.ui.mm(4));
    d.ui.shape(box, shape);
    Rect inner = box.inset(d.ui.mm(4), d.ui.mm(1));
    TextStyle style = device_text(d, Role::body, 400, l.ink, shape.fill);
    std::string shown = value;
    if (e.masked) {
        shown.clear();
        for (char c : value)
            if ((c & 0xC0) != 0x80)
                shown += "•";
    }
    // An address or a password is written from left to right in every language.
    content::Input input = content::input_for(e);
    bool latin = input != content::Input::text;
    Label text = d.ui.plain(shown, latin ? "en" : d.lesson.state().screen.empty() ? "" : d.ui.language());
    float caret = 0;
    if (!shown.empty()) {
        style.em_mm = d.ui.fitting_em_mm(text, style, {inner.w - d.ui.mm(2), inner.h});
        style.fit = false;
        d.ui.paint_text(inner, text, style);
        caret = std::min(inner.w - d.ui.mm(1), d.ui.measure(text, style, inner.w).w);
    }
    if (focused)
        d.ui.fill({inner.x + caret + d.ui.mm(0.4f), inner.centre_y() - d.ui.mm(4.5f), std::max(2.0f, d.ui.mm(0.6f)), d.ui.mm(9)}, l.ink);
    if (d.glowing == e.id && !focused)
        draw_glow(d, box, float(shape.radius));
    if (touch.focused)
        d.ui.focus_ring(box, float(shape.radius));
}

void draw_button(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    Label label = d.label(e.label);
    ui::Ui::Touch touch = touch_part(d, r, e.id, label, ui::NodeRole::button);
    bool link = e.kind == ElementKind::link, primary = e.style == ElementStyle::primary && !link;
    bool quiet = e.style == ElementStyle::quiet || link;
    Colour ground = primary ? l.deep2 : quiet ? l.device_screen : l.card;
    Colour text = primary ? l.on_deep : l.deep;
    if (touch.held)
        std::swap(ground, text);
    ShapeSpec shape;
    shape.radius = int(std::min(r.h / 2, d.ui.mm(8)));
    shape.fill = ground;
    if (!primary && !quiet) {
        shape.border = l.field_line;
        shape.border_px = std::max(1, int(d.ui.mm(0.5f)));
    }
    d.ui.shape(r, shape);
    Rect inner = r.inset(d.ui.mm(3), d.ui.mm(0.5f));
    TextStyle style = device_text(d, Role::button, 600, text, ground, ui::Align::centre);
    if (!e.picture.empty()) {
        bool tall = r.h > r.w * 0.6f;
        float side = tall ? std::min(inner.h * 0.6f, inner.w) : std::min(inner.h * 0.8f, inner.w * 0.3f);
        Rect icon = tall ? inner.cut_top(side, d.ui.mm(0.5f)) : inner.cut_start(side, d.ui.mm(2));
        d.ui.picture(icon.middle(side, side), e.picture);
        if (tall)
            style.role = Role::caption, style.em_mm = std::min(style.em_mm, d.ui.look().em_mm(Role::caption));
    }
    style.em_mm = d.ui.fitting_em_mm(label, style, {inner.w, inner.h});
    style.fit = false;
    bool fits = d.ui.paint_text(inner, label, style);
    if (link) {
        float wide = d.ui.measure(label, style, inner.w).w;
        d.ui.fill({inner.centre_x() - wide / 2, inner.centre_y() + d.ui.mm(style.em_mm * 0.62f), wide, std::max(1.0f, d.ui.mm(0.4f))}, text);
    }
    ui::Node measured;
    measured.id = "device." + e.id + ".words";
    measured.role = ui::NodeRole::text;
    measured.rect = inner, measured.em_px = d.ui.mm(style.em_mm);
    measured.foreground = text, measured.background = ground;
    measured.clipped = !fits, measured.decorative = true, measured.in_device = true;
    d.ui.add_node(measured);
    if (d.glowing == e.id)
        draw_glow(d, r, float(shape.radius));
    if (touch.focused)
        d.ui.focus_ring(r, float(shape.radius));
}

void draw_check_box(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    Label label = d.label(e.label);
    bool checked = d.lesson.state().checked.contains(e.id);
    ui::Ui::Touch touch = touch_part(d, r, e.id, label, ui::NodeRole::choice, checked ? "1" : "0");
    Rect inner = r;
    float side = std::min(inner.h * 0.8f, d.ui.mm(14));
    Rect box = inner.cut_start(side, d.ui.mm(3));
    d.ui.picture(box.middle(side, side), checked ? "check_box_on" : "check_box_off");
    d.ui.text(inner, "device." + e.id + ".label", {label.text, "", label.language, label.fallback},
              device_text(d, Role::caption, 400, l.ink, l.device_screen));
    if (d.glowing == e.id)
        draw_glow(d, r, d.ui.mm(4));
    if (touch.focused)
        d.ui.focus_ring(r, d.ui.mm(4));
}

// Rows of a list, tabs and keys: one look for all that stands in rows.
void draw_items(Device& d, const content::Element& e) {
    const ui::Look& l = d.ui.look();
    for (const content::Part& part : content::parts(e)) {
        Rect r = d.place(part.rect).inset(d.ui.mm(e.kind == ElementKind::keypad ? 1.0f : 0.0f));
        Label label = part.item ? d.label(part.item->label) : d.ui.plain(part.id.substr(part.id.find('/') + 1), "en");
        bool erase = e.kind == ElementKind::keypad && part.id.ends_with("/erase");
        if (erase)
            label = d.ui.word("keyboard.backspace");
        ui::Ui::Touch touch = touch_part(d, r, part.id, label, e.kind == ElementKind::keypad ? ui::NodeRole::key : ui::NodeRole::button);
        ShapeSpec shape;
        shape.fill = touch.held ? l.tint(ui::Tint::mint) : l.card;
        shape.border = e.kind == ElementKind::list ? l.line : l.field_line;
        shape.border_px = std::max(1, int(d.ui.mm(0.4f)));
        shape.radius = int(d.ui.mm(e.kind == ElementKind::list ? 2 : 4));
        d.ui.shape(r, shape);
        if (erase)
            d.ui.picture(r.middle(r.h * 0.6f, r.h * 0.6f), "backspace", true);
        else
            d.ui.text(r.inset(d.ui.mm(3), d.ui.mm(0.5f)), "device." + part.id + ".words", {label.text, "", label.language, label.fallback},
                      device_text(d, Role::body, 600, l.ink, shape.fill, e.kind == ElementKind::list ? ui::Align::start : ui::Align::centre));
        if (d.glowing == part.id)
            draw_glow(d, r, float(shape.radius));
        if (touch.focused)
            d.ui.focus_ring(r, float(shape.radius));
    }
}

void draw_element(Device& d, const content::Element& e) {
    Rect r = d.place(e.rect);
    switch (e.kind) {
    case ElementKind::bar: draw_bar_element(d, e, r); break;
    case ElementKind::title:
    case ElementKind::text: draw_words(d, e, r); break;
    case ElementKind::message:
        if (d.lesson.state().message == e.id)
            draw_words(d, e, r);
        break;
    case ElementKind::field: draw_field(d, e, r); break;
    case ElementKind::button:
    case ElementKind::link: draw_button(d, e, r); break;
    case ElementKind::picture:
        if (e.action.kind != content::ActionKind::none)
            draw_button(d, e, r);
        else
            d.ui.image(r, "device." + e.id, e.picture, d.label(e.label));
        break;
    case ElementKind::check_box: draw_check_box(d, e, r); break;
    case ElementKind::list:
    case ElementKind::keypad:
    case ElementKind::tabs: draw_items(d, e); break;
    }
}

// The case, and the place of its screen.
Rect draw_case(Ui& ui, Rect place, content::FrameKind kind) {
    const ui::Look& l = ui.look();
    bool phone = kind == content::FrameKind::phone;
    float aspect = phone ? 118.0f / 190.0f : 1.25f;
    // Where there is little height, a broader phone: its parts stay large enough to touch and to read.
    bool low = place.h < ui.mm(200);
    float w = std::min(place.w, phone ? std::max(place.h * aspect, std::min(place.h * 0.86f, ui.mm(140))) : place.h * aspect);
    float h = std::min(place.h, w / aspect);
    Rect body = place.middle(std::floor(w), std::floor(h));
    float rim = std::floor(ui.mm(phone && !low ? 4.0f : 2.5f));
    ShapeSpec shell;
    shell.fill = l.device;
    shell.radius = int(ui.mm(!phone ? 6.0f : low ? 9.0f : 15.0f));
    shell.shadow = l.shadow;
    shell.shadow_px = int(ui.mm(4));
    ui.shape(body, shell);
    Rect screen = body.inset(rim);
    ShapeSpec glass;
    glass.fill = l.device_screen;
    glass.radius = int(ui.mm(!phone ? 4.0f : low ? 6.0f : 11.0f));
    ui.shape(screen, glass);
    float head = std::floor(ui.mm(!phone ? 12.0f : low ? 5.0f : 9.0f));
    Rect top = screen.cut_top(head);
    if (phone) {
        ShapeSpec speaker;
        speaker.fill = l.field_line;
        speaker.radius = int(ui.mm(1));
        ui.shape(top.middle(ui.mm(30), ui.mm(2)), speaker);
    } else {
        for (int i = 0; i < 3; ++i) {
            ShapeSpec dot;
            dot.fill = i == 0 ? l.warm : l.field_line;
            dot.radius = int(ui.mm(1.6f));
            ui.shape({top.x + ui.mm(5 + 5 * float(i)), top.centre_y() - ui.mm(1.6f), ui.mm(3.2f), ui.mm(3.2f)}, dot);
        }
    }
    screen.cut_bottom(ui.mm(phone && !low ? 8.0f : 3.0f));
    return screen;
}

} // namespace

void draw_practice(Ui& ui, const Scene& scene, Actions& actions, const content::Lesson& lesson, Rect place) {
    const content::Screen* screen = lesson.screen();
    if (!screen)
        return;
    Rect inside = draw_case(ui, place, screen->frame);
    Device device{ui, actions, lesson,
                  content::words(lesson.tutorial(), scene.visit.language, scene.settings.point.official_language), inside,
                  lesson.glowing_target().value_or("")};
    for (const content::Element& e : screen->elements)
        draw_element(device, e);
}

} // namespace accanto::screens

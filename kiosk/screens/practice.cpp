#include "kiosk/screens/practice.h"

#include "kiosk/screens/practice_device.h"

#include <cmath>

namespace accanto::screens {

using content::ElementKind;
using ui::Colour;
using ui::ShapeSpec;
using ui::Ui;

Rect Device::place(const content::Rect& r) const {
    content::Rect mm = fit.place(r);
    return {inside.x + ui.mm(float(mm.x)), inside.y + ui.mm(float(mm.y)), ui.mm(float(mm.w)), ui.mm(float(mm.h))};
}

Label Device::label(const std::string& key) const {
    if (key.empty())
        return {};
    content::Phrase shown = words.say(key), spoken = words.speech(key);
    shown.text = content::fill_in(lesson.tutorial(), lesson.state(), shown.text, words);
    spoken.text = content::fill_in(lesson.tutorial(), lesson.state(), spoken.text, words, true);
    return ui.plain(shown, spoken);
}

namespace {

const content::Element* holder(const content::Screen& screen, const content::Element& element, ElementKind kind) {
    for (const content::Element& other : screen.elements) {
        const content::Rect &a = other.rect, &b = element.rect;
        constexpr double slack = 1e-6;
        if (other.kind == kind && &other != &element && b.x >= a.x - slack && b.y >= a.y - slack && b.x + b.w <= a.x + a.w + slack &&
            b.y + b.h <= a.y + a.h + slack)
            return &other;
    }
    return nullptr;
}

} // namespace

bool Device::stands_on_bar(const content::Element& element) const { return holder(screen, element, ElementKind::bar) != nullptr; }

Colour Device::ground_of(const content::Element& element) const { return stands_on_bar(element) ? accent() : ui.look().device_screen; }

TextStyle Device::style(ui::Role role, int weight, Colour colour, Colour ground, ui::Align align) const {
    TextStyle out{role, weight, colour, ground, align, TextStyle::Vertical::centre, 0, true};
    out.em_mm = std::min(ui.look().em_mm(role), std::max(ui::smallest_drawn_em_mm, inside.w / ui.mm(1) / 13.0f));
    out.least_em_mm = ui::smallest_drawn_em_mm;
    return out;
}

void Device::text(Rect r, const std::string& id, const Label& label, TextStyle style, ui::NodeRole role, const WordsOf& of) {
    if (inert) {
        ui.paint_text(r, label, style);
        return;
    }
    if (of.control.empty()) {
        ui.text(r, "device." + id, label, style, role);
        return;
    }
    Label shown = label;
    shown.speech.clear();
    ui.say_along("device." + of.control, of.before + ui::count_words(label.text) + of.after, of.before);
    ui.text(r, "device." + id, shown, style, role);
    ui.say_along({}, 0);
}

Ui::Touch Device::touch(Rect r, const std::string& part, const Label& label, ui::NodeRole role, bool chosen, const std::string& value) {
    if (inert)
        return {};
    ui::Node node;
    node.id = "device." + part;
    node.role = role;
    node.label = label.text, node.speech = label.speech, node.language = label.language, node.fallback = label.fallback;
    node.value = value;
    node.is_private = role == ui::NodeRole::field;
    node.chosen = chosen;
    node.checkable = role == ui::NodeRole::choice;
    node.in_device = true;
    Ui::Touch t = ui.touch_area(r, node);
    if (t.pressed)
        actions.post(app::TouchPart{part});
    return t;
}

Ui::Touch Device::touch_if(bool can, Rect r, const std::string& part, const Label& label) {
    return can ? touch(r, part, label, ui::NodeRole::button) : Ui::Touch{};
}

void Device::glow(const std::string& part, Rect r, float radius) {
    if (glowing != part || inert)
        return;
    const ui::Look& l = ui.look();
    ShapeSpec halo;
    halo.border = (l.warm & 0xFFFFFF) | 0x55000000;
    halo.border_px = int(ui.mm(3.2f));
    halo.radius = int(radius + ui.mm(3.2f));
    ui.shape(r.grown(ui.mm(3.0f)), halo);
    ShapeSpec ring;
    ring.border = l.warm;
    ring.border_px = int(ui.mm(1.4f));
    ring.radius = int(radius + ui.mm(1.0f));
    ui.shape(r.grown(ui.mm(0.8f)), ring);
}

void Device::focus(const Ui::Touch& touch, Rect r, float radius) {
    if (touch.focused)
        ui.focus_ring(r, radius);
}

bool Device::is_picked(const content::Element& element, const content::Item& item) const {
    auto it = lesson.state().picked.find(element.id);
    return element.pick && it != lesson.state().picked.end() && it->second == item.id;
}

namespace {

void draw_element(Device& d, const content::Element& e) {
    Rect r = d.place(e.rect);
    switch (e.kind) {
    case ElementKind::bar: return draw_bar_element(d, e, r);
    case ElementKind::title:
    case ElementKind::text:
    case ElementKind::message: return draw_words(d, e, r);
    case ElementKind::field: return draw_field(d, e, r);
    case ElementKind::button:
    case ElementKind::link: return draw_button(d, e, r);
    case ElementKind::picture: return draw_plain_picture(d, e, r);
    case ElementKind::check_box: return draw_check_box(d, e, r);
    case ElementKind::switch_: return draw_switch(d, e, r);
    case ElementKind::list: return draw_list(d, e);
    case ElementKind::grid: return draw_grid(d, e);
    case ElementKind::tabs: return draw_tabs(d, e, r);
    case ElementKind::keypad: return draw_keypad(d, e);
    case ElementKind::dialog: return draw_dialog(d, e, r);
    case ElementKind::document:
    case ElementKind::notice: return draw_paper(d, e, r);
    case ElementKind::directions: return draw_directions(d, e);
    case ElementKind::address: return draw_address(d, e, r);
    case ElementKind::bubble: return draw_bubble(d, e, r);
    case ElementKind::camera: return draw_camera(d, e, r);
    case ElementKind::microphone: return draw_microphone(d, e, r);
    }
}

// Reception and battery, as every telephone shows them.
void draw_status(Ui& ui, Rect top) {
    Colour colour = ui.look().field_line;
    Rect end = top;
    end.cut_end(ui.mm(6));
    Rect battery = end.cut_end(ui.mm(9), ui.mm(2.5f)).middle(ui.mm(9), ui.mm(4.4f));
    ShapeSpec shell;
    shell.border = colour;
    shell.border_px = std::max(1, int(ui.mm(0.6f)));
    shell.radius = int(ui.mm(1.2f));
    ui.shape(battery, shell);
    Rect charge = battery.inset(ui.mm(1.3f));
    ui.fill({charge.x, charge.y, charge.w * 0.75f, charge.h}, colour);
    float bar = ui.mm(1.3f), gap = ui.mm(0.7f), foot = battery.bottom();
    for (int i = 0; i < 4; ++i) {
        float h = ui.mm(1.4f + 1.0f * float(i));
        ui.fill({end.right() - float(4 - i) * (bar + gap), foot - h, bar, h}, colour);
    }
}

void draw_window_buttons(Ui& ui, Rect top) {
    const ui::Look& l = ui.look();
    for (int i = 0; i < 3; ++i) {
        ShapeSpec dot;
        dot.fill = i == 0 ? l.warm : l.field_line;
        dot.radius = int(ui.mm(1.6f));
        ui.shape({top.x + ui.mm(5 + 5 * float(i)), top.centre_y() - ui.mm(1.6f), ui.mm(3.2f), ui.mm(3.2f)}, dot);
    }
}

bool is_low(const Ui& ui, float height) { return height < ui.mm(200); }

// The case that fits into the room.
ui::Size case_size(Ui& ui, ui::Size room, content::FrameKind kind) {
    bool phone = kind == content::FrameKind::phone;
    float aspect = phone ? 118.0f / 190.0f : 1.25f;
    // Where there is little height, a broader phone and a higher browser: their parts stay large enough to touch and to read.
    float w = std::min(room.w, phone ? std::max(room.h * aspect, std::min(room.h * 0.86f, ui.mm(140))) : room.h * aspect);
    return {w, !phone && is_low(ui, room.h) ? room.h : std::min(room.h, w / aspect)};
}

// The case, and the place of its screen.
Rect draw_case(Ui& ui, Rect place, content::FrameKind kind) {
    const ui::Look& l = ui.look();
    bool phone = kind == content::FrameKind::phone;
    bool low = is_low(ui, place.h);
    auto [w, h] = case_size(ui, {place.w, place.h}, kind);
    Rect body = place.middle(std::floor(w), std::floor(h));
    float rim = std::floor(ui.mm(low ? 2.0f : phone ? 4.0f : 2.5f));
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
    float head = std::floor(ui.mm(!phone ? (low ? 9.0f : 12.0f) : low ? 3.5f : 9.0f));
    Rect top = screen.cut_top(head);
    if (!phone) {
        draw_window_buttons(ui, top);
    } else {
        ShapeSpec speaker;
        speaker.fill = l.field_line;
        speaker.radius = int(ui.mm(1));
        ui.shape(top.middle(ui.mm(30), ui.mm(2)), speaker);
        if (!low)
            draw_status(ui, top);
    }
    Rect foot = screen.cut_bottom(ui.mm(low ? 2.0f : phone ? 8.0f : 3.0f));
    if (phone && !low) {
        ShapeSpec home;
        home.fill = l.field_line;
        home.radius = int(ui.mm(0.8f));
        ui.shape(foot.middle(ui.mm(34), ui.mm(1.6f)), home);
    }
    return screen;
}

} // namespace

float practice_width(Ui& ui, const content::Screen& screen, ui::Size room) {
    return case_size(ui, room, screen.frame).w;
}

void draw_practice(Ui& ui, const Scene& scene, Actions& actions, const content::Lesson& lesson, Rect place) {
    const content::Screen* screen = lesson.screen();
    if (!screen)
        return;
    Rect inside = draw_case(ui, place, screen->frame);
    const content::FrameSize inside_mm{inside.w / ui.mm(1), inside.h / ui.mm(1)};
    Device device{ui,
                  actions,
                  lesson,
                  content::words(lesson.tutorial(), scene.visit.language, scene.settings.point.official_language),
                  *screen,
                  inside,
                  content::FrameFit(*screen, inside_mm),
                  lesson.glowing_target().value_or("")};
    const content::PracticeState& state = lesson.state();
    const content::Element* question = nullptr;
    device.inert = !state.dialog.empty();
    for (const content::Element& e : screen->elements)
        if (e.kind == ElementKind::dialog) {
            if (e.id == state.dialog)
                question = &e;
        } else if (content::is_shown(lesson.tutorial(), state, e)) {
            draw_element(device, e);
        }
    device.inert = false;
    if (!question)
        return;
    ui.fill(inside, 0x8C10181F);
    device.fit = content::FrameFit(*question, inside_mm);
    draw_element(device, *question);
}

} // namespace accanto::screens

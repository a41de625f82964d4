// What stands in rows and columns on the practice device: lists, grids, tabs, keys; and questions.
#include "kiosk/screens/practice_device.h"

namespace accanto::screens {

using content::ElementKind;
using ui::Align;
using ui::Colour;
using ui::ShapeSpec;

namespace {

// The first line of an item and, quieter, its second; one line when there is no second.
void draw_lines(Device& d, const std::string& id, const content::Item& item, Rect r, Colour ground, Colour colour, Colour quiet, Align align) {
    Label label = d.label(item.label), detail = d.label(item.detail);
    int weight = item.strong ? 700 : 600;
    if (detail.empty())
        return d.text(r, id + ".words", label, d.style(Role::body, weight, colour, ground, align), ui::NodeRole::text, {id});
    Rect upper = r.cut_top(r.h / 2);
    TextStyle first = d.style(Role::caption, weight, colour, ground, align), second = d.style(Role::caption, 400, quiet, ground, align);
    d.text(upper, id + ".words", label, first, ui::NodeRole::text, {id, 0, ui::count_words(detail.text)});
    d.text(r, id + ".detail", detail, second, ui::NodeRole::text, {id, ui::count_words(label.text), 0});
}

Label both(Device& d, const content::Item& item) {
    Label label = d.label(item.label), detail = d.label(item.detail);
    if (!detail.empty())
        label.speech += ", " + detail.speech;
    return label;
}

// A tint for each row, so that senders can be told apart; the same for the same row.
Colour avatar_tint(const ui::Look& l, size_t index) { return l.tints[index % l.tints.size()]; }

} // namespace

void draw_list(Device& d, const content::Element& e) {
    const ui::Look& l = d.ui.look();
    for (size_t i = 0; i < e.items.size(); ++i) {
        const content::Item& item = e.items[i];
        const std::string id = e.id + "/" + item.id;
        Rect r = d.place_of(e, i);
        bool picked = d.is_picked(e, item);
        ui::Ui::Touch touch = d.touch(r, id, both(d, item), e.pick ? ui::NodeRole::choice : ui::NodeRole::button, picked);
        ShapeSpec shape;
        shape.fill = picked ? l.good : touch.held ? l.tint(ui::Tint::mint) : l.card;
        shape.border = picked ? l.deep : l.line;
        shape.border_px = std::max(1, int(d.ui.mm(picked ? 0.8f : 0.4f)));
        shape.radius = int(d.ui.mm(4));
        d.ui.shape(r, shape);
        Rect inner = r.inset(d.ui.mm(3), d.ui.mm(0.5f));
        if (!item.picture.empty()) {
            float side = std::min(inner.h * 0.7f, d.ui.mm(14));
            Rect circle = inner.cut_start(side, d.ui.mm(2)).middle(side, side);
            ShapeSpec disc;
            disc.fill = avatar_tint(l, i);
            disc.radius = int(side / 2);
            d.ui.shape(circle, disc);
            d.ui.picture(circle.inset(side * 0.12f), item.picture);
        }
        if (item.strong) {
            ShapeSpec dot;
            dot.fill = l.warm;
            float side = d.ui.mm(3);
            dot.radius = int(side / 2);
            d.ui.shape(inner.cut_end(side, d.ui.mm(2)).middle(side, side), dot);
        }
        if (picked) {
            float side = std::min(inner.h * 0.5f, d.ui.mm(9));
            d.ui.picture_plain(inner.cut_end(side, d.ui.mm(2)).middle(side, side), "yes", l.deep, shape.fill);
        }
        draw_lines(d, id, item, inner, shape.fill, picked ? l.on_good : l.ink, picked ? l.on_good : l.soft, Align::start);
        d.glow(id, r, float(shape.radius));
        d.focus(touch, r, float(shape.radius));
    }
}

void draw_grid(Device& d, const content::Element& e) {
    const ui::Look& l = d.ui.look();
    for (size_t i = 0; i < e.items.size(); ++i) {
        const content::Item& item = e.items[i];
        const std::string id = e.id + "/" + item.id;
        Rect r = d.place_of(e, i);
        bool picked = d.is_picked(e, item);
        ui::Ui::Touch touch = d.touch(r, id, both(d, item), e.pick ? ui::NodeRole::choice : ui::NodeRole::button, picked);
        bool strong_look = picked || touch.held;
        ShapeSpec shape;
        shape.fill = strong_look ? d.accent() : item.strong ? l.tint(ui::Tint::butter) : l.card;
        shape.border = strong_look ? 0 : l.field_line;
        shape.border_px = strong_look ? 0 : std::max(1, int(d.ui.mm(0.4f)));
        shape.radius = int(d.ui.mm(3));
        d.ui.shape(r, shape);
        Rect inner = r.inset(d.ui.mm(1.5f), d.ui.mm(1));
        Colour text = strong_look ? l.on_accent : l.ink;
        if (!item.picture.empty()) {
            float side = std::min(inner.h * 0.45f, d.ui.mm(16));
            Rect icon = inner.cut_top(side, 0).middle(side, side);
            if (strong_look)
                d.ui.picture_plain(icon, item.picture, l.on_accent, shape.fill);
            else
                d.ui.picture(icon, item.picture);
        }
        draw_lines(d, id, item, inner, shape.fill, text, strong_look ? l.on_accent : l.soft, Align::centre);
        d.glow(id, r, float(shape.radius));
        d.focus(touch, r, float(shape.radius));
    }
}

void draw_tabs(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    d.ui.fill({r.x, r.bottom() - d.ui.mm(0.4f), r.w, d.ui.mm(0.4f)}, l.line);
    for (size_t i = 0; i < e.items.size(); ++i) {
        const content::Item& item = e.items[i];
        const std::string id = e.id + "/" + item.id;
        Rect tab = d.place_of(e, i);
        // Tabs that lead to screens: the one that leads here is the open one.
        bool open = d.is_picked(e, item) || (item.action.kind == content::ActionKind::go && item.action.to == d.screen.id);
        ui::Ui::Touch touch = d.touch(tab, id, both(d, item), ui::NodeRole::button, open);
        Colour ground = touch.held ? l.tint(ui::Tint::mint) : l.device_screen;
        if (touch.held)
            d.ui.fill(tab, ground);
        if (open)
            d.ui.fill({tab.x + d.ui.mm(2), tab.bottom() - d.ui.mm(1.6f), tab.w - d.ui.mm(4), d.ui.mm(1.6f)}, d.accent());
        Rect inner = tab.inset(d.ui.mm(2), d.ui.mm(1.8f));
        if (!item.picture.empty() && inner.h > d.ui.mm(20)) {
            float side = std::min(inner.h * 0.5f, d.ui.mm(10));
            d.ui.picture(inner.cut_top(side, 0).middle(side, side), item.picture);
        }
        d.text(inner, id + ".words", d.label(item.label), d.style(Role::caption, open ? 700 : 600, open ? l.ink : l.soft, ground, Align::centre),
               ui::NodeRole::text, {id});
        d.glow(id, tab, d.ui.mm(2));
        d.focus(touch, tab, d.ui.mm(2));
    }
}

void draw_keypad(Device& d, const content::Element& e) {
    const ui::Look& l = d.ui.look();
    // Digits stand 1-2-3 from left to right in every language.
    ui::Ui::Unmirrored straight(d.ui, d.place(e.rect));
    for (const content::Part& part : content::parts(e)) {
        Rect r = d.place(part.rect);
        bool erase = part.id.ends_with("/erase");
        Label label = erase ? d.ui.word("keyboard.backspace") : d.ui.plain(part.id.substr(part.id.find('/') + 1), "en");
        ui::Ui::Touch touch = d.touch(r, part.id, label, ui::NodeRole::key);
        ShapeSpec shape;
        shape.fill = touch.held ? l.tint(ui::Tint::mint) : l.card;
        shape.border = l.field_line;
        shape.border_px = std::max(1, int(d.ui.mm(0.4f)));
        shape.radius = int(d.ui.mm(4));
        d.ui.shape(r, shape);
        if (erase)
            d.ui.picture(r.middle(r.h * 0.6f, r.h * 0.6f), "backspace");
        else
            d.text(r.inset(d.ui.mm(3), d.ui.mm(0.5f)), part.id + ".words", label, d.style(Role::body, 600, l.ink, shape.fill, Align::centre),
                   ui::NodeRole::text, {part.id});
        d.glow(part.id, r, float(shape.radius));
        d.focus(touch, r, float(shape.radius));
    }
}

void draw_dialog(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    d.ui.card(r, l.card);
    Rect words = r;
    float answers = r.y + r.h - d.place(content::item_rect(e, 0)).y;
    words.cut_bottom(answers);
    words = words.inset(d.ui.mm(5), d.ui.mm(3));
    Label title = d.label(e.label), detail = d.label(e.detail);
    TextStyle first = d.style(Role::heading, 700, l.ink, l.card), second = d.style(Role::caption, 400, l.soft, l.card);
    first.em_mm = d.ui.fitting_em_mm(title, first, {words.w, detail.empty() ? words.h : words.h * 0.6f});
    first.fit = false;
    float used = detail.empty() ? words.h : std::min(words.h * 0.6f, d.ui.measure(title, first, words.w).h);
    d.text(words.cut_top(used, 0), e.id + ".title", title, first, ui::NodeRole::heading);
    if (!detail.empty()) {
        second.vertical = TextStyle::Vertical::top;
        d.text(words, e.id + ".detail", detail, second);
    }
    for (size_t i = 0; i < e.items.size(); ++i) {
        const content::Item& item = e.items[i];
        const std::string id = e.id + "/" + item.id;
        Rect answer = d.place_of(e, i);
        bool main = i + 1 == e.items.size();
        ui::Ui::Touch touch = d.touch(answer, id, d.label(item.label), ui::NodeRole::button);
        ShapeSpec shape;
        shape.fill = main != touch.held ? d.accent() : l.card;
        shape.border = main ? d.accent() : l.field_line;
        shape.border_px = std::max(1, int(d.ui.mm(0.5f)));
        shape.radius = int(std::min(answer.h / 2, d.ui.mm(8)));
        d.ui.shape(answer, shape);
        Colour text = shape.fill == l.card ? l.ink : l.on_accent;
        d.text(answer.inset(d.ui.mm(2), d.ui.mm(0.5f)), id + ".words", d.label(item.label), d.style(Role::button, 600, text, shape.fill, Align::centre),
               ui::NodeRole::text, {id});
        d.glow(id, answer, float(shape.radius));
        d.focus(touch, answer, float(shape.radius));
    }
}

} // namespace accanto::screens

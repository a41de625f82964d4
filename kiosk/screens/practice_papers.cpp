// Papers, conversations and calls on the practice device.
#include "kiosk/screens/practice_device.h"

#include <optional>

namespace accanto::screens {

using content::ElementKind;
using ui::Align;
using ui::Colour;
using ui::ShapeSpec;

namespace {

// The picture of a call is dark in every theme, as a camera's is.
constexpr Colour tile_dark = 0xFF1B2A35, tile_light = 0xFFFFFFFF;

// What a machine reads of a payment notice: as unreadable to people as the real thing.
void draw_machine_code(Device& d, Rect r, const std::string& seed) {
    constexpr int modules = 9;
    float size = std::min(r.w, r.h) / float(modules);
    Rect all = r.middle(size * modules, size * modules);
    uint32_t hash = 2166136261u;
    for (unsigned char c : seed)
        hash = (hash ^ c) * 16777619u;
    auto corner = [](int x, int y) { return (x < 3 && y < 3) || (x > 5 && y < 3) || (x < 3 && y > 5); };
    for (int y = 0; y < modules; ++y)
        for (int x = 0; x < modules; ++x) {
            hash = hash * 1664525u + 1013904223u;
            bool dark = corner(x, y) ? !((x % 6 == 1) && (y % 6 == 1)) : (hash >> 24) % 2 == 0;
            if (dark)
                d.ui.fill({all.x + float(x) * size, all.y + float(y) * size, size, size}, d.ui.look().ink);
        }
}

// Name and value of a row stand side by side where both have room on one line, or where there is no height for two. Gives
// the width of the name.
std::optional<float> name_beside(Device& d, const Label& name, const Label& value, ui::Size room, float gap) {
    float smallest = ui::smallest_drawn_em_mm, line = d.ui.mm(1.4f * smallest), half = (room.w - gap) / 2;
    auto wide = [&](const Label& label, int weight) {
        TextStyle style{Role::caption, weight};
        style.em_mm = smallest;
        return d.ui.measure(label, style, 0).w + d.ui.mm(1);
    };
    float first = wide(name, 400), second = wide(value, 700);
    if (first <= half && second <= half)
        return half;
    if (first + gap + second <= room.w)
        return first + (room.w - gap - first - second) / 2;
    if (room.h < 2 * line)
        return half;
    return std::nullopt;
}

void draw_row(Device& d, const content::Element& e, const content::Item& item, Rect r, Colour ground) {
    const ui::Look& l = d.ui.look();
    const std::string id = e.id + "/" + item.id;
    Label name = d.label(item.label), value = d.label(item.detail);
    Label said = name;
    if (!value.empty())
        said.speech += ", " + value.speech;
    ui::Ui::Touch touch = d.touch_if(item.touch, r.inset(0, d.ui.mm(float(content::paper_row_margin_mm))), id, said);
    if (touch.held) {
        ground = l.tint(ui::Tint::butter);
        d.ui.fill(r, ground);
    } else if (item.strong) {
        ground = l.tint(ui::Tint::peach);
        d.ui.fill(r.inset(d.ui.mm(2), 0), ground);
    }
    Rect inner = r.inset(d.ui.mm(5), d.ui.mm(0.5f));
    TextStyle quiet = d.style(Role::caption, 400, l.soft, ground), strong = d.style(Role::body, 700, l.ink, ground);
    const std::string control = item.touch ? id : std::string();
    const WordsOf first{control, 0, ui::count_words(value.text)}, second{control, ui::count_words(name.text), 0};
    if (value.empty()) {
        d.text(inner, id + ".words", name, d.style(Role::caption, 400, l.ink, ground), ui::NodeRole::text, first);
    } else if (std::optional<float> wide = name_beside(d, name, value, {inner.w, r.h}, d.ui.mm(2))) {
        strong.align = Align::end;
        d.text(inner.cut_start(*wide, d.ui.mm(2)), id + ".words", name, quiet, ui::NodeRole::text, first);
        d.text(inner, id + ".value", value, strong, ui::NodeRole::text, second);
    } else {
        d.text(inner.cut_top(d.ui.mm(1.4f * ui::smallest_drawn_em_mm)), id + ".words", name, quiet, ui::NodeRole::text, first);
        d.text(inner, id + ".value", value, strong, ui::NodeRole::text, second);
    }
    d.glow(id, r.inset(d.ui.mm(2), 0), d.ui.mm(3));
    d.focus(touch, r, d.ui.mm(3));
}

} // namespace

void draw_paper(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    ShapeSpec sheet;
    sheet.fill = l.card;
    sheet.border = l.line;
    sheet.border_px = std::max(1, int(d.ui.mm(0.4f)));
    sheet.radius = int(d.ui.mm(1.5f));
    if (l.shadow >> 24) {
        sheet.shadow = l.shadow;
        sheet.shadow_px = int(d.ui.mm(3));
    }
    d.ui.shape(r, sheet);
    Rect head{r.x, r.y, r.w, e.items.empty() ? r.h : d.place(content::item_rect(e, 0)).y - r.y};
    if (e.kind == ElementKind::notice)
        d.ui.fill({r.x, r.y + d.ui.mm(1), d.ui.mm(2), r.h - d.ui.mm(2)}, d.accent());
    Rect inner = head.inset(d.ui.mm(5), d.ui.mm(1));
    if (e.kind == ElementKind::notice)
        draw_machine_code(d, inner.cut_end(std::min(inner.h, d.ui.mm(14)), d.ui.mm(2)), e.id);
    if (!e.picture.empty()) {
        float side = std::min(inner.h, d.ui.mm(12));
        d.ui.picture(inner.cut_start(side, d.ui.mm(2)).middle(side, side), e.picture);
    }
    Label title = d.label(e.label);
    ui::Ui::Touch touch = d.touch_if(e.touch, head, e.id, title);
    d.text(inner, e.id + ".title", title, d.style(Role::heading, 700, l.ink, l.card), ui::NodeRole::heading, words_of(e.touch, e));
    d.focus(touch, head, d.ui.mm(2));
    for (size_t i = 0; i < e.items.size(); ++i) {
        Rect row = d.place(content::item_rect(e, i));
        d.ui.fill({row.x + d.ui.mm(5), row.y, row.w - d.ui.mm(10), std::max(1.0f, d.ui.mm(0.3f))}, l.line);
        draw_row(d, e, e.items[i], d.place_of(e, i), l.card);
    }
}

void draw_directions(Device& d, const content::Element& e) {
    const ui::Look& l = d.ui.look();
    float side = 0;
    for (size_t i = 0; i < e.items.size(); ++i) {
        const content::Item& item = e.items[i];
        Rect r = d.place(content::item_rect(e, i));
        side = std::min(r.h * 0.7f, d.ui.mm(14));
        Rect start = r.cut_start(side, d.ui.mm(2));
        if (i > 0)   // the way from the part before
            d.ui.fill({start.centre_x() - d.ui.mm(0.6f), start.y, d.ui.mm(1.2f), start.h / 2 - side / 2}, d.accent());
        if (i + 1 < e.items.size())
            d.ui.fill({start.centre_x() - d.ui.mm(0.6f), start.centre_y() + side / 2, d.ui.mm(1.2f), start.h / 2 - side / 2}, d.accent());
        Rect circle = start.middle(side, side);
        ShapeSpec disc;
        disc.fill = l.tint(i + 1 == e.items.size() ? ui::Tint::peach : ui::Tint::mint);
        disc.radius = int(side / 2);
        d.ui.shape(circle, disc);
        d.ui.picture(circle.inset(side * 0.14f), item.picture.empty() ? "places" : item.picture);
        const std::string id = e.id + "/" + item.id;
        Label label = d.label(item.label), detail = d.label(item.detail);
        if (!detail.empty()) {
            d.text(r.cut_top(r.h / 2), id + ".words", label, d.style(Role::caption, 700, l.ink, l.device_screen));
            d.text(r, id + ".detail", detail, d.style(Role::caption, 400, l.soft, l.device_screen));
        } else {
            d.text(r, id + ".words", label, d.style(Role::caption, 600, l.ink, l.device_screen));
        }
    }
}

void draw_address(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    // An address runs from left to right in every language.
    Label label = d.label(e.label);
    label.language = "en";
    bool can_touch = e.touch || e.action.kind != content::ActionKind::none;
    ui::Ui::Touch touch = d.touch_if(can_touch, r, e.id, label);
    ui::Ui::Unmirrored straight(d.ui, r);
    ShapeSpec line;
    line.fill = touch.held ? l.tint(ui::Tint::butter) : l.quiet;
    line.border = l.field_line;
    line.border_px = std::max(1, int(d.ui.mm(0.4f)));
    line.radius = int(std::min(r.h / 2, d.ui.mm(8)));
    d.ui.shape(r, line);
    Rect inner = r.inset(d.ui.mm(3), d.ui.mm(1));
    float side = std::min(inner.h, d.ui.mm(9));
    Rect lock = inner.cut_start(side, d.ui.mm(2));
    d.ui.picture(lock.middle(side, side), e.secure ? "lock" : "warning");
    d.text(inner, e.id + ".words", label, d.style(Role::caption, 600, l.ink, line.fill), ui::NodeRole::text, words_of(can_touch, e));
    d.glow(e.id, r, float(line.radius));
    d.focus(touch, r, float(line.radius));
}

void draw_bubble(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    Rect box = r;
    box = e.mine ? box.cut_end(r.w * 0.86f) : box.cut_start(r.w * 0.86f);
    Label label = d.label(e.label);
    bool can_touch = e.touch || e.action.kind != content::ActionKind::none;
    ui::Ui::Touch touch = d.touch_if(can_touch, r, e.id, label);
    ShapeSpec bubble;
    bubble.fill = touch.held ? l.tint(ui::Tint::butter) : e.mine ? l.tint(ui::Tint::mint) : l.quiet;
    bubble.border = l.theme == ui::Theme::high_contrast ? l.line : 0;
    bubble.border_px = bubble.border ? std::max(1, int(d.ui.mm(0.5f))) : 0;
    bubble.radius = int(d.ui.mm(5));
    d.ui.shape(box, bubble);
    d.text(box.inset(d.ui.mm(4), d.ui.mm(2)), e.id + ".words", label, d.style(Role::caption, 400, l.ink, bubble.fill), ui::NodeRole::text, words_of(can_touch, e));
    d.glow(e.id, box, float(bubble.radius));
    d.focus(touch, box, float(bubble.radius));
}

void draw_camera(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    bool on = e.control.empty() || d.is_on(e.control);
    Label name = d.label(e.label);
    bool can_touch = e.touch || e.action.kind != content::ActionKind::none;
    Label shown = on ? name : d.ui.word("lesson.camera_off"), said = name;
    if (!on)
        said.speech = shown.speech = name.speech + ", " + shown.speech;
    ui::Ui::Touch touch = d.touch_if(can_touch, r, e.id, said);
    ShapeSpec tile;
    tile.fill = tile_dark;
    tile.border = l.theme == ui::Theme::high_contrast ? l.line : 0;
    tile.border_px = tile.border ? std::max(1, int(d.ui.mm(0.5f))) : 0;
    tile.radius = int(d.ui.mm(4));
    d.ui.shape(r, tile);
    Rect inner = r.inset(d.ui.mm(1), d.ui.mm(2));
    TextStyle style = d.style(Role::caption, 600, tile_light, tile_dark, Align::centre);
    TextStyle smallest = style;
    smallest.em_mm = ui::smallest_drawn_em_mm;
    float height = std::min(inner.h * 0.5f, d.ui.measure(shown, smallest, inner.w).h);
    // What stands on the picture stands below: then the name is above.
    bool carries = std::any_of(d.screen.elements.begin(), d.screen.elements.end(), [&](const content::Element& other) {
        return &other != &e && d.place(other.rect).overlaps(r) && content::is_shown(d.lesson.tutorial(), d.lesson.state(), other);
    });
    Rect words = carries ? inner.cut_top(height, d.ui.mm(1)) : inner.cut_bottom(height, d.ui.mm(1));
    float side = std::min(inner.w, inner.h);
    if (on)
        d.ui.picture(inner, e.picture.empty() ? "person_woman" : e.picture);
    else
        d.ui.picture_plain(inner.middle(side * 0.6f, side * 0.6f), "camera_off", tile_light, tile_dark);
    d.text(words, e.id + ".words", shown, style, ui::NodeRole::text, words_of(can_touch, e));
    d.glow(e.id, r, float(tile.radius));
    d.focus(touch, r, float(tile.radius));
}

void draw_microphone(Device& d, const content::Element& e, Rect r) {
    const ui::Look& l = d.ui.look();
    bool on = e.control.empty() || d.is_on(e.control);
    Rect inner = r;
    float side = std::min(inner.h, d.ui.mm(12));
    Rect icon = inner.cut_start(side, d.ui.mm(2));
    d.ui.picture(icon.middle(side, side), on ? "microphone_on" : "microphone_off");
    Rect level = inner.cut_end(d.ui.mm(16), d.ui.mm(2));
    static constexpr float heights[] = {0.35f, 0.6f, 1.0f, 0.7f, 0.4f};
    float bar = d.ui.mm(2), gap = d.ui.mm(1), most = std::min(level.h * 0.7f, d.ui.mm(10));
    for (int i = 0; i < 5; ++i) {
        float h = on ? most * heights[i] : d.ui.mm(1);
        d.ui.fill({level.x + float(i) * (bar + gap), level.centre_y() - h / 2, bar, h}, on ? d.accent() : l.field_line);
    }
    d.text(inner, e.id + ".words", d.label(e.label), d.style(Role::caption, 600, l.ink, l.device_screen));
}

} // namespace accanto::screens

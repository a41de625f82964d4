// The touchable half of Ui.
#include "kiosk/ui/ui.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <cmath>

namespace accanto::ui {

namespace {

// Of what may be chosen the words leave the badge its room, chosen or not: they do not move when it is.
bool has_badge_room(const ButtonSpec& spec) {
    return spec.node == NodeRole::choice && !spec.checkable && spec.style != ButtonStyle::key;
}

constexpr int label_weight = 600;

float side_inset_mm(const ButtonSpec& spec) {
    return spec.style == ButtonStyle::key ? 0.8f : has_badge_room(spec) ? choice_inset_mm : 2.5f;
}

} // namespace

// Letters of the largest size ask for air inside the border that is in proportion to them, as far as they stay large.
float Ui::airy_em_mm(const Label& label, const TextStyle& style, Size box) {
    const float whole = fitting_em_mm(label, style, box);
    if (look().size != TextSize::extra)
        return whole;
    const float airy = fitting_em_mm(label, style, {box.w - mm(4), box.h - mm(3)});
    return std::max(airy, std::min(whole, look().read_em_mm()));
}

float Ui::em_in_button_mm(const ButtonSpec& spec, Size button) {
    TextStyle style;
    style.role = spec.role;
    style.em_mm = spec.em_mm;
    style.weight = label_weight;
    return airy_em_mm(spec.label, style, {button.w - 2 * mm(side_inset_mm(spec)), button.h - mm(2)});
}

Ui::Touch Ui::touch_area(Rect r, Node node) {
    Rect at = to_screen(r);
    node.rect = r;
    if (m_cover && m_cover->overlaps(r)) {
        add_node(std::move(node));
        return {};
    }
    node.hit = r;
    bool locked = !m_frame.held.empty();
    bool waiting = locked && m_frame.held == node.id;
    if (node.enabled)
        node.focus_index = m_next_focus++;

    Touch out;
    ImRect box({at.x, at.y}, {at.right(), at.bottom()});
    ImGuiID id = ImGui::GetID(node.id.c_str());
    bool hovered = false, held = false;
    if (node.enabled && !locked && ImGui::ItemAdd(box, id)) {
        // Lifting inside counts, wherever the finger came down: sliding steadies a shaking hand.
        bool released = ImGui::ButtonBehavior(box, id, &hovered, &held, ImGuiButtonFlags_PressedOnRelease);
        out.pressed = released && m_release_counts;
        out.held = hovered && m_frame.pointer.down;
    }
    if (!m_activate.empty() && m_activate == node.id && node.enabled && !locked) {
        out.pressed = true;
        m_activate.clear();
    }
    if (out.pressed)
        m_chosen = {node.id, m_chosen.count + 1};
    out.held = out.held || waiting;
    out.focused = m_focus == node.id;
    node.pressed = out.held;
    add_node(std::move(node));
    return out;
}

Ui::Box Ui::box_of(ButtonStyle style, bool held, bool chosen, bool enabled) const {
    const Look& l = look();
    bool hc = l.theme == Theme::high_contrast;
    int thin = std::max(1, int(mm(hc ? 0.8f : 0.4f)));
    Box box{l.card, l.line, l.deep, hc ? thin : 0, false};
    switch (style) {
    case ButtonStyle::primary:
    case ButtonStyle::bar_strong:
        box = {l.deep, l.deep, l.on_deep, 0, false};
        break;
    case ButtonStyle::danger:
    case ButtonStyle::plain:
        box = {l.card, hc ? l.line : l.field_line, l.deep, thin, false};
        break;
    case ButtonStyle::quiet:
    case ButtonStyle::bar:
        box = {l.quiet, l.line, l.ink, hc ? thin : 0, false};
        break;
    case ButtonStyle::key:
        box = {l.card, hc ? l.line : l.field_line, l.ink, thin, false};
        break;
    }
    if (chosen)
        box = {l.good, l.deep, l.on_good, std::max(2, int(mm(1.0f))), false};
    if (held) {
        // Pressed: the other way round, so that it is seen without colour vision too.
        bool strong = style == ButtonStyle::primary || style == ButtonStyle::bar_strong;
        box = {strong ? l.card : l.deep, l.deep, strong ? l.deep : l.on_deep, std::max(2, int(mm(0.8f))), false};
    }
    if (!enabled)
        box = {l.quiet, l.line, l.soft, hc ? thin : 0, false};
    return box;
}

void Ui::button_inside(Rect r, const ButtonSpec& spec, Colour colour, Colour ground, Node& node) {
    TextStyle style;
    style.role = spec.role;
    style.em_mm = spec.em_mm;
    style.weight = label_weight;
    style.colour = colour;
    style.align = Align::centre;
    style.vertical = TextStyle::Vertical::centre;
    Rect inner = r.inset(mm(side_inset_mm(spec)), mm(1));
    bool has_picture = !spec.picture.empty();
    if (spec.picture_only) {
        float side = std::min(inner.w, inner.h) * 0.72f;
        picture_plain(r.middle(side, side), spec.picture, colour, ground, spec.picture_mirrors);
        return;
    }
    if (has_picture && spec.picture_above) {
        // The picture gives way to the words here too.
        TextStyle smallest = style;
        smallest.em_mm = look().smallest_em_mm();
        float part = 0.5f;
        while (part > 0.3f && !fits(spec.label, smallest, {inner.w, inner.h * (1 - part) - mm(0.5f)}))
            part -= 0.05f;
        const float side = std::min(inner.h * part, mm(13));
        Rect top = inner.cut_top(side, mm(0.5f));
        picture_plain(top.middle(side, side), spec.picture, colour, ground, spec.picture_mirrors);
        // Air beside the words, whose corners are round, and below large ones; the smallest may do without.
        style.em_mm = fitting_em_mm(spec.label, style, {inner.w - mm(6), inner.h - mm(look().size == TextSize::extra ? 3.0f : 1.0f)});
    } else if (has_picture) {
        // The picture gives way to the words, which alone say everything.
        float side = std::min(inner.h * 0.86f, mm(14)), gap = mm(1.5f);
        TextStyle smallest = style;
        smallest.em_mm = spec.chrome ? look().smallest_em_mm() : look().read_em_mm();
        // In a low button it is not the picture that is in the words' way.
        if (!fits(spec.label, smallest, {inner.w, inner.h}))
            smallest.em_mm = look().smallest_em_mm();
        for (float smaller : {mm(9), 0.0f})
            if (!fits(spec.label, smallest, {inner.w - side - gap - mm(1), inner.h}))
                side = std::min(side, smaller);
        if (side == 0)
            gap = -mm(1);
        style.em_mm = airy_em_mm(spec.label, style, {inner.w - side - gap - mm(1), inner.h});
        float wide = std::min(measure(spec.label, style, inner.w - side - gap).w, inner.w - side - gap);
        // Beside large letters it is as large as they are, where they leave it the room.
        if (side > 0)
            side = std::clamp(std::min(inner.w - gap - wide - mm(2), inner.h * 0.86f), side, std::max(side, mm(1.2f * style.em_mm)));
        Rect both = inner.middle(side + gap + wide, inner.h);
        Rect icon = spec.picture_after ? both.cut_end(side, gap) : both.cut_start(side, gap);
        picture_plain(icon.middle(side, side), spec.picture, colour, ground, spec.picture_mirrors);
        // A hair more than measured: rounding must not break the line that was measured.
        inner = {both.x - 1, both.y, both.w + 2, both.h};
    } else if (spec.band) {
        style.band = spec.band;
    } else {
        style.em_mm = airy_em_mm(spec.label, style, {inner.w, inner.h});
    }
    node.clipped = !paint_text(inner, spec.label, style);
    node.em_px = mm(style.em_mm);
    node.missing_glyphs = m_text.measure(spec_of(spec.label, style, inner.w)).missing_glyphs > 0;
}

void Ui::chosen_badge(Rect r, const std::string& picture) {
    constexpr float side_mm = 12, inside_mm = 8.5f; // with the air around its disc; of that on the button
    const float side = mm(side_mm), inside = mm(inside_mm);
    picture_plain({r.right() - inside, r.y + inside - side, side, side}, picture, look().on_deep, look().deep);
}

bool Ui::button(Rect r, const ButtonSpec& spec) {
    Node node;
    node.id = spec.id;
    node.role = spec.node;
    node.label = spec.label.text;
    node.speech = spec.label.speech;
    node.language = spec.label.language;
    node.fallback = spec.label.fallback;
    node.enabled = spec.enabled;
    node.chosen = spec.chosen;
    node.checkable = spec.checkable;
    node.chrome = spec.chrome;
    node.in_device = spec.in_device;
    // The node is recorded by touch_area before the words are measured; it is mended afterwards.
    size_t index = m_now.nodes.size();
    Touch touch = touch_area(r, node);
    Box box = box_of(spec.style, touch.held, spec.chosen, spec.enabled);
    ShapeSpec shape_spec;
    shape_spec.fill = box.fill;
    shape_spec.border = box.border_px ? box.border : 0;
    shape_spec.border_px = box.border_px;
    shape_spec.radius = spec.style == ButtonStyle::key ? int(mm(3)) : int(std::min(r.h / 2, mm(10)));
    shape(r, shape_spec);
    Node& recorded = m_now.nodes[index];
    recorded.foreground = box.text;
    recorded.background = box.fill;
    say_along(spec.id, count_words(spec.label.text));
    button_inside(r, spec, box.text, box.fill, recorded);
    say_along({}, 0);
    if (spec.chosen && !spec.checkable && spec.picture != "yes") // which says it too
        chosen_badge(r);
    if (touch.focused)
        focus_ring(r, float(shape_spec.radius));
    return touch.pressed;
}

} // namespace accanto::ui

// The painting half of Ui: blits of cached pictures, and nothing else.
#include "kiosk/ui/line_breaks.h"
#include "kiosk/ui/ui.h"

#include <imgui.h>

#include <cmath>

namespace accanto::ui {

namespace {

// Words may give up the air above and below their letters, never a letter.
bool letters_fit(const TextPicture& p, float height) { return p.ink.h <= height + 1; }

bool inside(const TextPicture& p, float height, const TextStyle& style) {
    if (style.band)
        return !p.word_broken && style.band->h() <= height + 1;
    return !p.word_broken && (p.box.h <= height + 1 || letters_fit(p, height));
}

// Where a text begins below the top of its place, and how high it stands there.
struct Standing {
    float y, h;
};
Standing stand(const TextPicture& p, float height, const TextStyle& style) {
    if (style.band)
        return {std::floor((height - style.band->h()) / 2 - style.band->top), p.box.h};
    // Where the line has no room for its air it stands as with it, but for what its letters need: centred by their ink,
    // a tail at the end would lift the whole word.
    if (p.box.h > height + 1 && letters_fit(p, height))
        return {std::clamp(std::floor((height - p.box.h) / 2 + p.ink.y), 0.0f, std::max(0.0f, std::floor(height - p.ink.h))), p.ink.h};
    return {style.vertical == TextStyle::Vertical::centre ? std::floor((height - p.box.h) / 2) : 0, p.box.h};
}

ImU32 imgui_colour(Colour c) { return IM_COL32((c >> 16) & 255, (c >> 8) & 255, c & 255, c >> 24); }

} // namespace

void Ui::fill(Rect r, Colour colour) {
    r = to_screen(r);
    ImGui::GetWindowDrawList()->AddRectFilled({r.x, r.y}, {r.right(), r.bottom()}, imgui_colour(colour));
}

void Ui::blit(platform::TextureId texture, Rect r, bool flipped) {
    if (!texture)
        return;
    ImGui::GetWindowDrawList()->AddImage(reinterpret_cast<ImTextureID>(texture), {r.x, r.y}, {r.right(), r.bottom()},
                                         {flipped ? 1.0f : 0.0f, 0}, {flipped ? 0.0f : 1.0f, 1});
}

void Ui::shape(Rect r, ShapeSpec spec) {
    Rect at = to_screen(r);
    spec.w = int(at.w), spec.h = int(at.h);
    if (spec.w < 1 || spec.h < 1)
        return;
    spec.radius = std::min({spec.radius, spec.w / 2, spec.h / 2});
    for (const ShapePiece& piece : m_shapes.draw(spec)) {
        Rect p{at.x + piece.place.x, at.y + piece.place.y, piece.place.w, piece.place.h};
        if (piece.texture)
            blit(piece.texture, p, false);
        else
            ImGui::GetWindowDrawList()->AddRectFilled({p.x, p.y}, {p.right(), p.bottom()}, imgui_colour(piece.fill));
    }
}

void Ui::card(Rect r, Colour colour, bool shadow) {
    ShapeSpec spec;
    spec.fill = colour;
    spec.radius = int(mm(look().radius_mm()));
    if (shadow && (look().shadow >> 24)) {
        spec.shadow = look().shadow;
        spec.shadow_px = int(mm(4));
    }
    if (look().theme == Theme::high_contrast) {
        spec.border = look().line;
        spec.border_px = int(mm(0.6f));
    }
    shape(r, spec);
}

void Ui::picture(Rect r, const std::string& name, bool mirrors) {
    if (name.empty())
        return;
    Rect at = to_screen(r);
    PictureEngine::Placed placed = m_pictures.draw(name, int(at.w), int(at.h), look());
    blit(placed.texture, {at.x + placed.place.x, at.y + placed.place.y, placed.place.w, placed.place.h}, mirrors && m_rtl);
}

void Ui::picture_plain(Rect r, const std::string& name, Colour outline, Colour body, bool mirrors) {
    if (name.empty())
        return;
    Rect at = to_screen(r);
    PictureEngine::Placed placed = m_pictures.draw_plain(name, int(at.w), int(at.h), outline, body);
    blit(placed.texture, {at.x + placed.place.x, at.y + placed.place.y, placed.place.w, placed.place.h}, mirrors && m_rtl);
}

TextSpec Ui::spec_of(const Label& label, const TextStyle& style, float width_px) const {
    TextSpec spec;
    spec.text = label.text;
    spec.language = label.language;
    float em = style.em_mm > 0 ? style.em_mm : look().em_mm(style.role);
    spec.em_px = mm(em);
    spec.weight = style.weight;
    spec.colour = style.colour ? style.colour : look().ink;
    spec.width_px = width_px;
    if (width_px > 0)
        spec.text = mark_line_breaks(std::move(spec.text));
    spec.align = style.align;
    // Words of another direction still begin where the screen's lines begin.
    bool own_rtl = content::is_right_to_left(label.language);
    bool mirrored_place = m_rtl && !m_straight;
    if (own_rtl != mirrored_place && spec.align != Align::centre)
        spec.align = spec.align == Align::start ? Align::end : Align::start;
    return spec;
}

Size Ui::measure(const Label& label, const TextStyle& style, float width_px) {
    if (label.empty())
        return {};
    return m_text.measure(spec_of(label, style, width_px)).box;
}

bool Ui::fits(const Label& label, const TextStyle& style, Size box) {
    if (label.empty())
        return true;
    TextPicture p = m_text.measure(spec_of(label, style, box.w));
    return inside(p, box.h, style);
}

Band Ui::band(const Label& label, const TextStyle& style) {
    const TextPicture p = m_text.measure(spec_of(label, style, 0));
    return {p.ink.y, p.ink.y + p.ink.h};
}

float Ui::fitting_em_mm(const Label& label, const TextStyle& style, Size box) {
    float em = style.em_mm > 0 ? style.em_mm : look().em_mm(style.role);
    const float least = style.least_em_mm > 0 ? style.least_em_mm : look().smallest_em_mm();
    TextStyle tried = style;
    for (; em > least; em -= 0.5f) {
        tried.em_mm = em;
        if (fits(label, tried, box))
            return em;
    }
    return least;
}

bool Ui::paint_text(Rect r, const Label& label, const TextStyle& style) {
    if (label.empty())
        return true;
    TextStyle used = style;
    if (style.fit)
        used.em_mm = fitting_em_mm(label, style, {r.w, r.h});
    const TextSpec spec = spec_of(label, used, r.w);
    const TextPicture& p = m_text.draw(spec);
    Rect at = to_screen(r);
    Standing place = stand(p, at.h, style);
    float top = at.y + place.y + (place.h < p.box.h ? 0 : p.ink.y);
    blit(p.texture, {at.x + p.ink.x, top, p.ink.w, p.ink.h}, false);
    underline_said(spec, at.x, top - p.ink.y);
    return inside(p, r.h, style);
}

Rect Ui::caret_after(Rect r, const Label& label, const TextStyle& style, Size caret) {
    const float gap = mm(0.4f);
    if (label.empty())
        return {r.x + gap, r.centre_y() - caret.h / 2, caret.w, caret.h};
    const TextSpec spec = spec_of(label, style, r.w);
    const Caret last = m_text.caret_at_end(spec);
    const TextPicture p = m_text.measure(spec);
    const Standing place = stand(p, r.h, style);
    // From the left edge, as a text of either direction is laid out.
    const float x = content::is_right_to_left(label.language) ? last.x - gap - caret.w : last.x + gap;
    const float top = r.y + place.y - (place.h < p.box.h ? p.ink.y : 0);
    return {m_rtl && !m_straight ? r.right() - x - caret.w : r.x + x,
            top + last.y + (last.height - caret.h) / 2, caret.w, caret.h};
}

float Ui::text(Rect r, const std::string& id, const Label& label, const TextStyle& style, NodeRole role) {
    if (label.empty())
        return 0;
    TextStyle used = style;
    if (style.fit)
        used.em_mm = fitting_em_mm(label, style, {r.w, r.h});
    used.fit = false;
    Node node;
    // Without a speech of their own they are a control's, which says them.
    if (!label.speech.empty())
        say_along(id, count_words(label.text));
    node.clipped = !paint_text(r, label, used);
    if (!label.speech.empty())
        say_along({}, 0);
    TextSpec spec = spec_of(label, used, r.w);
    TextPicture p = m_text.measure(spec);
    node.id = id;
    node.role = role;
    node.label = label.text;
    node.speech = label.speech;
    node.language = label.language;
    node.fallback = label.fallback;
    Standing place = stand(p, r.h, style);
    node.rect = {r.x, r.y + place.y, r.w, place.h};
    if (used.align == Align::start)
        node.rect.w = std::min(r.w, p.box.w);
    node.em_px = spec.em_px;
    node.foreground = spec.colour;
    node.background = style.background ? style.background : look().paper;
    node.missing_glyphs = p.missing_glyphs > 0;
    add_node(std::move(node));
    return p.box.h;
}

void Ui::image(Rect r, const std::string& id, const std::string& name, const Label& alternative) {
    picture(r, name);
    Node node;
    node.id = id;
    node.role = NodeRole::image;
    node.label = alternative.text;
    node.speech = alternative.speech;
    node.language = alternative.language;
    node.decorative = alternative.empty();
    node.rect = r;
    add_node(std::move(node));
}

bool Ui::square_code(Rect r, const std::string& id, const std::string& text, const Label& label) {
    Rect at = to_screen(r);
    SquareCodeEngine::Placed code = m_codes.draw(text, int(std::min(at.w, at.h)));
    if (!code.texture)
        return false;
    Rect place = at.middle(float(code.side), float(code.side));
    blit(code.texture, {std::floor(place.x), std::floor(place.y), place.w, place.h}, false);
    Node node;
    node.id = id;
    node.role = NodeRole::image;
    node.label = label.text;
    node.speech = label.speech;
    node.language = label.language;
    node.rect = r.middle(float(code.side), float(code.side));
    add_node(std::move(node));
    return true;
}

void Ui::progress(Rect r, const std::string& id, int done, int of, const Label& label) {
    ShapeSpec spec;
    spec.radius = int(r.h / 2);
    spec.fill = look().theme == Theme::high_contrast ? 0xFF555555 : look().line;
    shape(r, spec);
    float part = of > 0 ? float(done) / float(of) : 0;
    if (part > 0) {
        spec.fill = look().deep2;
        shape({r.x, r.y, std::max(r.h, r.w * part), r.h}, spec);
    }
    Node node;
    node.id = id;
    node.role = NodeRole::progress;
    node.label = label.text;
    node.speech = label.speech;
    node.language = label.language;
    node.value = std::to_string(done) + "/" + std::to_string(of);
    node.rect = r;
    add_node(std::move(node));
}

void Ui::add_node(Node node) {
    node.covered = m_cover && m_cover->overlaps(node.rect);
    node.rect = to_screen(node.rect);
    if (node.hit.w > 0)
        node.hit = to_screen(node.hit);
    if (node.language.empty())
        node.language = m_frame.language;
    m_now.nodes.push_back(std::move(node));
}

void Ui::focus_ring(Rect r, float radius_px) {
    // WCAG 2.2, 2.4.13: at least 2 CSS px around and 3:1 against what is beside it; a light ring outside a dark one has
    // that on every ground.
    float gap = mm(1.0f), line = mm(1.0f);
    ShapeSpec spec;
    spec.border = look().focus;
    spec.border_px = int(std::max(2.0f, line));
    spec.radius = int(radius_px + gap + line);
    shape(r.grown(gap + line), spec);
}

} // namespace accanto::ui

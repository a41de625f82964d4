// A choice: a picture on its tint, a title, maybe a sentence, maybe a tick box.
#include "kiosk/ui/choices.h"

#include <cmath>

namespace accanto::ui {

namespace {

constexpr float pad_mm = 5, gap_mm = 1.5f, fact_picture_mm = 20;

bool is_fact(const CardSpec& spec) { return spec.words && spec.words->em_mm > 0; }

} // namespace

Ui::CardPlaces Ui::card_places(Rect r, const CardSpec& spec, Role role) {
    const float pad = mm(pad_mm), gap = mm(gap_mm);
    CardPlaces places;
    places.body = r;
    places.wide = is_wide_card(r.w, r.h) || is_fact(spec);
    if (spec.picture.empty()) {
        // Nothing to picture: a stripe keeps the card's tint, the words have the rest.
        places.tinted = places.body.cut_start(mm(9));
        places.body.x += pad, places.body.w -= 2 * pad;
    } else if (places.wide) {
        places.tinted = places.body.cut_start(is_fact(spec) ? mm(fact_picture_mm) : std::min(r.h, r.w * 0.34f));
        places.body.x += pad * 0.8f, places.body.w -= pad * 1.6f;
    } else {
        const float width = r.w - 2 * pad;
        float words = gap + measure(spec.title, {role, 700}, width).h;
        if (!spec.subtitle.empty())
            words += gap + measure(spec.subtitle, {Role::caption, 400}, width).h;
        places.tinted = places.body.cut_top(std::min(std::max(r.h - words - 2 * pad * 0.7f, mm(20)), r.h * 0.62f));
        places.body = places.body.inset(pad, pad * 0.5f);
    }
    if (spec.checkable) {
        const float box = mm(card_box_mm);
        places.box = places.wide ? places.body.cut_end(box, mm(2)).middle(box, box) : Rect{r.right() - box - mm(4), r.y + mm(4), box, box};
    }
    return places;
}

Ui::CardStyles Ui::card_styles(const CardWords& words) const {
    const Look& l = look();
    CardStyles styles{{words.role, 700}, {Role::caption, 400}};
    styles.title.em_mm = std::max(l.smallest_em_mm(), l.em_mm(words.role) * words.scale);
    styles.subtitle.em_mm = std::max(l.smallest_em_mm(), l.em_mm(Role::caption) * words.scale);
    if (words.em_mm > 0)
        styles.title.em_mm = styles.subtitle.em_mm = words.em_mm;
    return styles;
}

bool Ui::card_holds(Size size, const CardSpec& spec, const CardWords& words) {
    const Rect body = card_places({0, 0, size.w, size.h}, spec, words.role).body;
    const CardStyles styles = card_styles(words);
    float used = measure(spec.title, styles.title, body.w).h;
    if (!spec.subtitle.empty())
        used += mm(gap_mm) + measure(spec.subtitle, styles.subtitle, body.w).h;
    return used <= body.h && fits(spec.title, styles.title, {body.w, body.h}) &&
           fits(spec.subtitle, styles.subtitle, {body.w, body.h});
}

Ui::FactHeight Ui::fact_height(const CardSpec& spec, float width) {
    constexpr float any_height = 1e6f;
    const float least = mm(look().button_mm());
    const float body = card_places({0, 0, width, least}, spec, spec.words->role).body.w; // as wide in a higher one
    const CardStyles styles = card_styles(*spec.words);
    const float words = measure(spec.title, styles.title, body).h + mm(gap_mm) + measure(spec.subtitle, styles.subtitle, body).h;
    return {std::max(least, std::ceil(words + mm(4))),
            fits(spec.title, styles.title, {body, any_height}) && fits(spec.subtitle, styles.subtitle, {body, any_height})};
}

CardWords Ui::card_words(Size size, const CardSpec& spec, Role largest) {
    const Look& l = look();
    const Rect r{0, 0, size.w, size.h};
    CardWords words{largest, 1};
    // Large cards carry larger words.
    if (words.role == Role::title) {
        const float width = is_wide_card(r.w, r.h) ? r.w * 0.6f : r.w - 2 * mm(pad_mm);
        if (r.h <= mm(85) || !fits(spec.title, {Role::title, 700}, {width, mm(l.em_mm(Role::title) * 1.9f)}))
            words.role = Role::heading;
    }
    // Both shrink by the same part until they stand in the card together.
    while (words.scale > 0.4f && !card_holds(size, spec, words))
        words.scale -= 0.04f;
    return words;
}

bool Ui::choice_card(Rect r, const CardSpec& spec) {
    Node node;
    node.id = spec.id;
    node.role = NodeRole::choice;
    node.label = spec.title.text;
    node.speech = spec.title.speech;
    if (!spec.subtitle.empty())
        node.speech += ". " + spec.subtitle.speech;
    node.language = spec.title.language;
    node.fallback = spec.title.fallback;
    node.enabled = spec.enabled;
    node.chosen = spec.chosen;
    node.checkable = spec.checkable;
    const size_t index = m_now.nodes.size();
    const Touch touch = touch_area(r, node);

    const Look& l = look();
    const Colour ground = touch.held ? l.tint(spec.tint) : l.card;
    card(r, ground, !touch.held);
    const CardWords words = spec.words ? *spec.words : card_words({r.w, r.h}, spec);
    const CardPlaces places = card_places(r, spec, words.role);
    draw_card_head(spec, places);
    if (spec.checkable)
        picture(places.box, spec.chosen ? "check_box_on" : "check_box_off");

    CardStyles styles = card_styles(words);
    styles.title.colour = l.ink, styles.subtitle.colour = l.soft;
    styles.title.background = styles.subtitle.background = ground;
    const Rect& body = places.body;
    const float gap = spec.subtitle.empty() ? 0 : mm(gap_mm);
    const float title_h = measure(spec.title, styles.title, body.w).h;
    const float sub_h = spec.subtitle.empty() ? 0 : measure(spec.subtitle, styles.subtitle, body.w).h;
    const float y = body.y + std::max(0.0f, (body.h - title_h - gap - sub_h) / 2);
    say_along(spec.id, count_words(spec.title.text) + count_words(spec.subtitle.text));
    bool whole = paint_text({body.x, y, body.w, std::max(title_h, 1.0f)}, spec.title, styles.title);
    if (!spec.subtitle.empty())
        whole = paint_text({body.x, y + title_h + gap, body.w, std::max(sub_h, 1.0f)}, spec.subtitle, styles.subtitle) && whole;

    say_along({}, 0);

    const float radius = mm(l.radius_mm());
    if (spec.chosen || touch.held) {
        ShapeSpec ring;
        ring.border = l.deep;
        ring.border_px = int(mm(1.2f));
        ring.radius = int(radius);
        shape(r, ring);
    }
    if (spec.chosen && !spec.checkable)
        chosen_badge(r, spec.badge);
    Node& recorded = m_now.nodes[index];
    recorded.clipped = !whole || title_h + gap + sub_h > body.h + 1;
    recorded.foreground = spec.subtitle.empty() ? l.ink : l.soft;
    recorded.background = ground;
    recorded.em_px = mm(spec.subtitle.empty() ? styles.title.em_mm : std::min(styles.title.em_mm, styles.subtitle.em_mm));
    if (touch.focused)
        focus_ring(r, radius);
    return touch.pressed;
}

// The tint is rounded at the card's corners and straight where the words begin.
void Ui::draw_card_head(const CardSpec& spec, const CardPlaces& places) {
    const Look& l = look();
    const float radius = mm(l.radius_mm()), border = l.theme == Theme::high_contrast ? mm(0.6f) : 0;
    ShapeSpec head;
    head.fill = l.tint(spec.tint);
    head.radius = int(radius - border);
    Rect tinted = places.tinted.inset(border);
    if (spec.picture.empty()) {
        shape(tinted, head);
        fill({std::round(tinted.x + tinted.w * 0.5f), tinted.y, std::round(tinted.w * 0.5f), tinted.h}, head.fill);
        return;
    }
    if (places.wide) {
        tinted.w = std::round(tinted.w + border);
        shape(tinted, head);
        fill({std::round(tinted.x + tinted.w - radius), tinted.y, radius, tinted.h}, head.fill);
    } else {
        head.square_bottom = true;
        tinted.h += border;
        shape(tinted, head);
    }
    const float side = std::min({places.tinted.w, places.tinted.h, mm(85)}) * (places.wide ? 0.74f : 0.82f);
    picture(places.tinted.middle(side, side), spec.picture);
}

bool card_fits(Ui& ui, const CardSpec& spec, Size size, float scale) {
    const float w = size.w, h = size.h;
    const Look& l = ui.look();
    TextStyle title{Role::heading, 700}, sub{Role::caption, 400};
    title.em_mm = std::max(l.read_em_mm(), l.em_mm(Role::heading) * scale);
    sub.em_mm = std::max(l.read_em_mm(), l.em_mm(Role::caption) * scale);
    bool wide = is_wide_card(w, h) || spec.picture.empty();
    float pad = ui.mm(5), gap = ui.mm(1.5f);
    float width = w - 2 * pad, room = h - ui.mm(20) - pad * 1.4f;
    if (wide) {
        width = w - (spec.picture.empty() ? ui.mm(9) + pad * 0.4f : std::min(h, w * 0.34f)) - pad * 1.6f - (spec.checkable ? ui.mm(card_box_mm + 2) : 0);
        room = h - ui.mm(4);
    }
    if (width < ui.mm(30) || room <= 0)
        return false;
    float used = ui.measure(spec.title, title, width).h + gap;
    if (!spec.subtitle.empty())
        used += gap + ui.measure(spec.subtitle, sub, width).h;
    return used <= room && ui.fits(spec.title, title, {width, room}) && ui.fits(spec.subtitle, sub, {width, room});
}

} // namespace accanto::ui

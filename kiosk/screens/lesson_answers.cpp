#include "kiosk/screens/lesson_answers.h"

namespace accanto::screens {

using content::StepKind;
using ui::Label;
using ui::Rect;
using ui::Role;
using ui::TextStyle;

namespace {

constexpr ui::Tint tints[] = {ui::Tint::sky, ui::Tint::lavender, ui::Tint::butter, ui::Tint::mint, ui::Tint::rose, ui::Tint::peach};

void draw_options(Teaching& t, Rect area) {
    const content::Step& step = t.lesson.step();
    bool ticks = step.kind == StepKind::check;
    const std::vector<std::string>& chosen = t.lesson.chosen();
    std::vector<ui::CardSpec> cards;
    for (size_t i = 0; i < step.options.size(); ++i) {
        const content::Option& option = step.options[i];
        ui::CardSpec card;
        card.id = "option." + option.id;
        card.title = t.say(option.label);
        card.picture = option.picture;
        card.tint = tints[i % std::size(tints)];
        card.checkable = ticks;
        card.chosen = ticks ? t.lesson.is_ticked(option.id) : !chosen.empty() && chosen.back() == option.id;
        cards.push_back(std::move(card));
    }
    ui::GridResult r = ui::choice_grid(t.ui, area, cards, t.scene.visit.page);
    if (r.chosen >= 0)
        t.actions.post(app::ChooseOption{step.options[size_t(r.chosen)].id});
    if (r.turn)
        t.actions.post(app::TurnPage{r.turn});
}

// A piece or a place: picture at the start, words, and what its state looks like.
struct Tile {
    std::string id;
    Label label;
    std::string picture, number;      // one of them, or none
    bool chosen = false, enabled = true, open = false, good = false;
};

// True when it was touched.
bool draw_tile(Teaching& t, Rect r, const Tile& tile) {
    const ui::Look& l = t.ui.look();
    ui::Node node;
    node.id = tile.id;
    node.role = ui::NodeRole::button;
    node.label = tile.label.text, node.speech = tile.label.speech, node.language = tile.label.language;
    node.enabled = tile.enabled;
    node.chosen = tile.chosen;
    ui::Ui::Touch touch = t.ui.touch_area(r, node);
    ui::ShapeSpec box;
    box.fill = tile.good ? l.good : tile.chosen || touch.held ? l.tint(ui::Tint::butter) : tile.open ? l.paper : l.card;
    box.border = tile.chosen ? l.warm : tile.good || touch.held ? l.deep : l.field_line;
    box.border_px = std::max(1, int(t.ui.mm(tile.chosen || touch.held ? 1.2f : 0.5f)));
    box.radius = int(t.ui.mm(6));
    box.dashed = tile.open;
    t.ui.shape(r, box);
    Rect inner = r.inset(t.ui.mm(4), t.ui.mm(2));
    if (!tile.number.empty() || !tile.picture.empty()) {
        float side = std::min({inner.h, inner.w * 0.3f, t.ui.mm(26)});
        Rect start = inner.cut_start(side, t.ui.mm(3));
        Rect icon = start.middle(side, side);
        if (!tile.picture.empty())
            t.ui.picture(icon, tile.picture);
        else
            t.ui.paint_text(start, t.ui.plain(tile.number, "en"),
                            {Role::heading, 700, l.deep, box.fill, ui::Align::centre, TextStyle::Vertical::centre, 0, true});
    }
    if (!tile.open)
        t.ui.text(inner, tile.id + ".words", {tile.label.text, "", tile.label.language, tile.label.fallback},
                  {Role::body, 600, tile.enabled || tile.good ? l.ink : l.soft, box.fill, ui::Align::start, TextStyle::Vertical::centre, 0, true});
    if (touch.focused)
        t.ui.focus_ring(r, float(box.radius));
    return touch.pressed;
}

const content::Piece* piece_of(const Teaching& t, const std::string& id) {
    for (const content::Piece& piece : t.lesson.step().pieces)
        if (piece.id == id)
            return &piece;
    return nullptr;
}

Tile item_tile(const Teaching& t, const std::string& id) {
    const content::Piece& piece = *piece_of(t, id);
    Tile tile{"item." + id, t.say(piece.label), piece.picture, {}};
    bool placed = t.lesson.is_placed(id);
    tile.chosen = t.lesson.held() == id;
    tile.enabled = !placed && !t.lesson.can_go_next();
    tile.good = placed;
    return tile;
}

// In an order: a number, then what lies there. In a match: the partner, and what was put to it.
Tile place_tile(const Teaching& t, const std::string& place) {
    std::string item = t.lesson.item_at(place);
    Tile tile{"place." + place, {}, {}, {}};
    tile.enabled = item.empty() && !t.lesson.can_go_next();
    tile.good = !item.empty();
    if (t.lesson.step().kind == StepKind::match) {
        const content::Piece& partner = *piece_of(t, place);
        tile.label = t.say(partner.partner);
        tile.picture = tile.good ? "yes" : partner.partner_picture;
        return tile;
    }
    int64_t number = std::stoll(place);
    tile.number = place;
    tile.open = item.empty();
    if (tile.open) {
        tile.label = t.ui.word("lesson.place_free", {{"n", number}});
        return tile;
    }
    Label what = t.say(piece_of(t, item)->label);
    Label spoken = t.ui.word_with("lesson.place_taken", "item", what, {{"n", number}});
    tile.label = {what.text, spoken.speech, what.language, what.fallback};
    return tile;
}

// Two columns: what there is, and where it belongs.
void draw_pieces(Teaching& t, Rect area) {
    std::vector<std::string> items = t.lesson.items_laid_out(), places = t.lesson.places_laid_out();
    float gap = t.ui.mm(4), between = t.ui.mm(8);
    float w = (area.w - between) / 2, rows = float(items.size());
    float h = std::min((area.h - gap * (rows - 1)) / rows, t.ui.mm(48));
    float top = area.y + std::max(0.0f, (area.h - h * rows - gap * (rows - 1)) / 2);
    for (size_t i = 0; i < items.size(); ++i)
        if (draw_tile(t, {area.x, top + float(i) * (h + gap), w, h}, item_tile(t, items[i])))
            t.actions.post(app::TakeUp{items[i]});
    for (size_t i = 0; i < places.size(); ++i)
        if (draw_tile(t, {area.x + w + between, top + float(i) * (h + gap), w, h}, place_tile(t, places[i])))
            t.actions.post(app::PutAt{places[i]});
}

} // namespace

bool has_answers(const content::Step& step) { return !step.options.empty() || !step.pieces.empty(); }

void draw_answers(Teaching& t, Rect place) {
    if (t.lesson.step().options.empty())
        draw_pieces(t, place);
    else
        draw_options(t, place);
}

} // namespace accanto::screens

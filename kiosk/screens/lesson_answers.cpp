#include "kiosk/screens/lesson_answers.h"

namespace accanto::screens {

using content::StepKind;

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
        card.badge = t.lesson.can_go_next() ? "yes" : "no"; // no tick on a wrong answer
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

// How pieces are laid out: the same for every tile of a step, whatever was done.
struct TileMeasures {
    float height = 0, picture = 0, pad_x = 0, pad_y = 0, gap = 0;   // picture: its side, 0 for none
};

constexpr float between_tiles_mm = 4, between_columns_mm = 8;

// True when it was touched.
bool draw_tile(Teaching& t, Rect r, const Tile& tile, const TileMeasures& m) {
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
    Rect inner = r.inset(m.pad_x, m.pad_y);
    // A number stays where a picture has no room.
    if (float side = m.picture > 0 || tile.number.empty() ? m.picture : t.ui.mm(8); side > 0 && (!tile.number.empty() || !tile.picture.empty())) {
        Rect start = inner.cut_start(side, m.gap);
        Rect icon = start.middle(side, side);
        if (!tile.picture.empty())
            t.ui.picture(icon, tile.picture);
        else
            t.ui.paint_text(start, t.ui.plain(tile.number, "en"),
                            {Role::heading, 700, l.deep, box.fill, ui::Align::centre, TextStyle::Vertical::centre, 0, true});
    }
    if (!tile.open)
        t.ui.text(inner, tile.id + ".words", {tile.label.text, "", tile.label.language, tile.label.fallback},
                  {Role::body, 600, tile.enabled || tile.good ? l.ink : l.soft, box.fill, ui::Align::start,
                   TextStyle::Vertical::centre, 0, true});
    if (tile.chosen)
        t.ui.chosen_badge(r, "touch");
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

// The whole place gives `width` to one of two columns.
TileMeasures tile_measures(const Teaching& t, ui::Size place, float picture_mm, bool tight) {
    float rows = float(t.lesson.step().pieces.size()), gaps = t.ui.mm(between_tiles_mm) * (rows - 1);
    TileMeasures m;
    m.height = std::min((place.h - gaps) / rows, t.ui.mm(48));
    m.pad_x = t.ui.mm(tight ? 3.0f : 4.0f), m.pad_y = t.ui.mm(tight ? 1.0f : 2.0f), m.gap = t.ui.mm(tight ? 2.0f : 3.0f);
    float column = (place.w - t.ui.mm(between_columns_mm)) / 2;
    m.picture = std::min({m.height - 2 * m.pad_y, (column - 2 * m.pad_x) * 0.3f, t.ui.mm(picture_mm)});
    return m;
}

bool words_fit(Teaching& t, ui::Size place, const TileMeasures& m) {
    TextStyle style{Role::body, 600};
    style.em_mm = t.ui.look().smallest_em_mm();
    // In an order every tile has at least its number.
    bool order = t.lesson.step().kind == StepKind::order;
    float beside = m.picture > 0 ? m.picture + m.gap : order ? t.ui.mm(8) + m.gap : 0;
    ui::Size room{(place.w - t.ui.mm(between_columns_mm)) / 2 - 2 * m.pad_x - beside, m.height - 2 * m.pad_y};
    for (const content::Piece& piece : t.lesson.step().pieces)
        if (!t.ui.fits(t.say(piece.label), style, room) || (!order && !t.ui.fits(t.say(piece.partner), style, room)))
            return false;
    return true;
}

// The largest pictures that leave the words room; none, where they need all of it. `fits`: they have it.
TileMeasures best_measures(Teaching& t, ui::Size place, bool& fits) {
    TileMeasures m;
    for (float picture_mm : {26.0f, 16.0f, 0.0f}) {
        m = tile_measures(t, place, picture_mm, picture_mm < 20);
        if ((fits = words_fit(t, place, m)))
            break;
    }
    return m;
}

// Two columns: what there is, and where it belongs.
void draw_pieces(Teaching& t, Rect area) {
    std::vector<std::string> items = t.lesson.items_laid_out(), places = t.lesson.places_laid_out();
    bool fits = false;
    const TileMeasures m = best_measures(t, {area.w, area.h}, fits);
    float gap = t.ui.mm(between_tiles_mm), between = t.ui.mm(between_columns_mm);
    float w = (area.w - between) / 2, h = m.height, rows = float(items.size());
    float top = area.y + std::max(0.0f, (area.h - h * rows - gap * (rows - 1)) / 2);
    for (size_t i = 0; i < items.size(); ++i)
        if (draw_tile(t, {area.x, top + float(i) * (h + gap), w, h}, item_tile(t, items[i]), m))
            t.actions.post(app::TakeUp{items[i]});
    for (size_t i = 0; i < places.size(); ++i)
        if (draw_tile(t, {area.x + w + between, top + float(i) * (h + gap), w, h}, place_tile(t, places[i]), m))
            t.actions.post(app::PutAt{places[i]});
}

} // namespace

float answers_width(Teaching& t, ui::Size room) {
    constexpr float usual = 0.46f, widest = 0.64f;
    if (t.lesson.step().pieces.empty())
        return room.w * usual;
    // The words of a narrow panel need more of it; with their pictures if that can be.
    for (float picture_mm : {26.0f, 16.0f})
        for (float share = usual; share < widest + 0.01f; share += 0.06f)
            if (ui::Size place{room.w * share, room.h}; words_fit(t, place, tile_measures(t, place, picture_mm, picture_mm < 20)))
                return place.w;
    return room.w * widest;
}

bool has_answers(const content::Step& step) { return !step.options.empty() || !step.pieces.empty(); }

void draw_answers(Teaching& t, Rect place) {
    if (t.lesson.step().options.empty())
        draw_pieces(t, place);
    else
        draw_options(t, place);
}

} // namespace accanto::screens

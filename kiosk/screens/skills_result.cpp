// What came of the skills check, and what is taken home of it.
#include "kiosk/screens/code_places.h"
#include "kiosk/screens/skills_words.h"
#include "kiosk/screens/slip_card.h"

#include <algorithm>
#include <cmath>

namespace accanto::screens {

using content::AreaLevel;

namespace {

// One area as it was told, or what was seen here: never both in one.
struct Cell {
    std::string id, picture;
    ui::Tint tint = ui::Tint::mint;
    Label title;
    std::vector<Label> sentences;
    int steps = -1; // of two, filled; -1: none drawn
    bool seen = false;
};

// Over 1: in larger roles, where there is room for them on every cell; under 1: that part of their size.
std::vector<ui::Line> lines_of(Ui& ui, const Cell& cell, float scale) {
    const ui::Look& l = ui.look();
    const bool large = scale > 1;
    const auto style = [&](Role role, int weight) {
        TextStyle out{role, weight, l.ink, cell.seen ? l.tint(cell.tint) : l.card};
        out.em_mm = std::max(l.read_em_mm(), l.em_mm(role) * std::min(scale, 1.0f));
        return out;
    };
    std::vector<ui::Line> lines = {{cell.id + ".title", cell.title,
                                    style(large ? Role::heading : Role::button, 700), ui::NodeRole::heading,
                                    0}};
    int n = 0;
    for (const Label& sentence : cell.sentences)
        lines.push_back({cell.id + "." + std::to_string(++n), sentence,
                         style(large ? Role::body : Role::caption, 400), ui::NodeRole::text, 1});
    return lines;
}

struct CellPlaces {
    Rect stripe, words;
};

CellPlaces places_of(Ui& ui, Rect r) {
    CellPlaces out;
    out.words = r;
    out.stripe = out.words.cut_start(std::min(ui.mm(34), r.w * 0.22f));
    out.words = out.words.inset(ui.mm(4), ui.mm(2));
    return out;
}

void draw_steps(Ui& ui, Rect r, int filled) {
    const ui::Look& l = ui.look();
    const float gap = ui.mm(2), w = (r.w - gap) / 2;
    for (int i = 0; i < 2; ++i) {
        ui::ShapeSpec step;
        step.radius = int(r.h / 2);
        step.fill = i < filled ? l.deep2 : l.card;
        step.border = l.deep2;
        step.border_px = std::max(1, int(ui.mm(0.5f)));
        ui.shape({r.x + float(i) * (w + gap), r.y, w, r.h}, step);
    }
}

void draw_cell(Ui& ui, Rect r, const Cell& cell, float scale) {
    const ui::Look& l = ui.look();
    ui.card(r, cell.seen ? l.tint(cell.tint) : l.card, !cell.seen);
    CellPlaces places = places_of(ui, r);
    if (!cell.seen) {
        const float radius = ui.mm(l.radius_mm()),
                    border = l.theme == ui::Theme::high_contrast ? ui.mm(0.6f) : 0;
        ui::ShapeSpec stripe;
        stripe.fill = l.tint(cell.tint);
        stripe.radius = int(radius - border);
        const Rect tinted = places.stripe.inset(border);
        ui.shape(tinted, stripe);
        ui.fill({std::round(tinted.right() - radius), tinted.y, radius, tinted.h}, stripe.fill);
    }
    // Picture and steps are one group in the middle.
    const float side = std::min({places.stripe.w * 0.62f, places.stripe.h * 0.6f, ui.mm(30)}),
                steps = cell.steps >= 0 ? ui.mm(6) : 0;
    Rect group = places.stripe.middle(places.stripe.w, side + steps);
    ui.picture(group.cut_top(side).middle(side, side), cell.picture);
    if (cell.steps >= 0)
        draw_steps(ui, group.cut_bottom(ui.mm(3.4f)).middle(std::min(side, ui.mm(20)), ui.mm(3.4f)),
                   cell.steps);
    ui::text_stack(ui, places.words, lines_of(ui, cell, scale), true);
}

// As many cells on a page as stand in it with all their words.
struct CellGrid {
    int columns = 1, per_page = 1;
    float w = 0, h = 0, gap = 0;
    float scale = 1;
};

CellGrid grid_for(Ui& ui, Rect area, const std::vector<Cell>& cells) {
    CellGrid out;
    out.gap = ui.mm(ui.look().gap_mm());
    for (int per_page = int(cells.size()); per_page >= 1; --per_page)
        for (const float scale : {1.2f, 1.0f, 0.9f, 0.8f, 0.7f, 0.6f})
            for (int columns = ui.portrait() ? 1 : 2; columns >= 1; --columns) {
                const int rows = (per_page + columns - 1) / columns;
                out.columns = columns, out.per_page = per_page, out.scale = scale;
                out.w = (area.w - out.gap * float(columns - 1)) / float(columns);
                out.h = std::min((area.h - out.gap * float(rows - 1)) / float(rows),
                                 std::max(ui.mm(ui.look().size == ui::TextSize::extra ? 100 : 62), area.h * 0.3f));
                const Rect words = places_of(ui, {0, 0, out.w, out.h}).words;
                bool fits = true;
                for (const Cell& cell : cells)
                    fits = fits && ui::stack_height(ui, words.w, lines_of(ui, cell, scale)) <= words.h;
                if (fits)
                    return out;
            }
    return out;
}

// More lines stand in no cell of a small panel.
constexpr size_t lines_of_a_cell = 2;

// What was chosen of a question, in as few cells as hold it.
void add_chosen(Ui& ui, const Scene& scene, const char* question, const char* picture, ui::Tint tint, std::vector<Cell>& out) {
    const auto& questions = scene.instrument->questions;
    const auto asked = std::find_if(questions.begin(), questions.end(), [&](const content::SkillQuestion& q) { return q.id == question; });
    const auto given = scene.visit.skills.check->answers.find(question);
    if (asked == questions.end() || given == scene.visit.skills.check->answers.end())
        return;
    std::vector<Label> chosen;
    for (const Tile& tile : tiles_of(ui, scene, *asked))
        if (std::find(given->second.begin(), given->second.end(), tile.answer) != given->second.end())
            chosen.push_back(tile.card.title);
    const std::string id = std::string("skills_chosen.") + question;
    for (size_t i = 0; i < chosen.size(); i += lines_of_a_cell)
        out.push_back({id + (i ? std::to_string(i) : ""), picture, tint, ui.word(std::string("skills_ask.") + question),
                       {chosen.begin() + long(i), chosen.begin() + long(std::min(chosen.size(), i + lines_of_a_cell))}, -1, false});
}

// Who could not be asked what they do is shown where it begins, and what they said of themselves.
void add_beginning(Ui& ui, const Scene& scene, std::vector<Cell>& out) {
    const auto& path = scene.visit.skills.path;
    const point::LearningPath::Station* next = path.next();
    const content::TutorialHead* lesson = next ? scene.library.find(next->tutorial) : nullptr;
    if (lesson) {
        const std::string& official = scene.settings.point.official_language;
        out.push_back({"skills.begins", lesson->picture, ui::Tint::mint, ui.word(next == &path.stations.front() ? "path.begin" : "path.go_on"),
                       {ui.plain(lesson->say("title", scene.visit.language, official), lesson->speech("title", scene.visit.language, official)),
                        ui.word("learn.minutes", {{"n", int64_t(lesson->minutes)}})}, -1, false});
    }
    add_chosen(ui, scene, "wants", "learn", ui::Tint::sky, out);
    add_chosen(ui, scene, "has", "smartphone", ui::Tint::lavender, out);
}

std::vector<Cell> cells_of(Ui& ui, const Scene& scene) {
    const content::Instrument& instrument = *scene.instrument;
    const app::SkillsVisit& skills = scene.visit.skills;
    const point::SkillsCheck& check = *skills.check;
    std::vector<Cell> out;
    if (!check.score.areas)
        add_beginning(ui, scene, out);
    std::vector<Label> seen;
    for (size_t i = 0; i < instrument.areas.size(); ++i) {
        const std::string word = "skills_area." + instrument.areas[i].id;
        Cell cell{word,
                  area_picture(instrument.areas[i]),
                  area_tint(instrument, instrument.areas[i].id),
                  ui.word(word),
                  {},
                  -1,
                  false};
        if (check.score.areas) {
            cell.sentences.push_back(ui.word(told_key(instrument, check, i)));
            if (const std::string change = change_key(instrument, check, i); !change.empty())
                cell.sentences.push_back(ui.word(change));
            if (!was_skipped(instrument, check, i))
                cell.steps = int((*check.score.areas)[i]);
            out.push_back(std::move(cell));
        }
        if (const Seen practised = seen_of(skills, i); practised.alone + practised.helped > 0)
            seen.push_back(
                ui.word_with("skills.seen_area", "area", ui.word(word),
                             {{"alone", int64_t(practised.alone)}, {"helped", int64_t(practised.helped)}}));
    }
    if (seen.empty())
        seen.push_back(ui.word("skills.seen_nothing"));
    for (size_t i = 0; i < seen.size(); i += lines_of_a_cell)
        out.push_back({"skills.seen" + (i ? std::to_string(i) : ""),
                       "eye",
                       ui::Tint::peach,
                       ui.word("skills.seen"),
                       {seen.begin() + int(i), seen.begin() + int(std::min(seen.size(), i + lines_of_a_cell))},
                       -1,
                       true});
    return out;
}

std::vector<ui::ButtonSpec> result_buttons(Ui& ui, const Scene& scene, int page, int pages) {
    std::vector<ui::ButtonSpec> out;
    if (page + 1 < pages) {
        out.push_back(button(ui, "page.next", "common.next", ButtonStyle::primary, "next"));
        out.back().picture_mirrors = out.back().picture_after = true;
        return out;
    }
    const bool path = !scene.visit.skills.path.empty();
    out.push_back(button(ui, "skills.home", "skills.take_home",
                         path ? ButtonStyle::plain : ButtonStyle::primary, "paper"));
    if (path)
        out.push_back(button(ui, "skills.path", "path.title", ButtonStyle::primary, "walk"));
    return out;
}

} // namespace

void draw_skills_result(Ui& ui, const Scene& scene, Actions& actions) {
    const ui::Look& l = ui.look();
    Rect area = draw_bar(ui, scene, actions);
    if (!scene.instrument || !scene.visit.skills.check)
        return;
    const point::SkillsCheck& check = *scene.visit.skills.check;
    draw_title(ui, area, ui.word("skills.result"), ui.word(overall_key(*scene.instrument, check)));
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, result_buttons(ui, scene, 0, 1)), ui.mm(4));
    const std::vector<ui::Line> limits = {
        {"skills.limits", ui.word("skills.limits"), {Role::caption, 400, l.soft, 0, ui::Align::centre}}};
    // A part of the page at most, unless not even its smallest words stand in that.
    const Rect whole = area;
    const float limits_h = std::min(std::max(area.h * 0.25f, ui::stack_height(ui, area.w, limits, 0)),
                                    ui::stack_height(ui, area.w, limits));
    const Rect below = area.cut_bottom(limits_h, ui.mm(3));
    const std::vector<Cell> cells = cells_of(ui, scene);
    CellGrid grid = grid_for(ui, area, cells);
    const int pages = (int(cells.size()) + grid.per_page - 1) / grid.per_page,
              page = std::clamp(scene.visit.page, 0, pages - 1);
    // Where each cell has a page, what limits them all is on the last one.
    if (grid.per_page == 1 && page + 1 < pages)
        grid.h = whole.h;
    else
        ui::text_stack(ui, below, limits);
    const int first = page * grid.per_page, last = std::min(int(cells.size()), first + grid.per_page);
    for (int i = first; i < last; ++i) {
        const int at = i - first;
        draw_cell(ui,
                  {area.x + float(at % grid.columns) * (grid.w + grid.gap),
                   area.y + float(at / grid.columns) * (grid.h + grid.gap), grid.w, grid.h},
                  cells[size_t(i)], grid.scale);
    }
    const std::vector<ui::ButtonSpec> buttons = result_buttons(ui, scene, page, pages);
    const int pressed = ui::button_row(ui, row, buttons);
    if (pressed < 0)
        return;
    if (buttons[size_t(pressed)].id == "page.next")
        actions.post(app::TurnPage{1});
    else if (buttons[size_t(pressed)].id == "skills.home")
        actions.post(app::GoTo{ScreenId::skills_paper});
    else
        actions.post(app::FollowPath{});
}

namespace {

// The code on its card, and what it is for.
void draw_taken_home(Ui& ui, const Scene& scene, Actions& actions, Rect area) {
    const ui::Look& l = ui.look();
    const std::string& code = scene.visit.skills.code;
    SlipCard slip = draw_slip_card(ui, scene, slip_place(ui, area), "taken_home", ui::Tint::lavender);
    if (slip.heard)
        actions.post(app::HearTakenHome{});
    const TextStyle style{Role::body, 400, l.ink, l.card, ui::Align::centre};
    const std::vector<ui::Line> lines = {
        {"skills.code_text", ui.word("skills.code_text"), style, ui::NodeRole::text, 0},
        {"skills.code_nameless", ui.word("skills.code_nameless"), style, ui::NodeRole::text, 3}};
    Rect below =
        slip.low ? slip.inner.cut_end(slip.inner.w * (l.size == ui::TextSize::extra ? 0.64f : 0.5f), ui.mm(6))
                 : slip.inner.cut_bottom(
                       std::min(ui::stack_height(ui, slip.inner.w, lines), slip.inner.h * 0.6f), ui.mm(3));
    show_code(ui, slip.inner, "taken_home.code", grouped_skills_code(code),
              ui.word("skills.code_spoken", {{"code", spelled_code(code)}}));
    draw_sentences(ui, scene, actions, below, lines);
}

} // namespace

void draw_skills_paper(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    if (!scene.visit.skills.check)
        return;
    const Label told = paper_words(ui, scene.visit.paper);
    std::vector<ui::ButtonSpec> buttons;
    if (has_printer(scene)) {
        buttons.push_back(button(ui, "skills.print", "keep.print", ButtonStyle::plain, "print"));
        buttons.back().enabled = scene.visit.paper != app::PrintState::printing;
    }
    buttons.push_back(button(ui, "skills.done", "settings.done", ButtonStyle::primary, "yes"));
    int pressed = -1;
    if (scene.visit.skills.code.empty()) {
        pressed = draw_message(ui, area,
                               {"take_home",
                                ui.word("skills.take_home"),
                                {told.empty() ? ui.word("skills.no_code") : told},
                                buttons,
                                ui::Tint::peach});
    } else {
        // On a low page the largest title leaves the code and its words their room.
        const bool is_tight = ui.look().size == ui::TextSize::extra && ui.screen().h < ui.mm(230);
        Rect head = area;
        head.h = area.h * (is_tight ? 0.75f : 1.0f);
        draw_title(ui, head, ui.word("skills.take_home"), told);
        area.cut_top(head.y - area.y);
        Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(6));
        draw_taken_home(ui, scene, actions, area);
        pressed = ui::button_row(ui, row, buttons);
    }
    if (pressed < 0)
        return;
    if (buttons[size_t(pressed)].id == "skills.print")
        actions.post(app::PrintSkills{});
    else
        actions.post(app::GoBack{});
}

} // namespace accanto::screens

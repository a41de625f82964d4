// The path of lessons as a walk: stations in their order, what is done, and where it goes on.
#include "kiosk/screens/frame.h"

namespace accanto::screens {

using point::LearningPath;

namespace {

constexpr float stop_mm = 18, stop_gap_mm = 3, line_mm = 2.4f;

struct Stop {
    const LearningPath::Station* station;
    int number;
    bool next;
    ui::CardSpec card;
};

std::vector<Stop> stops_of(const Ui& ui, const Scene& scene) {
    const std::string& official = scene.settings.point.official_language;
    const LearningPath& path = scene.visit.skills.path;
    std::vector<Stop> out;
    for (const LearningPath::Station& station : path.stations) {
        const content::TutorialHead* head = scene.library.find(station.tutorial);
        if (!head)
            continue;
        Stop stop{&station, int(out.size()) + 1, &station == path.next(), {}};
        stop.card.id = "station." + station.tutorial;
        stop.card.title = ui.plain(head->say("title", scene.visit.language, official),
                                   head->speech("title", scene.visit.language, official));
        stop.card.subtitle = station.done ? ui.word("path.station_done")
                                          : ui.word(stop.next ? "path.station_next" : "learn.minutes",
                                                    {{"n", int64_t(head->minutes)}});
        stop.card.picture = head->picture;
        if (const content::Topic* topic = scene.topics.find(head->topic))
            stop.card.tint = topic_tint(*topic);
        out.push_back(std::move(stop));
    }
    return out;
}

// Where cards and marks stand: marks above the cards on a wide panel, beside them on a high one.
struct Walk {
    int columns = 1, per_page = 1;
    bool beside = false;
    float w = 0, h = 0, gap = 0; // of a card

    Rect card(Ui& ui, Rect area, int at) const {
        const float mark = ui.mm(stop_mm + stop_gap_mm);
        if (beside)
            return {area.x + mark, area.y + float(at) * (h + gap), w, h};
        return {area.x + float(at % columns) * (w + gap),
                area.y + float(at / columns) * (h + mark + gap) + mark, w, h};
    }
    Rect mark(Ui& ui, Rect area, int at) const {
        const Rect c = card(ui, area, at);
        const float side = ui.mm(stop_mm);
        if (beside)
            return {area.x, c.y + (c.h - side) / 2, side, side};
        return {c.x + (c.w - side) / 2, c.y - ui.mm(stop_gap_mm) - side, side, side};
    }
};

Walk walk_for(Ui& ui, Rect area, const std::vector<Stop>& stops) {
    const float mark = ui.mm(stop_mm + stop_gap_mm);
    Walk out;
    out.gap = ui.mm(ui.look().gap_mm() + 1);
    for (int per_page = std::min(6, int(stops.size())); per_page >= 1; --per_page)
        for (const float scale : {1.0f, 0.85f, 0.72f, 0.6f})
            for (int columns = ui.portrait() ? 1 : std::min(3, per_page); columns >= 1; --columns) {
                const int rows = (per_page + columns - 1) / columns;
                out.columns = columns, out.per_page = per_page, out.beside = columns == 1;
                out.w = out.beside ? std::min(area.w - mark, ui.mm(330))
                                   : (area.w - out.gap * float(columns - 1)) / float(columns);
                out.h = (area.h - out.gap * float(rows - 1)) / float(rows) - (out.beside ? 0 : mark);
                out.h = std::min(out.h, out.beside ? ui.mm(ui.look().size == ui::TextSize::extra ? 100.0f : 60.0f) : out.w * 0.72f);
                bool fits = out.h >= ui.mm(22) && out.w >= ui.mm(60);
                for (const Stop& stop : stops)
                    fits = fits && ui::card_fits(ui, stop.card, {out.w, out.h}, scale);
                if (fits)
                    return out;
            }
    return out;
}

// From one mark to the next; over the end of a row it goes on at the beginning of the next.
void draw_way(Ui& ui, Rect area, const Walk& walk, int at, bool walked, bool on_new_row) {
    const ui::Look& l = ui.look();
    const ui::Colour colour = walked ? l.deep2 : l.field_line;
    const Rect from = walk.mark(ui, area, at), to = walk.mark(ui, area, at + 1);
    const float thick = ui.mm(line_mm);
    auto flat = [&](float start, float end, float y) {
        ui.fill({start, y - thick / 2, end - start, thick}, colour);
    };
    if (walk.beside) {
        ui.fill({from.x + (from.w - thick) / 2, from.bottom(), thick, to.y - from.bottom()}, colour);
    } else if (on_new_row) {
        flat(from.right(), area.right(), from.y + from.h / 2);
        flat(area.x, to.x, to.y + to.h / 2);
    } else {
        flat(from.right(), to.x, from.y + from.h / 2);
    }
}

void draw_mark(Ui& ui, Rect r, const Stop& stop) {
    const ui::Look& l = ui.look();
    ui::ShapeSpec ring;
    ring.radius = int(r.w / 2);
    ring.fill = stop.station->done ? l.deep2 : l.card;
    ring.border = stop.station->done ? l.deep2 : stop.next ? l.warm : l.field_line;
    ring.border_px = std::max(2, int(ui.mm(stop.next ? 2.0f : 1.0f)));
    ui.shape(r, ring);
    if (stop.station->done)
        return ui.picture_plain(r.inset(r.w * 0.2f), "yes", l.on_deep, l.deep2);
    ui.paint_text(
        r.inset(ui.mm(2)), ui.plain(std::to_string(stop.number), "en"),
        {Role::heading, 700, l.ink, l.card, ui::Align::centre, TextStyle::Vertical::centre, 0, true});
}

std::vector<ui::ButtonSpec> path_buttons(Ui& ui, const Scene& scene, bool more) {
    const app::SkillsVisit& skills = scene.visit.skills;
    std::vector<ui::ButtonSpec> out;
    auto on = [&](const char* id, const char* word) {
        out.push_back(button(ui, id, word, ButtonStyle::primary, "next"));
        out.back().picture_mirrors = out.back().picture_after = true;
    };
    if (more) {
        on("page.next", "common.next");
        return out;
    }
    if (skills.check) {
        out.push_back(button(ui, "path.result", "skills.my_result", ButtonStyle::plain, "skills"));
    } else if (has_printer(scene)) {
        out.push_back(button(ui, "path.print", "keep.print", ButtonStyle::plain, "print"));
        out.back().enabled = scene.visit.paper != app::PrintState::printing;
    }
    if (skills.path.finished()) {
        out.push_back(button(ui, "path.home", "done.home", ButtonStyle::primary, "home"));
        return out;
    }
    out.push_back(button(ui, "path.keep", "path.keep", ButtonStyle::plain, "picture_star"));
    on("path.next", skills.path.done() == 0 ? "path.begin" : "path.go_on");
    return out;
}

void press(const std::string& id, const Scene& scene, Actions& actions) {
    if (id == "page.next")
        actions.post(app::TurnPage{1});
    else if (id == "path.result")
        actions.post(app::GoTo{ScreenId::skills_result});
    else if (id == "path.print")
        actions.post(app::PrintSkills{});
    else if (id == "path.home")
        actions.post(app::GoHome{});
    else if (id == "path.keep")
        actions.post(app::KeepPath{});
    else if (const LearningPath::Station* next = scene.visit.skills.path.next())
        actions.post(app::OpenTutorial{next->tutorial, "path.next"});
}

} // namespace

void draw_path(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    const LearningPath& path = scene.visit.skills.path;
    const std::vector<Stop> stops = stops_of(ui, scene);
    if (stops.empty())
        return;
    const Label told = paper_words(ui, scene.visit.paper);
    const Label progress =
        path.finished() ? ui.word("path.finished")
                        : ui.word("path.progress",
                                  {{"done", int64_t(path.done())}, {"of", int64_t(path.stations.size())}});
    draw_title(ui, area, ui.word("path.title"), told.empty() ? progress : told);
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, path_buttons(ui, scene, false)), ui.mm(6));
    const Walk walk = walk_for(ui, area, stops);
    const int pages = (int(stops.size()) + walk.per_page - 1) / walk.per_page,
              page = std::clamp(scene.visit.page, 0, pages - 1);
    const int first = page * walk.per_page, last = std::min(int(stops.size()), first + walk.per_page);
    if (walk.beside)
        area = area.middle(walk.w + ui.mm(stop_mm + stop_gap_mm), area.h);
    for (int i = first; i + 1 < last; ++i)
        draw_way(ui, area, walk, i - first, stops[size_t(i)].station->done,
                 (i - first + 1) % walk.columns == 0);
    for (int i = first; i < last; ++i) {
        const Stop& stop = stops[size_t(i)];
        if (ui.choice_card(walk.card(ui, area, i - first), stop.card))
            actions.post(app::OpenTutorial{stop.station->tutorial, stop.card.id});
        draw_mark(ui, walk.mark(ui, area, i - first), stop);
    }
    const std::vector<ui::ButtonSpec> buttons = path_buttons(ui, scene, page + 1 < pages);
    if (const int pressed = ui::button_row(ui, row, buttons); pressed >= 0)
        press(buttons[size_t(pressed)].id, scene, actions);
}

} // namespace accanto::screens

// Places nearby, and the telephone.
#include "kiosk/screens/booking_words.h"
#include "kiosk/screens/week.h"

namespace accanto::screens {

void draw_places(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    const std::string& phone = help_phone(scene);
    draw_title(ui, area, ui.word("places.title"),
               phone.empty() ? Label{} : ui.word("places.phone", {{"phone", phone}}));
    const std::string& official = scene.settings.point.official_language;
    std::vector<ui::CardSpec> cards = {
        {"places.here", ui.word_with("places.here", "name", ui.plain(scene.settings.point.name, official)),
         ui.word("home.hours"), "hours", ui::Tint::sky}};
    const std::vector<Schedule::Place>& places = offer_of(scene).places;
    for (size_t i = 0; i < places.size(); ++i) {
        const Schedule::Place& place = places[i];
        cards.push_back({"place." + std::to_string(i), ui.plain(place.name, official),
                         place.walk_minutes > 0 ? ui.word("places.walk", {{"n", int64_t(place.walk_minutes)}})
                                                : ui.plain(place.address, official),
                         "places", ui::Tint::sky});
    }
    const ui::GridResult r = ui::choice_grid(ui, area, cards, scene.visit.page);
    if (r.chosen == 0)
        actions.post(app::GoTo{ScreenId::hours});
    else if (r.chosen > 0)
        actions.post(app::OpenPlace{size_t(r.chosen) - 1});
    if (r.turn)
        actions.post(app::TurnPage{r.turn});
}

namespace {

// "Computers, Free wifi, Printing".
Label services_label(const Ui& ui, const std::vector<std::string>& services) {
    Label out;
    for (const std::string& service : services) {
        const Label one = ui.word("service." + service);
        out.language = one.language;
        const char* comma = out.text.empty() ? "" : ui.language() == "ar" ? "، " : ", ";
        out.text += comma + one.text;
        out.speech += comma + one.speech;
    }
    return out;
}

} // namespace

void draw_place(Ui& ui, const Scene& scene, Actions& actions) {
    const ui::Look& l = ui.look();
    Rect area = draw_bar(ui, scene, actions);
    const std::vector<Schedule::Place>& places = offer_of(scene).places;
    if (scene.visit.place >= places.size())
        return;
    const Schedule::Place& place = places[scene.visit.place];
    const std::string& official = scene.settings.point.official_language;
    draw_title(ui, area, ui.plain(place.name, official), ui.plain(place.address, official));
    const TextStyle calm{Role::body, 400, l.ink, l.card};
    std::vector<ui::Line> lines;
    if (place.walk_minutes > 0)
        lines.push_back({"place.walk",
                         ui.word("places.walk", {{"n", int64_t(place.walk_minutes)}}),
                         {Role::heading, 700, l.ink, l.card},
                         ui::NodeRole::text,
                         0});
    if (const point::Said way = point::in_language(place.way, scene.visit.language, official);
        !way.text.empty())
        lines.push_back({"place.way", ui.plain(way.text, way.language), calm, ui::NodeRole::text, 2});
    if (!place.phone.empty())
        lines.push_back({"place.phone",
                         ui.word("places.number", {{"phone", place.phone}}),
                         {Role::body, 700, l.deep, l.card},
                         ui::NodeRole::text,
                         3});
    lines.push_back({"place.services", services_label(ui, place.services), calm, ui::NodeRole::text, 3});
    Rect words = area;
    const Rect week = week_place(ui, words);
    const auto inside = [&](Rect card) { return card.inset(ui.mm(7), ui.mm(6)); };
    constexpr float smallest = 0.4f;
    // The largest words take the page, and the week another.
    const bool is_extra = l.size == ui::TextSize::extra && ui.screen().h > ui.mm(230);
    if (!is_extra && ui::stack_height(ui, inside(words).w, lines, smallest) <= inside(words).h) {
        draw_week(ui, scene, week, place.hours);
        ui.card(words, l.card);
        ui::text_stack(ui, inside(words), lines, true);
        return;
    }
    // No room for both: the hours are on the second page.
    const Rect turning = area.cut_bottom(ui.mm(l.button_mm()), ui.mm(4));
    // On a low page the largest words take two.
    std::vector<ui::Line> more;
    while (lines.size() > 1 && ui::stack_height(ui, inside(area).w, lines, smallest) > inside(area).h) {
        more.insert(more.begin(), lines.back());
        lines.pop_back();
    }
    const int pages = more.empty() ? 2 : 3, page = std::clamp(scene.visit.page, 0, pages - 1);
    if (page + 1 < pages) {
        ui.card(area, l.card);
        ui::text_stack(ui, inside(area), page == 0 ? lines : more, true);
    } else {
        draw_week(ui, scene, area, place.hours);
    }
    if (const int turn = ui::pager(ui, turning, page, pages))
        actions.post(app::TurnPage{turn});
}

} // namespace accanto::screens

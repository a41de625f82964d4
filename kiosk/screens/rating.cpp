// Stars for a mentor's help.
#include "kiosk/screens/frame.h"

#include <fmt/format.h>

namespace accanto::screens {

namespace {

// The one way out of a question that may be left open, below its answers.
bool draw_skip(Ui& ui, Rect& area, const char* id, const char* word) {
    std::vector<ui::ButtonSpec> buttons = {button(ui, id, word, ButtonStyle::plain, "next")};
    buttons[0].picture_mirrors = buttons[0].picture_after = true;
    const Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(6));
    return ui::button_row(ui, row, buttons) == 0;
}

} // namespace

// Numbers alone: they may be somebody else's.
void draw_helped(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area =
        draw_question(ui, scene, actions, ui.word("rating.which_title"), ui.word("rating.which_text"));
    if (draw_skip(ui, area, "helped.none", "rating.none"))
        actions.post(app::GoHome{});
    std::vector<ui::CardSpec> cards;
    for (const point::Ticket& ticket : scene.point.served)
        cards.push_back({"helped." + ticket.label,
                         ui.plain(ticket.label),
                         {},
                         point::ticket_picture(ticket.label),
                         ui::Tint::butter});
    if (const int chosen = draw_answers(ui, scene, actions, area, std::move(cards)); chosen >= 0)
        actions.post(app::RateHelp{size_t(chosen)});
}

void draw_stars(Ui& ui, const Scene& scene, Actions& actions) {
    if (!scene.visit.rating) {
        draw_bar(ui, scene, actions);
        return;
    }
    Rect area = draw_question(ui, scene, actions, ui.word("rating.title"),
                              ui.word("rating.text", {{"label", scene.visit.rating->label}}));
    if (draw_skip(ui, area, "stars.skip", "rating.skip"))
        actions.post(app::SkipRating{});
    std::vector<ui::CardSpec> cards;
    for (int stars = 1; stars <= 5; ++stars) {
        const std::string name = fmt::format("stars_{}", stars);
        ui::CardSpec card{
            fmt::format("stars.{}", stars), ui.word("rating." + name), {}, name, ui::Tint::butter};
        card.chosen = scene.visit.rating->stars == stars;
        cards.push_back(std::move(card));
    }
    if (const int chosen = draw_answers(ui, scene, actions, area, std::move(cards)); chosen >= 0)
        actions.post(app::GiveStars{chosen + 1});
}

void draw_would_return(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_question(ui, scene, actions, ui.word("rating.again_title"));
    // Side by side, as the faces at the end: not three strips across the room.
    if (!ui.portrait())
        area.h = std::min(area.h, area.w * 0.32f);
    const std::vector<ui::CardSpec> cards = {
        {"again.yes", ui.word("common.yes"), {}, "yes", ui::Tint::mint},
        {"again.no", ui.word("common.no"), {}, "no", ui::Tint::peach},
        {"again.dont_know", ui.word("rating.dont_know"), {}, "dont_know", ui::Tint::butter}};
    static constexpr const char* answers[] = {"yes", "no", ""};
    if (const int chosen = draw_answers(ui, scene, actions, area, cards); chosen >= 0)
        actions.post(app::WouldReturn{answers[chosen]});
}

} // namespace accanto::screens

#include "kiosk/screens/booking_words.h"

namespace accanto::screens {

namespace {

ui::Label skills_words(const Ui& ui, const app::SkillsVisit& skills) {
    if (skills.running)
        return ui.word("home.skills_running");
    if (!skills.path.empty())
        return ui.word("path.progress", {{"done", int64_t(skills.path.done())}, {"of", int64_t(skills.path.stations.size())}});
    return ui.word("home.skills_sub");
}

// Who comes back from a mentor is asked how it was; whoever else is here goes on.
void draw_helped_button(Ui& ui, const Scene& scene, Actions& actions, ui::Rect& area) {
    if (scene.point.served.empty() || scene.visit.held)
        return;
    const std::vector<ui::ButtonSpec> buttons = {button(ui, "home.helped", "home.helped", ui::ButtonStyle::plain, "feedback")};
    const ui::Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(5));
    if (ui::button_row(ui, row, buttons) == 0)
        actions.post(app::GoTo{ScreenId::helped});
}

} // namespace

void draw_home(Ui& ui, const Scene& scene, Actions& actions) {
    ui::Label mentors = ui.word("home.mentor_here", {{"n", int64_t(scene.point.mentors)}});
    if (!scene.point.open && scene.point.next_opening)
        mentors = opening_words(ui, "home.mentor_closed", *scene.point.next_opening);
    else if (!scene.point.open)
        mentors = ui.word("hours.closed_now");
    else if (scene.point.mentors == 0 && scene.point.on_break > 0)
        mentors = ui.word("home.mentor_break");
    struct Way {
        ui::CardSpec card;
        app::Action action;
    };
    std::vector<Way> ways = {
        {{"home.learn", ui.word("home.learn"), ui.word("home.learn_sub"), "learn", ui::Tint::mint}, app::GoTo{ScreenId::learn}},
        {{"home.mentor", ui.word("home.mentor"), mentors, "mentor", ui::Tint::peach}, app::StartTicket{}}};
    if (scene.instrument)
        ways.push_back({{"home.skills", ui.word("home.skills"), skills_words(ui, scene.visit.skills), "skills", ui::Tint::lavender}, app::OpenSkills{}});
    const point::Offer& offer = offer_of(scene);
    if (offer.books()) {
        const bool times = can_book(scene), courses = !offer.courses.empty(), bookings = times || offer.has_bookings;
        const char* word = bookings && courses ? "home.book_both" : courses ? "home.book_courses" : times ? "home.book" : "bookings.mine";
        ways.push_back({{"home.book", ui.word(word), ui.word("home.book_sub"), "appointment", ui::Tint::butter}, app::GoTo{ScreenId::bookings}});
    }
    if (offer.places.empty())
        ways.push_back({{"home.hours", ui.word("home.hours"), ui.word("home.hours_sub"), "hours", ui::Tint::sky}, app::GoTo{ScreenId::hours}});
    else
        ways.push_back({{"home.places", ui.word("home.places"), ui.word("home.places_sub"), "places", ui::Tint::sky}, app::GoTo{ScreenId::places}});
    ways.push_back({{"home.community", ui.word("home.community"), ui.word("home.community_sub"), "community", ui::Tint::rose}, app::GoTo{ScreenId::community}});
    // Six at most; Help, on every screen, leads there too.
    if (ways.size() < 6)
        ways.push_back({{"home.settings", ui.word("home.settings"), ui.word("home.settings_sub"), "text_size", ui::Tint::butter}, app::GoTo{ScreenId::settings}});
    std::vector<ui::CardSpec> cards;
    for (const Way& way : ways)
        cards.push_back(way.card);
    // A low panel has room for all ways, or for what is under them: of that, who is here is worth the most.
    const bool brief = ui.screen().h < ui.mm(230) && !ui.portrait() && cards.size() > 4;
    if (brief)
        for (ui::CardSpec& card : cards)
            card.subtitle = {};
    ui::Rect area = draw_question(ui, scene, actions, ui.word("home.title"), brief ? mentors : ui::Label{});
    draw_helped_button(ui, scene, actions, area);
    if (const int chosen = draw_answers(ui, scene, actions, area, std::move(cards)); chosen >= 0)
        actions.post(ways[size_t(chosen)].action);
}

} // namespace accanto::screens

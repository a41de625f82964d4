#include "kiosk/screens/booking_words.h"

namespace accanto::screens {

void draw_home(Ui& ui, const Scene& scene, Actions& actions) {
    ui::Rect area = draw_bar(ui, scene, actions);
    draw_title(ui, area, ui.word("home.title"));
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
    ways.push_back({{"home.settings", ui.word("home.settings"), ui.word("home.settings_sub"), "text_size", ui::Tint::lavender}, app::GoTo{ScreenId::settings}});
    std::vector<ui::CardSpec> cards;
    for (const Way& way : ways)
        cards.push_back(way.card);
    if (const int chosen = ui::choice_grid(ui, area, cards, scene.visit.page).chosen; chosen >= 0)
        actions.post(ways[size_t(chosen)].action);
}

} // namespace accanto::screens

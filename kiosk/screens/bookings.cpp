// What can be booked, and what somebody has booked.
#include "kiosk/screens/booking_words.h"

namespace accanto::screens {

void draw_bookings(Ui& ui, const Scene& scene, Actions& actions) {
    ui::Rect area = draw_question(ui, scene, actions, ui.word("bookings.title"));
    const point::Offer& offer = offer_of(scene);
    std::vector<ui::CardSpec> cards;
    const auto add = [&](bool offered, const char* id, const char* picture, ui::Tint tint) {
        const std::string key = std::string("bookings.") + id;
        if (offered)
            cards.push_back({key, ui.word(key), ui.word(key + "_sub"), picture, tint});
    };
    add(can_book(scene), "book", "appointment", ui::Tint::butter);
    add(offer.has_bookings, "mine", "ticket", ui::Tint::mint);
    add(!offer.courses.empty(), "courses", "course", ui::Tint::rose);
    const int chosen = draw_answers(ui, scene, actions, area, cards);
    if (chosen < 0)
        return;
    const std::string& id = cards[size_t(chosen)].id;
    if (id == "bookings.book")
        actions.post(app::StartBooking{});
    else
        actions.post(app::GoTo{id == "bookings.mine" ? ScreenId::my_code : ScreenId::courses});
}

} // namespace accanto::screens

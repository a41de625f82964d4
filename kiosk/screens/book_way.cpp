// The questions on the way to a booking.
#include "kiosk/screens/booking_words.h"

namespace accanto::screens {

void draw_book_topic(Ui& ui, const Scene& scene, Actions& actions) {
    if (std::string code = draw_topics(ui, scene, actions, scene.visit.booking_draft.topic); !code.empty())
        actions.post(app::ChooseBookingTopic{std::move(code)});
}

void draw_book_day(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_question(ui, scene, actions, ui.word("book.day_title"), ui.word("book.day_text"));
    struct Day {
        std::string day;
        int64_t times = 0;
    };
    std::vector<Day> days;
    for (const point::FreeSlot& slot : offer_of(scene).slots) {
        if (days.empty() || days.back().day != slot.day)
            days.push_back({slot.day});
        ++days.back().times;
    }
    std::vector<ui::CardSpec> cards;
    for (const Day& day : days) {
        ui::CardSpec card{"day." + day.day, near_date(ui, scene, day.day),
                          ui.word("book.times", {{"n", day.times}}), "calendar", ui::Tint::butter};
        card.chosen = scene.visit.booking_draft.day == day.day;
        cards.push_back(std::move(card));
    }
    const int chosen = draw_answers(ui, scene, actions, area, std::move(cards));
    if (chosen >= 0)
        actions.post(app::ChooseDay{days[size_t(chosen)].day});
}

void draw_book_time(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    const app::BookingDraft& draft = scene.visit.booking_draft;
    draw_title(ui, area, ui.word("book.time_title"), near_date(ui, scene, draft.day));
    std::vector<point::FreeSlot> slots;
    std::vector<ui::CardSpec> cards;
    for (const point::FreeSlot& slot : offer_of(scene).slots) {
        if (slot.day != draft.day)
            continue;
        slots.push_back(slot);
        ui::CardSpec card{"time." + std::to_string(slot.from_minute), time_words(ui, slot.from_minute),
                          ui.word("book.until", {{"time", clock_time(slot.from_minute + slot.minutes)}}),
                          "hours", ui::Tint::butter};
        card.chosen = draft.from_minute == slot.from_minute;
        cards.push_back(std::move(card));
    }
    const int chosen = draw_answers(ui, scene, actions, area, std::move(cards));
    if (chosen >= 0)
        actions.post(app::ChooseTime{slots[size_t(chosen)].from_minute, slots[size_t(chosen)].minutes});
}

namespace {

// What is promised, on which way.
struct Asked {
    std::string kind; // the end of the keys: "", "_course", "_waiting", "_move"
    const point::CourseOffer* course = nullptr;
};

Asked asked(const Scene& scene) {
    const app::BookingDraft& draft = scene.visit.booking_draft;
    Asked out;
    if (!draft.moving.empty())
        out.kind = "_move";
    for (const point::CourseOffer& offer : offer_of(scene).courses)
        if (!draft.course.empty() && offer.course.id == draft.course) {
            out.course = &offer;
            out.kind = offer.free > 0 ? "_course" : "_waiting";
        }
    return out;
}

std::vector<ui::Line> confirm_lines(const Ui& ui, const Scene& scene, const Asked& what) {
    const ui::Look& l = ui.look();
    const app::BookingDraft& draft = scene.visit.booking_draft;
    const ui::TextStyle large{Role::heading, 700, l.ink, l.card}, moment{Role::heading, 700, l.deep, l.card},
        calm{Role::body, 400, l.soft, l.card};
    std::vector<ui::Line> lines;
    if (what.course) {
        const Schedule::Course& course = what.course->course;
        lines.push_back({"confirm.course", course_title(ui, scene, course), large, ui::NodeRole::text, 0});
        lines.push_back({"confirm.when", moment_words(ui, scene, course.day, course.from_minute), moment,
                         ui::NodeRole::text, 4});
    } else {
        lines.push_back({"confirm.when", moment_words(ui, scene, draft.day, draft.from_minute), moment,
                         ui::NodeRole::text, 0});
        if (const content::Topic* topic = scene.topics.find(draft.topic))
            lines.push_back({"confirm.topic",
                             ui.word_with("ticket.about", "topic", ui.word(topic->word_key())), large,
                             ui::NodeRole::text, 4});
    }
    lines.push_back({"confirm.no_name",
                     ui.word(draft.sealed.empty() ? "ticket.no_name" : "book.contact_given"), calm,
                     ui::NodeRole::text, 4});
    return lines;
}

} // namespace

void draw_book_confirm(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    const Asked what = asked(scene);
    const std::string title = what.kind.empty() ? "book.confirm_title" : "book.confirm" + what.kind;
    draw_title(ui, area, ui.word(title));
    std::vector<ui::ButtonSpec> buttons = {
        button(ui, "book.yes", "book.yes" + what.kind, ButtonStyle::primary, "yes")};
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(6));
    if (what.kind != "_move") {
        ui::CardSpec other{"book.for_other", ui.word("book.for_other"), {}, "family", ui::Tint::sky};
        other.checkable = true;
        other.chosen = scene.visit.booking_draft.for_other;
        const float height = std::min(ui.mm(34), area.h * 0.3f);
        if (ui.choice_card(area.cut_bottom(height, ui.mm(5)), other))
            actions.post(app::ToggleForOther{});
    }
    ui.card(area, ui.look().card);
    Rect inner = area.inset(ui.mm(8), ui.mm(6));
    const std::vector<ui::Line> lines = confirm_lines(ui, scene, what);
    const float side = std::min({inner.h, inner.w * picture_part(ui, 0.26f), ui.mm(80)});
    const bool beside = !ui.portrait();
    // On a low page the largest words take the picture's place, and the card's edges.
    constexpr float smallest = 0.4f;
    if (beside && ui::stack_height(ui, inner.w - side - ui.mm(10), lines, smallest) > inner.h) {
        inner = area.inset(ui.mm(5), ui.mm(1));
    } else {
        Rect picture = beside ? inner.cut_start(side, ui.mm(10)) : inner.cut_top(std::min(side, inner.h * 0.36f), ui.mm(4));
        ui.picture(picture.middle(std::min(picture.w, picture.h), std::min(picture.w, picture.h)),
                   what.course ? "course" : "appointment");
    }
    draw_sentences(ui, scene, actions, inner, lines);
    if (ui::button_row(ui, row, buttons) == 0)
        actions.post(app::ConfirmBooking{});
}

void draw_not_booked(Ui& ui, const Scene& scene, Actions& actions) {
    using Why = point::NotBooked::Why;
    Rect area = draw_bar(ui, scene, actions);
    const Why why = scene.visit.not_booked;
    const std::string kind = why == Why::taken ? "taken" : why == Why::too_late ? "late"
                             : why == Why::no_room ? "full" : "failed";
    Message m{"visit_calendar",
              ui.word("book." + kind + "_title"),
              {ui.word("book." + kind + "_text")},
              {button(ui, "not_booked.home", "done.home", ButtonStyle::plain, "home")},
              ui::Tint::butter};
    // Another time may do, unless it is not a matter of the time.
    const bool again = (why == Why::taken || why == Why::too_late) && scene.visit.booking_draft.course.empty() && can_book(scene);
    if (again)
        m.buttons.push_back(
            button(ui, "not_booked.again", "book.other_time", ButtonStyle::primary, "calendar"));
    switch (draw_message(ui, area, m)) {
    case 0:
        actions.post(app::GoHome{});
        break;
    case 1:
        actions.post(app::ChooseTimeAgain{});
        break;
    default:
        break;
    }
}

} // namespace accanto::screens

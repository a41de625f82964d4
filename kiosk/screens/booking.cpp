// A booking: its code, what it is, and what can be done with it.
#include "kiosk/screens/booking_words.h"
#include "kiosk/screens/code_places.h"
#include "kiosk/screens/slip_card.h"

namespace accanto::screens {

using point::BookingState;
using point::CheckIn;

namespace {

// What is to be known of a booking that stands.
void add_advice(const Ui& ui, const app::HeldBooking& held, const TextStyle& strong, const TextStyle& calm,
                std::vector<ui::Line>& lines) {
    const point::Booking& booking = held.booking;
    const auto say = [&](const char* key, const TextStyle& style, const content::Arguments& arguments = {}) {
        lines.push_back({key, ui.word(key, arguments), style, ui::NodeRole::status, 2});
    };
    if (held.course && held.course->withdrawn) {
        say("booking.withdrawn", strong);
    } else if (booking.is_course()) {
        const bool waiting = booking.state == BookingState::waiting;
        if (waiting)
            say("booking.waiting", strong, {{"n", int64_t(booking.before)}});
        else
            say("booking.seat", strong);
        say(waiting                               ? "booking.waiting_how"
            : booking.for_other && held.just_made ? "booking.other"
                                                  : "booking.keep",
            calm);
    } else if (held.just_made) {
        say(booking.for_other ? "booking.other" : "booking.come", strong);
        say("booking.keep", calm);
    } else if (held.check_in == CheckIn::too_early) {
        say("booking.early", strong,
            {{"time", clock_time(std::max(0, booking.from_minute - point::check_in_before_minutes))}});
    } else {
        say(held.check_in == CheckIn::in_time ? "booking.in_time" : "booking.late", strong);
    }
}

std::vector<ui::Line> booking_lines(const Ui& ui, const Scene& scene) {
    const ui::Look& l = ui.look();
    const app::HeldBooking& held = *scene.visit.booking;
    const point::Booking& booking = held.booking;
    const std::string& official = scene.settings.point.official_language;
    const TextStyle strong{Role::body, 700, l.ink, l.card, ui::Align::centre},
        calm{Role::caption, 400, l.soft, l.card, ui::Align::centre};
    std::vector<ui::Line> lines;
    lines.push_back({"booking.when",
                     moment_words(ui, scene, booking.day, booking.from_minute),
                     {Role::heading, 700, l.deep, l.card, ui::Align::centre},
                     ui::NodeRole::status,
                     0});
    if (held.course) {
        lines.push_back(
            {"booking.what", course_title(ui, scene, held.course->course), strong, ui::NodeRole::text, 1});
        lines.push_back(
            {"booking.where", ui.plain(held.course->course.place, official), calm, ui::NodeRole::text, 1});
    } else if (const content::Topic* topic = scene.topics.find(booking.topic)) {
        lines.push_back({"booking.what", ui.word_with("ticket.about", "topic", ui.word(topic->word_key())),
                         calm, ui::NodeRole::text, 1});
    }
    add_advice(ui, held, strong, calm, lines);
    if (const Label told = paper_words(ui, scene.visit.paper);
        held.just_made && scene.visit.paper != app::PrintState::printed && !told.empty())
        lines.push_back({"booking.paper", told, calm, ui::NodeRole::status, 1});
    return lines;
}

void draw_card(Ui& ui, const Scene& scene, Actions& actions, Rect area) {
    const app::HeldBooking& held = *scene.visit.booking;
    const std::vector<ui::Line> lines = booking_lines(ui, scene);
    const ui::Tint tint = held.booking.is_course() ? ui::Tint::rose : ui::Tint::butter;
    SlipCard slip = draw_slip_card(ui, scene, area, "booking", tint);
    if (slip.heard)
        actions.post(app::HearCode{});
    Rect& inner = slip.inner;
    Rect below = slip.low ? inner.cut_end(inner.w * 0.56f, ui.mm(6))
                          : inner.cut_bottom(std::min(ui::stack_height(ui, inner.w, lines), inner.h * (ui.look().size == ui::TextSize::extra ? 0.76f : 0.68f)),
                                             ui.mm(3));
    const std::string& code = held.booking.code;
    show_code(ui, inner, "booking.code", grouped_code(code), ui.word("booking.spoken", {{"code", spelled_code(code)}}));
    draw_sentences(ui, scene, actions, below, lines);
}

std::vector<ui::ButtonSpec> booking_buttons(Ui& ui, const Scene& scene) {
    const app::HeldBooking& held = *scene.visit.booking;
    std::vector<ui::ButtonSpec> buttons;
    if (held.just_made) {
        if (has_printer(scene)) {
            buttons.push_back(button(ui, "booking.print", "keep.print", ButtonStyle::plain, "print"));
            buttons.back().enabled = scene.visit.paper != app::PrintState::printing;
        }
        buttons.push_back(button(ui, "booking.done", "settings.done", ButtonStyle::primary, "yes"));
        return buttons;
    }
    buttons.push_back(button(ui, "booking.cancel", "booking.cancel", ButtonStyle::plain, "no"));
    if (held.booking.is_course())
        return buttons;
    if (can_book(scene))
        buttons.push_back(button(ui, "booking.move", "booking.move", ButtonStyle::plain, "calendar"));
    buttons.push_back(button(ui, "booking.here", "booking.here", ButtonStyle::primary, "yes"));
    buttons.back().enabled = held.check_in != CheckIn::too_early;
    return buttons;
}

void post_for(const std::string& id, Actions& actions) {
    if (id == "booking.print")
        actions.post(app::PrintBooking{});
    else if (id == "booking.done")
        actions.post(app::GoHome{});
    else if (id == "booking.cancel")
        actions.post(app::GoTo{ScreenId::cancel_booking});
    else if (id == "booking.move")
        actions.post(app::MoveBooking{});
    else if (id == "booking.here")
        actions.post(app::ArriveNow{});
}

// One that is over, in whatever way: what became of it, and the way on.
void draw_settled(Ui& ui, const Scene& scene, Actions& actions, Rect area, const std::string& kind) {
    Message m{"visit_calendar",
              ui.word("booking." + kind + "_title"),
              {ui.word("booking." + kind + "_text")},
              {},
              ui::Tint::butter};
    const bool arrived = kind == "arrived";
    if (!arrived && can_book(scene))
        m.buttons.push_back(button(ui, "booking.new", "home.book", ButtonStyle::plain, "appointment"));
    m.buttons.push_back(
        arrived ? button(ui, "booking.here", "booking.arrived_show", ButtonStyle::primary, "ticket")
                : button(ui, "booking.done", "done.home", ButtonStyle::primary, "home"));
    const int pressed = draw_message(ui, area, m);
    if (pressed < 0)
        return;
    const std::string& id = m.buttons[size_t(pressed)].id;
    if (id == "booking.new")
        actions.post(app::StartBooking{});
    else
        post_for(id, actions);
}

} // namespace

void draw_booking(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    if (!scene.visit.booking)
        return;
    const point::Booking& booking = scene.visit.booking->booking;
    const bool past =
        booking.is_course() ? booking.day < scene.today : scene.visit.booking->check_in == CheckIn::over;
    if (booking.state == BookingState::cancelled || booking.state == BookingState::arrived || past)
        return draw_settled(ui, scene, actions, area,
                            booking.state == BookingState::cancelled ? "cancelled"
                            : past                                   ? "over"
                                                                     : "arrived");
    std::vector<ui::ButtonSpec> buttons = booking_buttons(ui, scene);
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(8));
    draw_card(ui, scene, actions, slip_place(ui, area));
    if (const int pressed = ui::button_row(ui, row, buttons); pressed >= 0)
        post_for(buttons[size_t(pressed)].id, actions);
}

void draw_cancel_booking(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    if (!scene.visit.booking)
        return;
    const point::Booking& booking = scene.visit.booking->booking;
    Message m{"visit_calendar",
              ui.word("booking.cancel_title"),
              {moment_words(ui, scene, booking.day, booking.from_minute), ui.word("booking.cancel_text")},
              {button(ui, "cancel_booking.yes", "booking.cancel_yes"),
               button(ui, "cancel_booking.no", "booking.cancel_no", ButtonStyle::primary)},
              ui::Tint::butter};
    switch (draw_message(ui, area, m)) {
    case 0:
        actions.post(app::CancelBooking{});
        break;
    case 1:
        actions.post(app::GoBack{});
        break;
    default:
        break;
    }
}

} // namespace accanto::screens

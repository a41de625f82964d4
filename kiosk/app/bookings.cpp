#include "kiosk/app/bookings.h"

#include "content/base/bytes.h"
#include "content/library/letters.h"
#include "kiosk/app/booking_slip.h"
#include "kiosk/app/box_keys.h"
#include "kiosk/platform/wipe.h"
#include "kiosk/point/contact.h"
#include "kiosk/screens/booking_words.h"

#include <algorithm>

namespace accanto::app {

using point::NotBooked;

void Bookings::start() {
    if (has_trouble())
        return go_to(ScreenId::trouble);
    m_visit.booking_draft.wipe();
    go_to(ScreenId::book_topic);
}

void Bookings::open_course(const std::string& id) {
    m_visit.booking_draft.wipe();
    m_visit.booking_draft.course = id;
    go_to(ScreenId::course);
}

void Bookings::choose_time(int from_minute, int minutes) {
    BookingDraft& draft = m_visit.booking_draft;
    draft.from_minute = from_minute;
    draft.minutes = minutes;
    if (draft.moving.empty())
        go_on_to_contact();
    else
        go_to(ScreenId::book_confirm);
}

void Bookings::go_on_to_contact() {
    if (has_trouble())
        go_to(ScreenId::trouble);
    else
        go_to(point::takes_contacts(m_settings) ? ScreenId::book_contact : ScreenId::book_confirm);
}

// What was chosen before stays; the pages from the day on are gone from the way back.
void Bookings::choose_time_again() {
    std::vector<ScreenId> trail(m_visit.trail.begin(),
                                std::find(m_visit.trail.begin(), m_visit.trail.end(), ScreenId::book_day));
    m_visit.booking_draft.idempotency_key.clear();
    go_to(ScreenId::book_day);
    m_visit.trail = std::move(trail);
}

// Sealed here, where it was typed: no other thread ever has the digits.
void Bookings::use_contact(bool given) {
    BookingDraft& draft = m_visit.booking_draft;
    if (given && draft.digits.size() < point::least_digits)
        return;
    draft.sealed = given ? point::seal_contact(m_settings, draft.digits) : std::string();
    content::wipe_text(draft.digits);
    m_ui.forget();
    platform::wipe_stack();
    go_to(ScreenId::book_confirm);
}

bool Bookings::type(const ui::KeyResult& key) {
    using What = ui::KeyResult::What;
    const bool contact = m_visit.screen == ScreenId::book_contact;
    if (!contact && m_visit.screen != ScreenId::my_code)
        return false;
    if (!m_visit.busy.empty())
        return true;
    m_visit.touched_ms = m_clock.mono_ms();
    m_dirty = true;
    if (contact) {
        press_digit_key(key, m_visit.booking_draft.digits);
        return true;
    }
    std::string& typed = m_visit.typed_code;
    if (key.what == What::backspace && !typed.empty())
        typed.pop_back();
    if (key.what != What::text)
        return true;
    for (char c : key.text) {
        c = c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
        if (point::code_characters.find(c) != std::string_view::npos && typed.size() < point::code_length)
            typed += c;
    }
    m_visit.code_unknown = false;
    if (typed.size() == point::code_length)
        look_up_code();
    return true;
}

namespace {

point::BookingRequest request_of(const BookingDraft& draft, const std::string& language) {
    point::BookingRequest request;
    request.idempotency_key = draft.idempotency_key;
    request.language = language;
    request.day = draft.day;
    request.from_minute = draft.from_minute;
    request.topic = draft.topic;
    request.course = draft.course;
    request.for_other = draft.for_other;
    request.sealed_contact = draft.sealed;
    return request;
}

} // namespace

// The visit ended before its answer: nobody has the code, and the time is somebody else's. What was moved was
// known before.
void Bookings::take_back_unseen(const store::Outcome<MadeBooking>& outcome) {
    const auto* held = outcome ? std::get_if<HeldBooking>(&*outcome.value) : nullptr;
    if (held && held->just_made)
        m_store.post([code = held->booking.code, &settings = m_settings](store::Store& store) {
            point::cancel_booking(store, settings, code);
        });
}

void Bookings::confirm() {
    BookingDraft& draft = m_visit.booking_draft;
    if (!m_visit.busy.empty())
        return;
    // Kept until there is an answer: a second try after trouble asks for the same one.
    if (draft.idempotency_key.empty())
        draft.idempotency_key = uuid7(m_clock.wall_ms());
    m_visit.busy = "book.yes";
    m_store.run(
        [request = request_of(draft, m_visit.language), moving = draft.moving, visit = m_visit.id,
         &settings = m_settings](store::Store& store) mutable -> MadeBooking {
            if (!moving.empty())
                return read_made(
                    store, settings,
                    point::move_booking(store, settings, moving, request.day, request.from_minute));
            request.visit_id = *visit;
            MadeBooking made = read_made(store, settings, point::book(store, settings, request));
            if (auto* held = std::get_if<HeldBooking>(&made))
                held->just_made = true;
            return made;
        },
        [this, key = draft.idempotency_key](store::Outcome<MadeBooking> outcome) {
            if (m_visit.booking_draft.idempotency_key != key)
                return take_back_unseen(outcome);
            m_visit.busy.clear();
            m_dirty = true;
            if (!outcome)
                return m_moves.store_failed(outcome.trouble, "not booked: " + outcome.message);
            if (const auto* no = std::get_if<NotBooked>(&*outcome.value))
                return refuse(no->why);
            hold(std::get<HeldBooking>(std::move(*outcome.value)));
        });
}

void Bookings::refuse(NotBooked::Why why) {
    m_visit.not_booked = why;
    go_to(ScreenId::not_booked);
}

void Bookings::hold(HeldBooking held) {
    m_visit.booking = std::move(held);
    m_visit.booking->just_made = true; // or moved: it is shown as it is on the new paper
    m_visit.booking_draft.wipe();
    m_visit.trail = {ScreenId::home};
    m_visit.screen = ScreenId::booking;
    m_visit.shown_ms = m_visit.touched_ms = m_clock.mono_ms();
    m_visit.paper = PrintState::idle;
    print();
}

void Bookings::print() {
    if (m_visit.booking)
        m_papers.print(draw_booking_slip(m_ui, m_words, m_settings, m_topics, *m_visit.booking,
                                         screens::help_phone(m_point, m_settings), m_visit.language),
                       "booking");
}

} // namespace accanto::app

// The moments of somebody who books a time or a course, comes with a code, or looks for another place.

#include "kiosk/walk/moments.h"

namespace accanto::walk {

namespace {

using app::ScreenId;
using point::BookingState;
using point::CheckIn;

// The longest of everything; today is 2026-11-23.
point::Offer a_full_offer() {
    point::Offer offer;
    for (const char* day : {"2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27",
                            "2026-11-30", "2026-12-01", "2027-01-22"})
        for (int minute = 9 * 60; minute < 13 * 60; minute += 30)
            offer.slots.push_back({day, minute, 30, 1});
    Schedule::Course course{"telephone-1",
                            {{"en", "My first smartphone, step by step"},
                             {"es", "Mi primer teléfono inteligente, paso a paso"},
                             {"ar", "هَاتِفِي الذَّكِيُّ الْأَوَّلْ، خُطْوَةً بِخُطْوَه"}},
                            "es",
                            "Sala de actos, 2.ª planta",
                            "2026-12-02",
                            17 * 60,
                            90,
                            Schedule::Level::confident,
                            8};
    offer.courses.push_back({course, 3, 0, false});
    course.id = "payments-1";
    course.title = {{"es", "Pagar y pedir cita por internet"}};
    course.language = "ro";
    course.level = Schedule::Level::some_practice;
    offer.courses.push_back({course, 0, 4, false});
    Schedule::Place place{
        "Centre Cívic i Biblioteca Josep Miracle",
        "Plaça de Josep Miracle, 1, 08038 Barcelona",
        "934 20 38 82",
        {},
        {"mentor", "courses", "computer", "wifi", "print", "eid"},
        12,
        {{"es", "Al lado de la parada del autobús 37."}, {"en", "Beside the stop of bus 37."}}};
    for (size_t day = 0; day < 5; ++day)
        place.hours[day] = {{9 * 60, 14 * 60}, {16 * 60, 20 * 60 + 30}};
    offer.places.push_back(place);
    offer.places.push_back({"Farmàcia Vila", "Carrer Gran, 3", "", {}, {}, 0, {}});
    offer.help_phone = "900 10 20 30";
    offer.has_bookings = true;
    return offer;
}

class Maker : public MomentMaker {
public:
    using MomentMaker::MomentMaker;

    void offers();
    void on_the_way();
    void with_a_code();
    void made();
    void settled();
    void courses();
    void places();

private:
    Moment& add(const std::string& name, ScreenId screen) {
        static const auto offer = std::make_shared<const point::Offer>(a_full_offer());
        Moment& m = MomentMaker::add(name, screen);
        m.point.offer = offer;
        return m;
    }
    Moment& offering(const std::string& name, ScreenId screen, const point::Offer& offer) {
        Moment& m = add(name, screen);
        m.point.offer = std::make_shared<const point::Offer>(offer);
        return m;
    }
    app::HeldBooking& held(const std::string& name, ScreenId screen = ScreenId::booking) {
        app::HeldBooking h;
        h.booking.code = "WXMNRH"; // the widest there is
        h.booking.day = "2027-01-22";
        h.booking.from_minute = 10 * 60;
        h.booking.minutes = 30;
        h.booking.topic = "certificate_eid";
        return add(name, screen).visit.booking.emplace(std::move(h));
    }
    app::HeldBooking& seat(const std::string& name, size_t course, BookingState state) {
        app::HeldBooking& h = held(name);
        h.course = m_made.back()->point.offer->courses[course];
        h.booking.course = h.course->course.id;
        h.booking.state = state;
        return h;
    }
};

void Maker::offers() {
    add("all there is to book", ScreenId::home);
    add("", ScreenId::bookings);
    point::Offer some = a_full_offer();
    some.courses.clear();
    offering("times alone", ScreenId::home, some);
    offering("no courses", ScreenId::bookings, some);
    some.slots.clear();
    offering("a code alone", ScreenId::home, some);
    some.has_bookings = false;
    offering("places alone", ScreenId::home, some);
    some.courses = a_full_offer().courses;
    offering("courses alone", ScreenId::home, some);
    for (bool on_break : {false, true}) {
        Moment& m = add(on_break ? "a break, and times" : "times to book", ScreenId::no_mentor);
        m.point.mentors = 0;
        m.point.on_break = on_break;
    }
    add("times to book", ScreenId::closed);
}

void Maker::on_the_way() {
    add("", ScreenId::book_topic).visit.booking_draft.topic = "health";
    add("", ScreenId::book_day);
    point::Offer one = a_full_offer();
    one.slots.resize(1);
    offering("one time is left", ScreenId::book_day, one);
    add("", ScreenId::book_time).visit.booking_draft.day = "2026-11-25";
    Moment& last = offering("one time is left", ScreenId::book_time, one);
    last.visit.booking_draft.day = "2026-11-23";
    last.visit.booking_draft.from_minute = 9 * 60;
    add("empty", ScreenId::book_contact);
    add("too short", ScreenId::book_contact).visit.booking_draft.digits = "61";
    add("written", ScreenId::book_contact).visit.booking_draft.digits = "612345987";
    add("the longest", ScreenId::book_contact).visit.booking_draft.digits = "003934612345678";
    app::BookingDraft& draft = add("", ScreenId::book_confirm).visit.booking_draft;
    draft.topic = "certificate_eid", draft.day = "2026-11-24", draft.from_minute = 600;
    app::BookingDraft& other =
        add("for somebody else, with a contact", ScreenId::book_confirm).visit.booking_draft;
    other.topic = "administration", other.day = "2027-01-22", other.from_minute = 600, other.for_other = true,
    other.sealed = "c2VhbGVk";
    app::BookingDraft& move = add("another time", ScreenId::book_confirm).visit.booking_draft;
    move.topic = "email", move.day = "2026-12-01", move.from_minute = 600, move.moving = "K7M3PX";
    add("a course", ScreenId::book_confirm).visit.booking_draft.course = "telephone-1";
    add("a waiting list", ScreenId::book_confirm).visit.booking_draft.course = "payments-1";
    for (auto why :
         {point::NotBooked::Why::taken, point::NotBooked::Why::too_late, point::NotBooked::Why::no_clock})
        add("why " + std::to_string(int(why)), ScreenId::not_booked).visit.not_booked = why;
}

void Maker::with_a_code() {
    add("", ScreenId::my_code);
    add("four signs", ScreenId::my_code).visit.typed_code = "WXM3";
    add("unknown", ScreenId::my_code).visit.code_unknown = true;
    held("too early");
    held("today, too early").booking.day = "2026-11-23";
    held("in time").check_in = CheckIn::in_time;
    held("late").check_in = CheckIn::late;
    held("late, nothing else is free").check_in = CheckIn::late;
    m_made.back()->point.offer = nullptr;
    held("no voice").check_in = CheckIn::in_time;
    m_made.back()->can_speak = false;
    held("", ScreenId::cancel_booking);
}

void Maker::made() {
    held("made").just_made = true;
    app::HeldBooking& other = held("made for somebody else, not printed");
    other.just_made = other.booking.for_other = true;
    m_made.back()->visit.paper = app::PrintState::failed;
    held("made, no printer").just_made = true;
    m_made.back()->settings = &m_world.bare;
    seat("a seat", 0, BookingState::booked).just_made = true;
    app::HeldBooking& waiting = seat("on the waiting list", 1, BookingState::waiting);
    waiting.just_made = true;
    waiting.booking.before = 4;
    m_made.back()->visit.paper = app::PrintState::printing;
}

void Maker::settled() {
    held("cancelled").booking.state = BookingState::cancelled;
    held("over").check_in = CheckIn::over;
    held("arrived").booking.state = BookingState::arrived;
    held("cancelled, nothing else is free").booking.state = BookingState::cancelled;
    m_made.back()->point.offer = nullptr;
}

void Maker::courses() {
    add("", ScreenId::courses);
    add("", ScreenId::course).visit.booking_draft.course = "telephone-1";
    add("full", ScreenId::course).visit.booking_draft.course = "payments-1";
    seat("a seat, later", 0, BookingState::booked);
    seat("first on the waiting list", 1, BookingState::waiting);
    seat("withdrawn", 0, BookingState::booked).course->withdrawn = true;
}

void Maker::places() {
    add("", ScreenId::places);
    add("nothing known of the point", ScreenId::places).settings = &m_world.bare;
    add("all known", ScreenId::place);
    add("little known", ScreenId::place).visit.place = 1;
    add("the schedule's telephone", ScreenId::hours);
}

} // namespace

std::vector<std::unique_ptr<Moment>> booking_moments(const World& world, const std::string& language) {
    Maker maker(world, language);
    maker.offers();
    maker.on_the_way();
    maker.with_a_code();
    maker.made();
    maker.settled();
    maker.courses();
    maker.places();
    return maker.take();
}

} // namespace accanto::walk

#pragma once
// All that may change while a citizen is here. One object, so that erasing the visit is replacing it.

#include "content/library/lesson.h"
#include "kiosk/app/opinion.h"
#include "kiosk/app/setup_visit.h"
#include "kiosk/app/skills_visit.h"
#include "kiosk/app/technician_visit.h"
#include "kiosk/platform/touch_fit.h"
#include "kiosk/point/booking.h"
#include "kiosk/point/kept_places.h"
#include "kiosk/point/queue.h"
#include "kiosk/store/safe_numbers.h"
#include "kiosk/ui/keyboard.h"
#include "kiosk/ui/look.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace accanto::app {

enum class ScreenId {
    attract, language, home, learn, tutorials, resume, lesson, no_lesson, lesson_end, keep, card, many_wait, have_one, ticket_topic, topic_full, ticket_needs,
    ticket_confirm, ticket, why, give_up, your_turn, number_over, no_mentor, bookings, book_topic, book_day, book_time, book_contact, book_confirm,
    not_booked, booking, my_code, cancel_booking, courses, course, places, place, hours, settings, fitting, still_there, leave, finished, trouble, closed, cleaning,
    skills_start, skills_code, skills_question, skills_result, skills_paper, path,
    feedback, helped, stars, would_return, community, suggest, suggest_words, join, community_contact, community_sent,
    technician_pin, technician, technician_status, technician_network, technician_printer, technician_touch, technician_screen, technician_sound,
    technician_queue, technician_stick, technician_contents, technician_restart,
    technician_mentors, technician_mentor, technician_mentor_name, technician_mentor_pin, technician_mentor_made, technician_mentor_away,
    setup, safe_number,
};

enum class PrintState { idle, printing, printed, no_paper, failed };

// What is chosen on the way to a ticket.
struct TicketDraft {
    std::string topic;
    point::Needs needs;
    bool priority = false;
    bool has_none = false;                  // answered: the number taken here just now is somebody else's
    bool many_are_fine = false;             // answered: a long line is no reason not to
    bool break_is_fine = false;             // answered: waits until the mentor is back
    std::string idempotency_key;            // made when the confirmation is first shown
    std::optional<point::StuckAt> stuck;
};

struct HeldTicket {
    point::Ticket ticket;
    int people_before = 0;
    std::optional<point::WaitEstimate> estimate;
    PrintState print = PrintState::idle;
    std::optional<point::Explanation> why;  // while it waits
    int64_t call_seen = 0;                  // the latest call that was announced here
    bool missed_seen = false;               // that call was missed, and it was said
    bool of_earlier_visit = false;          // claimed as one's own: what only its taker knows is not shown
    int copies = 0;                         // printed, or tried to be
};

// What is chosen on the way to a time with a mentor, or to a seat in a course.
struct BookingDraft {
    std::string topic;
    std::string day;
    int from_minute = 0, minutes = 0;
    std::string course;                     // id; empty: a time with a mentor
    std::string moving;                     // code of the booking that gets another time
    bool for_other = false;
    std::string digits;                     // of a telephone number, until it is sealed; private
    std::string sealed;                     // point/contact.h
    std::string idempotency_key;            // made with the first confirmation
    void wipe();                            // overwrites what was typed and begins anew
};

// A booking whose code was given, or was just made.
struct HeldBooking {
    point::Booking booking;
    point::CheckIn check_in = point::CheckIn::too_early;
    std::optional<point::CourseOffer> course;
    bool just_made = false;
};

// Touch fitting, while its screen is shown.
struct Fitting {
    platform::TouchFitting measured;
    bool by_keys = false;                   // asked for without a finger: there is nothing to measure
};

inline constexpr int least_volume = 20, most_volume = 100;   // percent

struct Visit {
    // Of the store: written and read on the store's thread only, by jobs that run in order.
    std::shared_ptr<std::string> id = std::make_shared<std::string>();
    std::string language;                   // empty: nobody is here
    ScreenId screen = ScreenId::attract;
    std::vector<ScreenId> trail;            // where Back leads
    int page = 0;                           // of choices that need more than one

    ui::Theme theme = ui::Theme::day;
    ui::TextSize size = ui::TextSize::normal;
    bool low = false;                       // the page stands in the lower part of the glass
    bool still = false;                     // nothing moves, also where the kiosk lets things move
    bool voice_on = false;
    // Used without sight: what is touched is said, and touching it again chooses it.
    enum class ByEar { no, corners, keys } by_ear = ByEar::no;
    bool quiet_chosen = false;              // the voice was switched off by hand: no key brings it back
    struct Unplugged {
        bool voice_on = false, quiet_chosen = false;
        ByEar by_ear = ByEar::no;
    };
    std::optional<Unplugged> unplugged;     // as it was before headphones were plugged in, and will be when they are pulled out
    Fitting fitting;
    std::optional<platform::TouchFit> fit;  // how this citizen's touches are understood; none: by the point's own rules
    int words_per_minute = 150;
    std::optional<int> volume_percent;      // as chosen; none: the point's own

    std::unique_ptr<content::Lesson> lesson;
    size_t results_sent = 0;                // of lesson->results(), already events
    bool lesson_finished = false;
    ui::KeyboardState keyboard;
    int64_t lesson_started_ms = 0;

    bool two_languages = false;             // beside the own language, the place's
    std::string topic;                      // whose tutorials are shown
    std::vector<int> pictures;              // of a code, as far as touched
    bool code_unknown = false;
    std::optional<point::PictureCode> kept_code;
    int kept_step = 0;
    PrintState paper = PrintState::idle;    // of the card or the code
    std::string paper_job;

    TicketDraft draft;
    std::optional<HeldTicket> held;

    std::optional<store::SafeNumber> safe;  // given while the store did not open; a ticket once it does
    bool no_safe_number = false;            // none could be given

    BookingDraft booking_draft;
    std::optional<HeldBooking> booking;
    std::string typed_code;                 // as far as touched
    point::NotBooked::Why not_booked = point::NotBooked::Why::unknown;
    size_t place = 0;                       // of the offer's places

    SkillsVisit skills;
    Opinion opinion;
    std::optional<Rating> rating;
    CommunityDraft community;
    std::optional<TechnicianVisit> technician;   // who is here looks after the kiosk: no visit of a citizen, no event of one
    std::optional<SetupVisit> setup;             // and sets it up

    std::string busy;                       // id of the control whose result is awaited
    bool failed = false;                    // the last thing that had to be durable was not
    int64_t started_ms = 0, touched_ms = 0, shown_ms = 0;   // monotonic

    bool is_active() const { return !language.empty(); }
    // Erased already; what is shown is the farewell.
    bool is_over() const { return screen == ScreenId::finished || screen == ScreenId::feedback; }
    // Overwrites what was typed and forgets the rest.
    void wipe();
};

} // namespace accanto::app

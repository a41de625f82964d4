#pragma once
// What an event adds to the figures (kiosk/point/events.md is the contract of its data).

#include "sync/hub/storage/storage.h"
#include "sync/wire/event.h"

namespace accanto::hub {

// Raise it when figures_of() changes: the hub then works all events through again at its next start.
constexpr int figures_version = 5;

// Seconds of a wait are counted in tens, rounded to the nearest: a median of them is exact to 5 s.
constexpr int wait_step_s = 10;
// Of a wait by hour of the week.
constexpr int64_t most_wait_minutes = 24 * 60;

// Names of Figure::what, and what Figure::detail holds for each.
namespace figure {
constexpr const char* visit = "visit"; // nothing; by language
constexpr const char* visit_ticket =
    "visit_ticket"; // nothing; visits in which a ticket was taken, by language
constexpr const char* first_success =
    "first_success"; // whole minutes from the start to the first step done alone, by language
constexpr const char* ticket = "ticket"; // nothing; by topic and language
constexpr const char* wait = "wait";     // seconds from taken to the first call, in tens; by topic and language
constexpr const char* wait_hour =
    "wait_hour"; // minutes, and 1440 for each hour of the week before the one it was taken in (from Monday, midnight)
constexpr const char* missed = "missed";   // nothing; by topic and language
constexpr const char* left = "left";       // nothing; given up, or the day ended first; by topic and language
constexpr const char* appointment =
    "appointment"; // kept, missed, cancelled, booked (its day is not over); on its day, by topic and language
constexpr const char* help = "help";       // alone, with, for: one for each service; by topics and language
constexpr const char* outcome = "outcome"; // done, partly, not_done, sent_elsewhere
constexpr const char* repeat = "repeat";   // of a service: "yes", "no", "": not said
constexpr const char* age = "age";         // of a service: age band, "": not said
constexpr const char* gender = "gender";   // of a service
constexpr const char* education = "education";     // of a service, as the three that follow
constexpr const char* occupation = "occupation";
constexpr const char* citizenship = "citizenship";
constexpr const char* confidence = "confidence";   // before_help/1 to 3, after_help/1 to 3: who said it
constexpr const char* stars = "stars";     // 1 to 5
constexpr const char* would_return = "would_return";           // yes, no, "": not said; with the stars
constexpr const char* face = "face";                           // 1 sad, 2 so-so, 3 glad
constexpr const char* reason = "reason";                       // code
constexpr const char* tutorial_opened = "tutorial_opened";     // tutorial
constexpr const char* tutorial_finished = "tutorial_finished"; // tutorial
constexpr const char* tutorial_stopped = "tutorial_stopped";   // tutorial/step/steps
constexpr const char* practice = "practice";                   // competence/observed: "2.1/alone"; by language
constexpr const char* skills = "skills";                       // overall code of a first check
constexpr const char* skills_area = "skills_area";             // area/level of a first check: "il/basic"
constexpr const char* skills_change = "skills_change";         // of a later check: code before>code now
} // namespace figure

struct Reading {
    std::vector<Figure> figures;
    std::optional<VisitPart> visit;
    std::optional<BookingPart> booking;
    std::vector<Fact> facts;
};

// Types we do not count add nothing. Data that breaks the contract is a fault: the event goes into
// quarantine.
std::variant<Reading, wire::EventFault> figures_of(const wire::Event& event, const Happened& happened,
                                                   const std::string& zone);

} // namespace accanto::hub

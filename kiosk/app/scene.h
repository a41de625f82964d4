#pragma once
// What a screen may read. Nothing of it changes while it draws.

#include "content/base/clock.h"
#include "content/library/instrument.h"
#include "content/library/library.h"
#include "content/library/topics.h"
#include "kiosk/app/visit.h"
#include "kiosk/point/people.h"
#include "kiosk/point/schedule.h"

namespace accanto::app {

// The attract screen greets in one language after the other: long enough to read; a change, not a movement.
inline constexpr int64_t greeting_ms = 6000;
// Counted from the moment the screen was shown.
inline int64_t greeting_at(int64_t now_ms, int64_t shown_ms) { return std::max<int64_t>(now_ms - shown_ms, 0) / greeting_ms; }

// The last reading of the store, made on its thread.
struct PointState {
    bool known = false;                        // has it been read at all?
    store::StoreTrouble trouble = store::StoreTrouble::none;
    bool open = true;
    int mentors = 0, on_break = 0, waiting = 0;
    std::vector<std::string> full_topics;      // of which no more numbers are given today
    std::optional<point::Ticket> recent;       // taken here just now, until:
    int64_t recent_until_ms = 0;               // monotonic
    int64_t cleaning_until_ms = 0;             // monotonic; touches are ignored until then
    bool lock_down_open = false;               // a technician has opened the machine (deploy/lockdown/lock-down open)
    std::optional<int> open_until;             // minutes since midnight, by the timetable
    std::vector<point::Ticket> serving;        // called or being served, newest first
    std::vector<point::Ticket> served;         // for which stars may be given, the latest first
    std::optional<point::NextOpening> next_opening; // nothing while nobody knows
    std::optional<point::ClosedByStaff> closed_by_staff;
    std::shared_ptr<const point::Offer> offer; // of the schedule; null: nothing is known of one

    bool is_cleaning(int64_t now_ms) const { return now_ms < cleaning_until_ms; }
};

// A number that is called while somebody else, or nobody, uses this kiosk.
struct Notice {
    std::string label, desk, language;
};

struct Scene {
    const Visit& visit;
    const PointState& point;
    const Settings& settings;
    const content::Library& library;
    bool library_ready = true;                 // it has been read
    const content::Topics& topics;
    std::string today;                         // local date
    LocalTime local;
    int64_t now_ms = 0;                        // monotonic
    bool speaking = false;
    bool can_speak = false;                    // this language has a voice
    bool listens_alone = false;                // with headphones: what is private may be heard
    std::vector<std::string> languages;        // offered, in order
    std::string trouble_key;                   // of the words, for the trouble screen
    std::optional<Notice> notice;              // over the page
    int64_t wall_ms = 0;
    bool can_be_low = false;                   // the panel is tall enough for a page in its lower part
    bool can_be_still = false;                 // this kiosk lets things move
    const content::Instrument* instrument = nullptr;   // of the skills check; null: there is none that can be used
};

} // namespace accanto::app

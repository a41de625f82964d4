#pragma once
// What a screen may read. Nothing of it changes while it draws.

#include "content/base/clock.h"
#include "content/library/topics.h"
#include "content/library/tutorial.h"
#include "kiosk/app/visit.h"
#include "kiosk/point/people.h"

namespace accanto::app {

// The attract screen greets in one language after the other: long enough to read; a change, not a movement.
inline constexpr int64_t greeting_ms = 6000;

// The last reading of the store, made on its thread.
struct PointState {
    bool known = false;                        // has it been read at all?
    store::StoreTrouble trouble = store::StoreTrouble::none;
    bool open = true;
    int mentors = 0, waiting = 0;
    std::vector<point::Ticket> serving;        // called or being served, newest first
    std::optional<point::NextOpening> next_opening;
};

struct Scene {
    const Visit& visit;
    const PointState& point;
    const Settings& settings;
    const content::Library& library;
    const content::Topics& topics;
    std::string today;                         // local date
    LocalTime local;
    int64_t now_ms = 0;                        // monotonic
    bool speaking = false;
    bool can_speak = false;                    // this language has a voice
    std::vector<std::string> languages;        // offered, in order
    std::string trouble_key;                   // of the words, for the trouble screen
};

} // namespace accanto::app

#pragma once
// What the wizard on the kiosk's screen holds (kiosk/setup): where it is, and what its pages show. A part of
// the Visit, beside the technician's.

#include "content/base/settings.h"
#include "content/library/letters.h"
#include "kiosk/setup/progress.h"

#include <set>

namespace accanto::app {

struct SetupVisit {
    bool ready = false;         // what was decided before has been read
    bool by_technician = false; // who signed in: leaving leads to the menu
    bool is_bare = true;        // of no point yet
    // Asked before what would come next, in the place of the step's page.
    enum class Doubt { none, whether_to_leave, where_to_begin } doubt = Doubt::none;
    setup::Step step = setup::Step::language;
    std::vector<setup::Step> trail; // where Back leads
    setup::Answers answers;
    setup::Progress progress;
    Settings then;                    // as they will be
    std::optional<Settings> settled;  // as they were saved; what is decided after that goes on from them
    std::vector<std::string> missing; // keys of what must still be decided, when the overview was come to

    std::string typed;                           // in the box of this step
    bool has_letter = false, has_official = false; // decided on; else a bare machine's are nobody's answers
    std::string hub;                             // whose code is asked for
    int64_t enrol_asked = 0, enrol_asked_ms = 0; // the wish that is awaited; 0: none

    std::set<size_t> days; // chosen: 0 is Monday
    OpeningSpan first{9 * 60, 13 * 60}, second{16 * 60, 19 * 60};
    int height_cm = 110;

    size_t language_at = 0;  // of the trial of sound
    bool is_unheard = false; // there is no loudspeaker
    std::vector<std::string> not_heard;
    std::vector<std::string> zones;        // to choose from by their time
    std::string date;                      // that was typed: "2026-11-28"
    int64_t clock_asked_ms = 0;            // that the clock be set; 0: it is not awaited
    bool came_back = false;                // the plug was pulled, and the machine is here again
    std::optional<doctor::Finding> ticket; // nothing: not yet tried
    std::optional<std::vector<doctor::Finding>>
        all;             // what was looked at and what was tried; nothing: still being looked for
    std::string verdict; // of it, as setup::to_text() says it
};

// Typed sign by sign into places of its own, and never shorter.
inline bool is_by_signs(setup::Step step) {
    using setup::Step;
    return step == Step::code || step == Step::letter || step == Step::date || step == Step::time;
}
// Of the box of a step: how much it takes.
inline size_t most_letters(setup::Step step) {
    using setup::Step;
    return step == Step::letter ? 1
           : step == Step::code ? 8
           : step == Step::date ? 6
           : step == Step::time ? 4
           : step == Step::id   ? 40
           : step == Step::name ? 64
                                : 120;
}
// Whether the way on is open with what is in it.
inline bool is_enough(setup::Step step, const std::string& typed) {
    return is_by_signs(step) ? typed.size() == most_letters(step) : !content::trimmed(typed).empty();
}

} // namespace accanto::app

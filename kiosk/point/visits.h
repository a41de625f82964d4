#pragma once
// What a visit leaves behind: events without a name, a typed word or a time finer than needed.

#include "kiosk/store/store.h"

namespace accanto::point {

enum class VisitEnd { finished, idle, closed }; // closed: the program stopped

// Each call is one transaction with its event.
std::string start_visit(store::Store& store, const std::string& language); // returns the visit id
void end_visit(store::Store& store, const std::string& visit_id, const std::string& language, VisitEnd how,
               int64_t lasted_ms);

void tutorial_opened(store::Store& store, const std::string& visit_id, const std::string& tutorial,
                     const std::string& language);
// result of one step: "read" | "done" | "done_with_hint" | "shown" | "skipped"; `wrong` counts wrong answers,
// `hints` hints.
void step_done(store::Store& store, const std::string& visit_id, const std::string& tutorial, int step,
               const std::string& kind, const std::string& result, bool alone, int wrong, int hints);
// How a tutorial counts (cmi5 moveOn): every step left, every practice done alone, and what its own rule makes of it.
struct Counted {
    bool completed = false, passed = false, satisfied = false;
};
void tutorial_finished(store::Store& store, const std::string& visit_id, const std::string& tutorial,
                       const std::string& language, int64_t lasted_ms, const Counted& counted);
// A practice as it was seen: "alone" | "with_hint" | "with_mentor" | "not_done"; what it shows of, as DigComp codes.
void practice_observed(store::Store& store, const std::string& visit_id, const std::string& tutorial,
                       const std::string& language, int step,
                       const std::string& observed, const std::vector<std::string>& competences);
// The citizen left before the end: the step where people stop.
void tutorial_stopped(store::Store& store, const std::string& visit_id, const std::string& tutorial, int step,
                      int steps);

} // namespace accanto::point

#include "kiosk/point/visits.h"

#include "kiosk/point/event.h"

#include <nlohmann/json.hpp>

namespace accanto::point {

using nlohmann::ordered_json;
using store::Store;

namespace {

void tell_alone(Store& store, std::string_view name, const ordered_json& data) {
    store.transaction([&] { tell(store, name, data); });
}

const char* to_text(VisitEnd how) {
    switch (how) {
    case VisitEnd::finished:
        return "finished";
    case VisitEnd::idle:
        return "idle";
    case VisitEnd::closed:
        return "closed";
    }
    return "closed";
}

} // namespace

std::string start_visit(Store& store, const std::string& language) {
    std::string id;
    store.transaction([&] {
        id = store.new_id();
        tell(store, "visit.started", {{"visit", id}, {"language", language}});
    });
    return id;
}

void end_visit(Store& store, const std::string& visit_id, const std::string& language, VisitEnd how,
               int64_t lasted_ms) {
    tell_alone(
        store, "visit.ended",
        {{"visit", visit_id}, {"language", language}, {"end", to_text(how)}, {"lasted_s", lasted_ms / 1000}});
}

void tutorial_opened(Store& store, const std::string& visit_id, const std::string& tutorial,
                     const std::string& language) {
    tell_alone(store, "tutorial.opened",
               {{"visit", visit_id}, {"tutorial", tutorial}, {"language", language}});
}

void step_done(Store& store, const std::string& visit_id, const std::string& tutorial, int step,
               const std::string& kind, const std::string& result, bool alone, int wrong, int hints) {
    tell_alone(store, "tutorial.step",
               {{"visit", visit_id},
                {"tutorial", tutorial},
                {"step", step},
                {"kind", kind},
                {"result", result},
                {"alone", alone},
                {"wrong", wrong},
                {"hints", hints}});
}

void tutorial_finished(Store& store, const std::string& visit_id, const std::string& tutorial,
                       const std::string& language, int64_t lasted_ms, const Counted& counted) {
    tell_alone(store, "tutorial.finished",
               {{"visit", visit_id},
                {"tutorial", tutorial},
                {"language", language},
                {"lasted_s", lasted_ms / 1000},
                {"completed", counted.completed},
                {"passed", counted.passed},
                {"satisfied", counted.satisfied}});
}

void practice_observed(Store& store, const std::string& visit_id, const std::string& tutorial,
                       const std::string& language, int step, const std::string& observed, const std::vector<std::string>& competences) {
    tell_alone(store, "tutorial.practice",
               {{"visit", visit_id},
                {"tutorial", tutorial},
                {"language", language},
                {"step", step},
                {"observed", observed},
                {"competences", competences}});
}

void tutorial_stopped(Store& store, const std::string& visit_id, const std::string& tutorial, int step,
                      int steps) {
    tell_alone(store, "tutorial.stopped",
               {{"visit", visit_id}, {"tutorial", tutorial}, {"step", step}, {"steps", steps}});
}

} // namespace accanto::point

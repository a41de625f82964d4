#include "sync/hub/figures.h"

#include "sync/hub/event_data.h"
#include "sync/hub/figures_parts.h"
#include "sync/hub/local_moment.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace accanto::hub {

namespace {

constexpr std::string_view type_prefix = "org.accanto.";

Figure of_tutorial(const Told& told, const char* what, std::string language = "") {
    return {told.day, what, told.data.code("tutorial"), 1, std::move(language), "", false};
}

void visit_started(Told& told) {
    std::string language = told.data.code("language");
    told.out.figures.push_back({told.day, figure::visit, "", 1, language, "", false});
    if (std::string visit = told.data.added_code("visit"); !visit.empty())
        told.out.visit = VisitPart{visit, told.day, language, told.at_ms, {}, false};
}
void tutorial_opened(Told& told) {
    told.out.figures.push_back(of_tutorial(told, figure::tutorial_opened, told.data.added_code("language")));
}
void tutorial_finished(Told& told) {
    told.out.figures.push_back(
        of_tutorial(told, figure::tutorial_finished, told.data.added_code("language")));
}
// The event names no language: it is that of its visit.
void tutorial_stopped(Told& told) {
    int64_t steps = told.data.count("steps", 1, 999), step = told.data.count("step", 1, 999);
    Figure stopped = of_tutorial(told, figure::tutorial_stopped);
    stopped.detail += fmt::format("/{}/{}", step, steps);
    if (std::string visit = told.data.added_code("visit"); !visit.empty()) {
        stopped.language_of_visit = true;
        told.out.visit = VisitPart{visit, "", "", {}, {}, false};
    }
    told.out.figures.push_back(std::move(stopped));
}
// A step that somebody did alone is a success; what was only read, shown or skipped is none.
void tutorial_step(Told& told) {
    std::string visit = told.data.code("visit"), result = told.data.added_code("result");
    if (result == "done" && told.data.added_flag("alone").value_or(false))
        told.out.visit = VisitPart{visit, "", "", {}, told.at_ms, false};
}
void tutorial_practice(Told& told) {
    std::string observed = told.data.one_of("observed", {"alone", "with_hint", "with_mentor", "not_done"});
    const std::string language = told.data.added_code("language");
    for (const std::string& competence : told.data.codes("competences"))
        told.out.figures.push_back(
            {told.day, figure::practice, competence + "/" + observed, 1, language, "", false});
}

void ticket_taken(Told& told) {
    told.out.figures.push_back({told.data.day("service_day"), figure::ticket, "", 1,
                                told.data.added_code("language"), told.data.code("topic"), false});
    if (std::string visit = told.data.added_code("visit"); !visit.empty())
        told.out.visit = VisitPart{visit, "", "", {}, {}, true};
}
// Only the first call ends the wait; another is the same person not having heard, or coming to a second desk.
void ticket_called(Told& told) {
    bool first = told.data.count("calls", 1, 1000) == 1 && told.data.added_flag("first").value_or(true);
    auto waited = told.data.seconds("waited_s");
    std::string day = told.data.day("service_day"), topic = told.data.added_code("topic"),
                language = told.data.added_code("language");
    if (!first || !waited)
        return;
    const LocalMoment taken = local_moment(told.at_ms - std::llround(*waited * 1000), told.zone);
    told.out.figures.push_back(
        {day, figure::wait, std::to_string(std::llround(*waited / wait_step_s)), 1, language, topic, false});
    const int64_t hour = (taken.weekday - 1) * 24 + taken.minute_of_day / 60,
                  minutes = std::min(int64_t(*waited / 60), most_wait_minutes - 1);
    told.out.figures.push_back({day, figure::wait_hour, std::to_string(hour * most_wait_minutes + minutes), 1,
                                language, topic, false});
}
void ticket_ended(Told& told, const char* what) {
    told.out.figures.push_back({told.data.day("service_day"), what, "", 1, told.data.added_code("language"),
                                told.data.code("topic"), false});
}
void ticket_missed(Told& told) {
    ticket_ended(told, figure::missed);
}
void ticket_left(Told& told) {
    ticket_ended(told, figure::left);
}

const std::map<std::string_view, void (*)(Told&)>& readers() {
    static const std::map<std::string_view, void (*)(Told&)> out{
        {"visit.started.v1", visit_started},
        {"tutorial.opened.v1", tutorial_opened},
        {"tutorial.finished.v1", tutorial_finished},
        {"tutorial.stopped.v1", tutorial_stopped},
        {"tutorial.step.v1", tutorial_step},
        {"tutorial.practice.v1", tutorial_practice},
        {"ticket.taken.v1", ticket_taken},
        {"ticket.called.v1", ticket_called},
        {"ticket.missed.v1", ticket_missed},
        {"ticket.left.v1", ticket_left},
        {"ticket.closed_at_day_end.v1", ticket_left},
        {"appointment.booked.v1", appointment_booked},
        {"appointment.moved.v1", appointment_moved},
        {"appointment.missed.v1", appointment_missed},
        {"appointment.arrived.v1", appointment_arrived},
        {"appointment.cancelled.v1", appointment_cancelled},
        {"service.recorded.v1", service_recorded},
        {"skills.checked.v1", skills_checked},
        {"feedback.given.v1", feedback_given},
        {"stars.given.v1", stars_given},
        {"mentor.credential.v1", mentor_credential},
        {"point.described.v1", point_described},
        {"point.closed.v1", point_closed},
        {"point.opened.v1", point_opened},
        {"kiosk.accepted.v1", kiosk_accepted},
        {"order.taken.v1", order_taken},
        {"erasure.done.v1", erasure_done},
    };
    return out;
}

} // namespace

std::variant<Reading, wire::EventFault> figures_of(const wire::Event& event, const Happened& happened,
                                                   const std::string& zone) {
    Reading out;
    std::string_view type = event.type;
    if (!type.starts_with(type_prefix))
        return out;
    auto reader = readers().find(type.substr(type_prefix.size()));
    if (reader == readers().end())
        return out;
    EventData data(*event.data);
    Told told{data, happened.to_ms, zone, local_moment(happened.to_ms, zone).day, out};
    reader->second(told);
    if (!data.fault().empty())
        return wire::EventFault{data.fault()};
    return out;
}

} // namespace accanto::hub

#include "sync/hub/records.h"

#include "content/base/clock.h"
#include "content/base/record_codes.h"
#include "sync/hub/event_data.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace accanto::hub {

namespace {

using content::CoreRecord;
using content::Experience;
using nlohmann::json;

constexpr std::string_view type_prefix = "org.accanto.";

// A record is written on the day of its visit, and a kiosk has a few hundred visits a day.
constexpr size_t kept_visits = 5000;

std::vector<std::string> texts(const json& data, const char* name) {
    std::vector<std::string> out;
    if (auto at = data.find(name); at != data.end() && at->is_array())
        for (const json& one : *at)
            if (one.is_string())
                out.push_back(one.get<std::string>());
    return out;
}
std::optional<double> number(const json& data, const char* name) {
    auto at = data.find(name);
    return at != data.end() && at->is_number() ? std::optional(at->get<double>()) : std::nullopt;
}
std::optional<int> whole(const json& data, const char* name) {
    auto at = data.find(name);
    bool good = at != data.end() && at->is_number_integer() && *at >= 0 && *at <= 1'000'000;
    return good ? std::optional(at->get<int>()) : std::nullopt;
}
std::optional<bool> truth(const json& data, const char* name) {
    auto at = data.find(name);
    return at != data.end() && at->is_boolean() ? std::optional(at->get<bool>()) : std::nullopt;
}

std::optional<bool> yes_or_no(const json& data, const char* name) {
    const std::string word = text_in(data, name);
    return word == "yes" ? std::optional(true) : word == "no" ? std::optional(false) : std::nullopt;
}
// 0 says that nobody said it.
std::optional<int> grade(const json& data, const char* name, int most) {
    const std::optional<int> given = whole(data, name);
    return given && *given >= 1 && *given <= most ? given : std::nullopt;
}

// What may be left out of a record.
void read_optional(const json& data, CoreRecord& out) {
    out.mode = text_in(data, "mode");
    out.channel = text_in(data, "channel");
    out.competences = texts(data, "competences");
    out.public_services = texts(data, "public_services");
    out.age_band = text_in(data, "age_band");
    out.gender = text_in(data, "gender");
    out.education = text_in(data, "education");
    out.occupation = text_in(data, "occupation");
    out.citizenship = text_in(data, "citizenship");
    out.repeat_visitor = yes_or_no(data, "repeat_visitor");
    out.confidence_before = grade(data, "confidence_before", record_codes::most_confidence);
    out.confidence_after = grade(data, "confidence_after", record_codes::most_confidence);
    out.satisfaction = grade(data, "satisfaction", record_codes::most_stars);
    out.would_return = yes_or_no(data, "would_return");
}

void add_once(std::vector<std::string>& list, const std::string& value) {
    if (!value.empty() && std::find(list.begin(), list.end(), value) == list.end())
        list.push_back(value);
}

// "tap" and its like are answered; the others are read.
bool is_answered(const std::string& kind) {
    return kind != "read" && kind != "ask_mentor";
}

Experience step(const json& data) {
    Experience out;
    out.kind = text_in(data, "kind");
    out.what = is_answered(out.kind) ? "step" : "read";
    out.step = whole(data, "step").value_or(0);
    out.result = text_in(data, "result");
    if (out.what == "step") {
        out.success = out.result.starts_with("done");
        out.alone = truth(data, "alone");
        out.hints = whole(data, "hints");
        out.wrong = whole(data, "wrong");
    }
    return out;
}

Experience finished(const json& data) {
    Experience out;
    // Gone through without being done is not completed (cmi5 moveOn).
    out.completed = truth(data, "completed").value_or(true);
    out.what = *out.completed ? "finished" : "stopped";
    out.success = truth(data, "passed");
    out.lasted_s = number(data, "lasted_s");
    return out;
}

} // namespace

std::vector<std::string> record_events(bool learning) {
    std::vector<std::string> out;
    for (const char* type : {"service.recorded.v1", "tutorial.opened.v1", "tutorial.practice.v1", "skills.checked.v1"})
        out.push_back(std::string(type_prefix) + type);
    if (learning)
        for (const char* type : {"tutorial.step.v1", "tutorial.finished.v1", "tutorial.stopped.v1"})
            out.push_back(std::string(type_prefix) + type);
    return out;
}

Records::Records(const std::vector<Point>& points) {
    for (const Point& point : points)
        m_points[point.id] = point;
}

Records::Visit& Records::visit(const std::string& id) {
    auto [at, is_new] = m_visits.try_emplace(id);
    if (is_new) {
        m_order.push_back(id);
        if (m_order.size() > kept_visits) {
            m_visits.erase(m_order.front());
            m_order.pop_front();
        }
    }
    return at->second;
}

void Records::learn(const std::string& type, const json& data) {
    const std::string id = text_in(data, "visit");
    if (id.empty())
        return;
    if (type == "tutorial.opened.v1")
        add_once(visit(id).tutorials, text_in(data, "tutorial"));
    if (type == "tutorial.practice.v1" && text_in(data, "observed") != "not_done")
        for (const std::string& code : texts(data, "competences"))
            add_once(visit(id).competences, code);
    if (type == "skills.checked.v1")
        visit(id).skills = text_in(data, "overall"), visit(id).heard = text_in(data, "heard");
}

void Records::hear_stars(const StoredEvent& event) {
    const json tree = json::parse(event.bytes, nullptr, false);
    if (event.disposition != "stored" || event.type != stars_event || !tree.is_object() || !tree.contains("data") ||
        !tree["data"].is_object())
        return;
    const json& data = tree["data"];
    if (const std::string ticket = text_in(data, "ticket"); !ticket.empty())
        m_stars[ticket] = {grade(data, "stars", record_codes::most_stars), yes_or_no(data, "would_return")};
}

std::optional<Records::Made> Records::service(const StoredEvent& event, const json& data) {
    CoreRecord out;
    out.id = text_in(data, "service");
    out.day = text_in(data, "service_day");
    if (out.id.empty() || !days_after(out.day, 0))
        return std::nullopt;
    out.visit = text_in(data, "visit");
    out.ticket = text_in(data, "ticket");
    out.point = event.point;
    out.point_name = m_points[event.point].name;
    out.kiosk = event.kiosk;
    out.ended_ms = event.happened.to_ms;
    out.language = text_in(data, "language");
    read_optional(data, out);
    if (out.channel.empty())
        out.channel = "individual"; // a ticket is for one person
    out.ticket_class = text_in(data, "class");
    out.waited_s = number(data, "waited_s");
    out.served_s = number(data, "served_s");
    out.mentor = text_in(data, "mentor");
    out.topics = texts(data, "topics");
    out.help = text_in(data, "help");
    out.outcome = text_in(data, "outcome");
    out.obstacle = text_in(data, "obstacle");
    out.note = text_in(data, "note");
    if (auto known = m_visits.find(out.visit); known != m_visits.end()) {
        out.tutorials = known->second.tutorials;
        for (const std::string& code : known->second.competences)
            add_once(out.competences, code);
        out.skills = known->second.skills;
        out.heard = known->second.heard;
    }
    if (auto stuck = data.find("stuck"); stuck != data.end() && stuck->is_object())
        add_once(out.tutorials, text_in(*stuck, "tutorial"));
    // What the kiosk saw counts: the desk knows of a lesson only where somebody got stuck in it.
    if (out.mode.empty() || out.mode == "mentor")
        out.mode = out.tutorials.empty() ? "mentor" : "both";
    // The person's own word counts more than the mentor's.
    if (const auto said = m_stars.find(out.ticket); said != m_stars.end()) {
        out.satisfaction = said->second.stars ? said->second.stars : out.satisfaction;
        out.would_return = said->second.would_return ? said->second.would_return : out.would_return;
    }
    return Made{out.day, std::move(out)};
}

std::optional<Records::Made> Records::experience(const StoredEvent& event, const std::string& type,
                                                 const json& data) {
    Experience out;
    if (type == "tutorial.opened.v1")
        out.what = "opened";
    else if (type == "tutorial.step.v1")
        out = step(data);
    else if (type == "tutorial.finished.v1")
        out = finished(data);
    else if (type == "tutorial.stopped.v1")
        out.what = "stopped", out.completed = false, out.step = whole(data, "step").value_or(0);
    else
        return std::nullopt;
    out.visit = text_in(data, "visit");
    out.tutorial = text_in(data, "tutorial");
    if (out.visit.empty() || out.tutorial.empty())
        return std::nullopt;
    out.point = event.point;
    out.language = text_in(data, "language");
    out.at_ms = event.happened.to_ms;
    return Made{local_date(event.happened.to_ms, m_points[event.point].zone), std::move(out)};
}

std::optional<Records::Made> Records::take(const StoredEvent& event) {
    if (event.disposition != "stored" || !event.type.starts_with(type_prefix))
        return std::nullopt;
    const json tree = json::parse(event.bytes, nullptr, false);
    if (!tree.is_object() || !tree.contains("data") || !tree["data"].is_object())
        return std::nullopt;
    if (event.kiosk != m_kiosk) {
        m_kiosk = event.kiosk;
        m_visits.clear();
        m_order.clear();
    }
    const std::string type = event.type.substr(type_prefix.size());
    const json& data = tree["data"];
    learn(type, data);
    std::optional<Made> made =
        type == "service.recorded.v1" ? service(event, data) : experience(event, type, data);
    if (made)
        if (auto* experienced = std::get_if<Experience>(&made->what))
            experienced->id = text_in(tree, "id");
    return made;
}

} // namespace accanto::hub

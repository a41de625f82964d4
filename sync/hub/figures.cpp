#include "sync/hub/figures.h"

#include "content/base/clock.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace accanto::hub {

namespace {

using nlohmann::json;

constexpr std::string_view type_prefix = "org.accanto.";

// Reads data by the contract; the first thing that breaks it is kept.
class Data {
public:
    explicit Data(const json& data) : m_data(data) {}

    std::string text(const char* name, size_t longest = 64) {
        auto at = m_data.find(name);
        if (at == m_data.end() || !at->is_string() || at->get_ref<const std::string&>().size() > longest)
            return wrong(name, "a short text"), std::string();
        return at->get<std::string>();
    }
    std::string one_of(const char* name, std::initializer_list<std::string_view> allowed) {
        std::string value = text(name);
        if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
            wrong(name, fmt::format("one of {}", fmt::join(allowed, ", ")));
        return value;
    }
    int64_t count(const char* name, int64_t least, int64_t most) {
        auto at = m_data.find(name);
        if (at == m_data.end() || !at->is_number_integer() || at->get<int64_t>() < least || at->get<int64_t>() > most)
            return wrong(name, fmt::format("a whole number from {} to {}", least, most)), least;
        return at->get<int64_t>();
    }
    // Seconds, or null where there is nothing believable.
    std::optional<double> seconds(const char* name) {
        auto at = m_data.find(name);
        if (at != m_data.end() && at->is_null())
            return std::nullopt;
        if (at == m_data.end() || !at->is_number() || at->get<double>() < 0 || at->get<double>() > 86400)
            return wrong(name, "seconds from 0 to 86400, or null"), std::nullopt;
        return at->get<double>();
    }
    // Of a field that was added later: nothing where the kiosk does not write it yet.
    std::optional<bool> added_flag(const char* name) {
        auto at = m_data.find(name);
        if (at == m_data.end())
            return std::nullopt;
        if (!at->is_boolean())
            return wrong(name, "true or false"), std::nullopt;
        return at->get<bool>();
    }
    std::string day(const char* name) {
        std::string value = text(name);
        bool good = value.size() == 10 && value[4] == '-' && value[7] == '-' &&
                    std::all_of(value.begin(), value.end(), [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
        if (!good)
            wrong(name, "a date such as 2026-11-23");
        return value;
    }
    const std::string& fault() const { return m_fault; }

private:
    void wrong(const char* name, const std::string& allowed) {
        if (m_fault.empty())
            m_fault = fmt::format("data.{} must be {}", name, allowed);
    }

    const json& m_data;
    std::string m_fault;
};

using Reader = void (*)(Data&, const std::string& day, std::vector<Figure>&);

void visit_started(Data& data, const std::string& day, std::vector<Figure>& out) {
    out.push_back({day, figure::visit, data.text("language")});
}
void tutorial_opened(Data& data, const std::string& day, std::vector<Figure>& out) {
    out.push_back({day, figure::tutorial_opened, data.text("tutorial")});
}
void tutorial_finished(Data& data, const std::string& day, std::vector<Figure>& out) {
    out.push_back({day, figure::tutorial_finished, data.text("tutorial")});
}
void tutorial_stopped(Data& data, const std::string& day, std::vector<Figure>& out) {
    int64_t steps = data.count("steps", 1, 999), step = data.count("step", 1, 999);
    out.push_back({day, figure::tutorial_stopped, fmt::format("{}/{}/{}", data.text("tutorial"), step, steps)});
}
void ticket_taken(Data& data, const std::string&, std::vector<Figure>& out) {
    out.push_back({data.day("service_day"), figure::ticket, data.text("topic")});
}
// Only the first call ends the wait; another is the same person not having heard, or coming to a second desk.
void ticket_called(Data& data, const std::string&, std::vector<Figure>& out) {
    bool first = data.count("calls", 1, 1000) == 1 && data.added_flag("first").value_or(true);
    auto waited = data.seconds("waited_s");
    std::string day = data.day("service_day");
    if (first && waited)
        out.push_back({day, figure::wait, std::to_string(std::llround(*waited / 10))});
}
void ticket_missed(Data& data, const std::string&, std::vector<Figure>& out) {
    out.push_back({data.day("service_day"), figure::missed, data.text("topic")});
}
void ticket_left(Data& data, const std::string&, std::vector<Figure>& out) {
    out.push_back({data.day("service_day"), figure::left, data.text("topic")});
}
void service_recorded(Data& data, const std::string&, std::vector<Figure>& out) {
    std::string day = data.day("service_day");
    out.push_back({day, figure::help, data.one_of("help", {"alone", "with", "for"})});
    out.push_back({day, figure::outcome, data.one_of("outcome", {"done", "partly", "not_done", "sent_elsewhere"})});
}

const std::map<std::string_view, Reader>& readers() {
    static const std::map<std::string_view, Reader> out{
        {"visit.started.v1", visit_started},         {"tutorial.opened.v1", tutorial_opened},
        {"tutorial.finished.v1", tutorial_finished}, {"tutorial.stopped.v1", tutorial_stopped},
        {"ticket.taken.v1", ticket_taken},           {"ticket.called.v1", ticket_called},
        {"ticket.missed.v1", ticket_missed},         {"ticket.left.v1", ticket_left},
        {"ticket.closed_at_day_end.v1", ticket_left}, {"service.recorded.v1", service_recorded},
    };
    return out;
}

} // namespace

std::variant<std::vector<Figure>, wire::EventFault> figures_of(const wire::Event& event, const Happened& happened, const std::string& zone) {
    std::vector<Figure> out;
    std::string_view type = event.type;
    if (!type.starts_with(type_prefix))
        return out;
    auto reader = readers().find(type.substr(type_prefix.size()));
    if (reader == readers().end())
        return out;
    Data data(*event.data);
    reader->second(data, local_date(happened.to_ms, zone), out);
    if (!data.fault().empty())
        return wire::EventFault{data.fault()};
    return out;
}

} // namespace accanto::hub

#include "content/library/exports/xapi.h"

#include "content/base/bytes.h"
#include "content/base/clock.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace accanto::content {

namespace {

using nlohmann::ordered_json;

constexpr std::string_view extension = "urn:accanto:xapi:";

std::string name_of(std::string_view of) {
    return std::string(extension) + std::string(of);
}

ordered_json activity(const std::string& id) {
    return {{"objectType", "Activity"}, {"id", id}};
}

ordered_json context(const std::string& language, const std::string& point) {
    ordered_json out = {{"platform", "Accanto"}};
    if (!language.empty())
        out["language"] = language;
    if (!point.empty())
        out["contextActivities"]["grouping"] = ordered_json::array({activity("urn:accanto:point:" + point)});
    return out;
}

// Undefined in JSON would be null, which statements may not hold.
template <typename T>
void add(ordered_json& to, const std::string& name, const std::optional<T>& value) {
    if (value)
        to[name] = *value;
}
void add(ordered_json& to, const std::string& name, const std::string& value) {
    if (!value.empty())
        to[name] = value;
}

ordered_json statement(const StatementRule& rule, const std::string& id, const ordered_json& account,
                       const std::string& object) {
    ordered_json out;
    out["id"] = id;
    out["actor"] = {{"objectType", "Agent"}, {"account", account}};
    out["verb"] = {{"id", rule.verb}, {"display", {{"en", rule.display}}}};
    out["object"] = activity(object);
    out["object"]["definition"]["type"] = rule.type;
    return out;
}

std::string finished(ordered_json& statement, ordered_json result, ordered_json more, int64_t at_ms) {
    if (!more.is_null())
        result["extensions"] = std::move(more);
    if (!result.is_null())
        statement["result"] = std::move(result);
    statement["timestamp"] = rfc3339(at_ms);
    statement["version"] = "1.0.0";
    return statement.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

} // namespace

XapiWriter::XapiWriter(const Profile& profile, const std::string& hub)
    : m_profile(profile), m_home_page(fmt::format("https://hub-{}.accanto.invalid/visits", hub)) {}

const StatementRule* XapiWriter::rule(std::string_view of) const {
    auto at = std::find_if(m_profile.statements.begin(), m_profile.statements.end(),
                           [&](const StatementRule& r) { return r.of == of; });
    return at == m_profile.statements.end() ? nullptr : &*at;
}

// The same visit is the same account in every export, and cannot be found back in a point's records by its
// name.
std::string XapiWriter::account_of(const std::string& visit) const {
    return to_hex(view(sha256(m_home_page, visit)).substr(0, 16));
}

std::optional<std::string> XapiWriter::line(const Experience& e) const {
    const StatementRule* r = rule(e.what);
    if (!r)
        return std::nullopt;
    std::string object = r->activity + e.tutorial;
    if (e.step > 0 && e.what != "stopped")
        object += fmt::format(":step:{}", e.step);
    ordered_json out =
        statement(*r, e.id, {{"homePage", m_home_page}, {"name", account_of(e.visit)}}, object);
    if (auto list = m_profile.code_lists.find("interaction");
        e.what == "step" && list != m_profile.code_lists.end())
        if (auto kind = list->second.find(e.kind); kind != list->second.end() && !kind->second.empty())
            out["object"]["definition"]["interactionType"] = kind->second.front();
    out["context"] = context(e.language, e.point);
    if (e.step > 0 && e.what != "stopped")
        out["context"]["contextActivities"]["parent"] =
            ordered_json::array({activity(r->activity + e.tutorial)});
    ordered_json result, more;
    add(result, "success", e.success);
    add(result, "completion", e.completed);
    if (e.lasted_s)
        result["duration"] = iso_duration(*e.lasted_s);
    add(more, name_of("result"), e.result);
    add(more, name_of("alone"), e.alone);
    add(more, name_of("hints"), e.hints);
    add(more, name_of("wrong"), e.wrong);
    if (e.what == "stopped" && e.step > 0)
        more[name_of("step")] = e.step;
    return finished(out, std::move(result), std::move(more), e.at_ms);
}

std::optional<std::string> XapiWriter::line(const CoreRecord& record) const {
    const StatementRule* r = rule("service");
    if (!r || record.topics.empty())
        return std::nullopt;
    // A ticket may have been taken without a visit that we know of; the service itself then stands for it.
    const std::string& visit = record.visit.empty() ? record.id : record.visit;
    ordered_json out = statement(*r, record.id, {{"homePage", m_home_page}, {"name", account_of(visit)}},
                                 r->activity + record.topics.front());
    out["context"] = context(record.language, record.point);
    for (size_t i = 1; i < record.topics.size(); ++i)
        out["context"]["contextActivities"]["other"].push_back(activity(r->activity + record.topics[i]));
    ordered_json result, more;
    if (!record.outcome.empty())
        result["success"] = record.outcome == "done";
    if (record.served_s)
        result["duration"] = iso_duration(*record.served_s);
    add(more, name_of("help"), record.help);
    add(more, name_of("outcome"), record.outcome);
    add(more, name_of("obstacle"), record.obstacle);
    add(more, name_of("satisfaction"), record.satisfaction);
    return finished(out, std::move(result), std::move(more), record.ended_ms);
}

std::string iso_duration(double seconds) {
    const int64_t hundredths = std::llround(std::max(0.0, seconds) * 100);
    const int64_t whole = hundredths / 100;
    std::string out = "PT";
    if (whole >= 3600)
        out += fmt::format("{}H", whole / 3600);
    if (whole % 3600 >= 60)
        out += fmt::format("{}M", whole % 3600 / 60);
    if (hundredths % 100 != 0)
        out += fmt::format("{}.{:02}S", whole % 60, hundredths % 100);
    else if (whole % 60 != 0 || whole == 0)
        out += fmt::format("{}S", whole % 60);
    return out;
}

} // namespace accanto::content

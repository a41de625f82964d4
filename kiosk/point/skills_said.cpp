#include "kiosk/point/skills_said.h"

#include "content/base/record_codes.h"

#include <nlohmann/json.hpp>

namespace accanto::point {

using nlohmann::json;
namespace codes = record_codes;

namespace {

std::string known(const json& data, const char* name, codes::Codes allowed) {
    const auto at = data.find(name);
    const std::string code = at != data.end() && at->is_string() ? at->get<std::string>() : "";
    return codes::is_in(allowed, code) ? code : "";
}

} // namespace

std::optional<SkillsSaid> said_in_check(store::Store& store, const std::string& visit_id) {
    if (visit_id.empty())
        return std::nullopt;
    std::optional<std::string> bytes;
    store.read([&] {
        // The index of that one type keeps this from going through the whole outbox.
        store::Query row =
            store.db().query("SELECT bytes FROM outbox WHERE type = 'org.accanto.skills.checked.v1' "
                             "AND CAST(bytes AS TEXT) ->> '$.data.visit' = ? ORDER BY row DESC LIMIT 1",
                             visit_id);
        bytes = row.step() ? std::optional(row.text(0)) : std::nullopt;
    });
    const json event = bytes ? json::parse(*bytes, nullptr, false) : json();
    if (!event.is_object() || !event.contains("data") || !event["data"].is_object())
        return std::nullopt;
    const json& data = event["data"];
    SkillsSaid said{known(data, "age_band", codes::age_bands), known(data, "school", codes::educations),
                    known(data, "occupation", codes::occupations), 0};
    if (const auto sure = data.find("confidence"); sure != data.end() && sure->is_number_integer())
        said.confidence = std::clamp(sure->get<int>(), 0, codes::most_confidence);
    return said;
}

} // namespace accanto::point

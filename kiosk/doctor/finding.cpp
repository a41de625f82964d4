#include "kiosk/doctor/finding.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace accanto::doctor {

namespace {

using nlohmann::ordered_json;

ordered_json json_of(const Finding& finding) {
    ordered_json arguments = ordered_json::object();
    for (const auto& [name, value] : finding.arguments)
        std::visit([&, &name = name](const auto& v) { arguments[name] = v; }, value);
    return {{"check", finding.check}, {"light", to_text(finding.light)}, {"key", finding.key}, {"arguments", std::move(arguments)}, {"detail", finding.detail}};
}

std::optional<Finding> finding_of(const ordered_json& json) {
    const auto text = [&](const char* name) { return json.is_object() && json.contains(name) && json[name].is_string() ? json[name].get<std::string>() : std::string(); };
    const auto light = light_from(text("light"));
    if (!light || text("check").empty() || text("key").empty())
        return std::nullopt;
    Finding out{text("check"), *light, text("key"), {}, text("detail")};
    if (const auto arguments = json.find("arguments"); arguments != json.end() && arguments->is_object())
        for (const auto& [name, value] : arguments->items()) {
            if (value.is_number_integer())
                out.arguments.emplace_back(name, value.get<int64_t>());
            else if (value.is_string())
                out.arguments.emplace_back(name, value.get<std::string>());
        }
    return out;
}

} // namespace

const char* to_text(Light light) { return light == Light::green ? "green" : light == Light::amber ? "amber" : "red"; }

std::optional<Light> light_from(std::string_view word) {
    for (Light light : {Light::green, Light::amber, Light::red})
        if (word == to_text(light))
            return light;
    return std::nullopt;
}

Light worst(const std::vector<Finding>& findings) {
    Light out = Light::green;
    for (const Finding& one : findings)
        out = std::max(out, one.light);
    return out;
}

std::string name_key(const Finding& finding) {
    // Its points are findings of their own, under one name.
    return "doctor.name_" + (finding.check.starts_with("lockdown") ? "lockdown" : finding.check);
}

content::Phrase sentence(const content::Words& words, const std::string& language, const Finding& finding) {
    return words.say(language, finding.key, finding.arguments);
}

std::string to_json(const std::vector<Finding>& findings) {
    ordered_json out = ordered_json::array();
    for (const Finding& one : findings)
        out.push_back(json_of(one));
    return out.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::optional<std::vector<Finding>> findings_from(std::string_view json) {
    const auto tree = ordered_json::parse(json, nullptr, false);
    if (!tree.is_array())
        return std::nullopt;
    std::vector<Finding> out;
    for (const ordered_json& one : tree) {
        auto finding = finding_of(one);
        if (!finding)
            return std::nullopt;
        out.push_back(std::move(*finding));
    }
    return out;
}

} // namespace accanto::doctor

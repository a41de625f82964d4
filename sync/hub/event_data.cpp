#include "sync/hub/event_data.h"

#include "content/base/clock.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace accanto::hub {

namespace {

using nlohmann::json;

constexpr size_t longest_code = 64, most_codes = 32;

const char* code_rule = "a code of 1 to 64 letters, digits and - _ . +";

} // namespace

bool is_code(std::string_view text) {
    return !text.empty() && text.size() <= longest_code && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.' || c == '+';
    });
}

void EventData::wrong(const char* name, const std::string& allowed) {
    if (m_fault.empty())
        m_fault = fmt::format("data.{} must be {}", name, allowed);
}

const json* EventData::open_or_there(const char* name) const {
    auto at = m_data.find(name);
    bool open =
        at == m_data.end() || at->is_null() || (at->is_string() && at->get_ref<const std::string&>().empty());
    return open ? nullptr : &*at;
}

std::string text_in(const json& tree, const char* name) {
    const auto at = tree.find(name);
    return at != tree.end() && at->is_string() ? at->get<std::string>() : std::string();
}

std::string EventData::code(const char* name) {
    auto at = m_data.find(name);
    if (at == m_data.end() || !at->is_string() || !is_code(at->get_ref<const std::string&>()))
        return wrong(name, code_rule), std::string();
    return at->get<std::string>();
}

std::string EventData::one_of(const char* name, std::initializer_list<std::string_view> allowed) {
    auto at = m_data.find(name);
    if (at != m_data.end() && at->is_string() &&
        std::find(allowed.begin(), allowed.end(), at->get_ref<const std::string&>()) != allowed.end())
        return at->get<std::string>();
    return wrong(name, fmt::format("one of {}", fmt::join(allowed, ", "))), std::string();
}

int64_t EventData::count(const char* name, int64_t least, int64_t most) {
    auto at = m_data.find(name);
    bool whole = at != m_data.end() && at->is_number_integer() &&
                 !(at->is_number_unsigned() && at->get<uint64_t>() > uint64_t(INT64_MAX));
    if (!whole || at->get<int64_t>() < least || at->get<int64_t>() > most)
        return wrong(name, fmt::format("a whole number from {} to {}", least, most)), least;
    return at->get<int64_t>();
}

std::optional<double> EventData::seconds(const char* name) {
    auto at = m_data.find(name);
    if (at != m_data.end() && at->is_null())
        return std::nullopt;
    if (at == m_data.end() || !at->is_number() || !(at->get<double>() >= 0 && at->get<double>() <= 86400))
        return wrong(name, "seconds from 0 to 86400, or null"), std::nullopt;
    return at->get<double>();
}

std::string EventData::day(const char* name) {
    auto at = m_data.find(name);
    std::string value = at != m_data.end() && at->is_string() ? at->get<std::string>() : "";
    if (!days_after(value, 0))
        return wrong(name, "a date such as 2026-11-23"), std::string();
    return value;
}

std::vector<std::string> EventData::codes(const char* name) {
    auto at = m_data.find(name);
    bool good = at != m_data.end() && at->is_array() && at->size() <= most_codes &&
                std::all_of(at->begin(), at->end(), [](const json& one) {
                    return one.is_string() && is_code(one.get_ref<const std::string&>());
                });
    if (!good)
        return wrong(name, "a list of at most 32 codes"), std::vector<std::string>();
    return at->get<std::vector<std::string>>();
}

std::optional<bool> EventData::added_flag(const char* name) {
    const json* at = open_or_there(name);
    if (!at)
        return std::nullopt;
    if (!at->is_boolean())
        return wrong(name, "true or false"), std::nullopt;
    return at->get<bool>();
}

std::string EventData::added_code(const char* name) {
    const json* at = open_or_there(name);
    if (!at)
        return {};
    if (at->is_boolean())
        return at->get<bool>() ? "yes" : "no";
    return code(name);
}

std::optional<int64_t> EventData::added_count(const char* name, int64_t least, int64_t most) {
    const json* at = open_or_there(name);
    if (!at || *at == 0)
        return std::nullopt;
    return count(name, least, most);
}

std::vector<std::string> EventData::added_codes(const char* name) {
    return open_or_there(name) ? codes(name) : std::vector<std::string>();
}

} // namespace accanto::hub

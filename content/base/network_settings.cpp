#include "content/base/network_settings.h"

#include "content/base/file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

namespace accanto {

namespace {

// What does not depend on the machine, and gives nobody away: a section stands for all that is in it.
constexpr std::string_view from_afar[] = {"point.name",
                                          "point.address",
                                          "point.help_phone",
                                          "point.official_language",
                                          "point.languages",
                                          "point.services",
                                          "point.hours",
                                          "kiosk.daily_limit",
                                          "kiosk.daily_limits",
                                          "screen.theme",
                                          "screen.text_size",
                                          "screen.motion",
                                          "idle",
                                          "touch",
                                          "voice"};

bool is_from_afar(const std::string& key) {
    return std::any_of(std::begin(from_afar), std::end(from_afar), [&](std::string_view one) {
        return key == one || key.starts_with(std::string(one) + '.');
    });
}

void check_keys(const toml::table& table, const std::string& path, const std::string& name,
                std::vector<SettingsProblem>& out) {
    for (const auto& [key, node] : table) {
        const std::string full =
            path.empty() ? std::string(key.str()) : fmt::format("{}.{}", path, key.str());
        if (is_from_afar(full))
            continue;
        if (const toml::table* section = node.as_table(); section && path.empty())
            check_keys(*section, full, name, out);
        else
            out.push_back(
                {name, int(node.source().begin.line), full,
                 fmt::format("is not decided from afar; these are: {}", fmt::join(from_afar, ", "))});
    }
}

void put_over(toml::table& into, const toml::table& from) {
    for (const auto& [key, node] : from) {
        toml::node* there = into.get(key.str());
        if (there && there->is_table() && node.is_table())
            put_over(*there->as_table(), *node.as_table());
        else
            into.insert_or_assign(key.str(), node);
    }
}

std::vector<SettingsProblem> problems_on(const Settings& settings, const std::string& name,
                                         std::string_view text) {
    LoadedSettings tried{settings, {}};
    add_settings_text(tried, name, text);
    return tried.problems;
}

} // namespace

std::vector<SettingsProblem> check_network_settings(const std::string& name, std::string_view text) {
    std::vector<SettingsProblem> out;
    try {
        check_keys(toml::parse(text, name), "", name, out);
    } catch (const toml::parse_error& error) {
        return {{name, int(error.source().begin.line), "", std::string(error.description())}};
    }
    return out.empty() ? problems_on({}, name, text) : out;
}

std::string joined_network_settings(const std::string& first, const std::string& second) {
    toml::table out = toml::parse(first);
    put_over(out, toml::parse(second));
    std::ostringstream text;
    text << out << "\n";
    return text.str();
}

std::filesystem::path network_settings_file(const Settings& settings) {
    return settings.state / "network.toml";
}

std::vector<SettingsProblem> keep_network_settings(const Settings& own, std::string_view text) {
    const std::filesystem::path file = network_settings_file(own);
    std::vector<SettingsProblem> problems = check_network_settings(file.string(), text);
    if (problems.empty())
        problems = problems_on(own, file.string(), text);
    if (problems.empty())
        write_file_durably(file,
                           fmt::format("# Decided by the network, from its hub. Counts more than what this "
                                       "machine's own files say.\n{}",
                                       text),
                           0640);
    return problems;
}

} // namespace accanto

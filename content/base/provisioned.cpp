#include "content/base/provisioned.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/network_settings.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <sstream>

namespace accanto {

namespace {

toml::table parsed(const std::filesystem::path& file) {
    const auto bytes = read_file(file);
    try {
        return bytes ? toml::parse(*bytes, file.string()) : toml::table();
    } catch (const toml::parse_error& error) {
        throw Error(fmt::format("{}:{}: {}", file.string(), error.source().begin.line, error.description()), EINVAL);
    }
}

void put(toml::table& into, std::string_view key, const Decision& decision) {
    const size_t dot = key.find('.');
    if (dot != std::string_view::npos) {
        toml::node* section = into.get(key.substr(0, dot));
        if (!section || !section->is_table())
            section = &into.insert_or_assign(key.substr(0, dot), toml::table()).first->second;
        return put(*section->as_table(), key.substr(dot + 1), decision);
    }
    std::visit(
        [&](const auto& value) {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::vector<std::string>>) {
                toml::array list;
                for (const std::string& one : value)
                    list.push_back(one);
                into.insert_or_assign(key, std::move(list));
            } else {
                into.insert_or_assign(key, value);
            }
        },
        decision);
}

} // namespace

std::filesystem::path provisioned_file(const Settings& settings) { return settings.state / "provisioned.toml"; }

void add_provisioned(LoadedSettings& loaded) {
    add_settings(loaded, provisioned_file(loaded.settings));
    loaded.own = loaded.settings;
    add_settings(loaded, network_settings_file(loaded.settings));
}

std::string decisions_text(const Decisions& decisions) {
    toml::table table;
    for (const auto& [key, decision] : decisions)
        put(table, key, decision);
    std::ostringstream text;
    text << table;
    return text.str();
}

std::vector<SettingsProblem> decide(const Settings& settings, const Decisions& decisions) {
    const std::filesystem::path file = provisioned_file(settings);
    toml::table table = parsed(file);
    for (const auto& [key, decision] : decisions)
        put(table, key, decision);
    std::ostringstream text;
    text << "# Decided on this kiosk by its technician (accanto provision, the technician's screen). Counts more than accanto.toml.\n" << table << "\n";
    LoadedSettings tried{settings, {}};
    add_settings_text(tried, file.string(), text.str());
    if (tried.problems.empty())
        write_file_durably(file, text.str(), 0640);
    return tried.problems;
}

} // namespace accanto

#include "deploy/accanto/given_settings.h"

#include "content/base/provisioned.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace accanto::tool {

void add_settings_options(CLI::App& command, GivenSettings& given) {
    command.add_option("--settings", given.file, "Settings file; without it the one the programs would read");
    command.add_option("--state", given.state,
                       "State folder (the store, installed content), instead of the settings' own");
}

SettingsHere settings_of(const GivenSettings& given) {
    const bool told = !given.file.empty();
    SettingsHere here{{}, told ? std::filesystem::path(given.file) : default_settings_file()};
    LoadedSettings loaded = load_settings(here.file, told);
    if (!given.state.empty())
        loaded.settings.state = given.state;
    add_provisioned(loaded);
    for (const SettingsProblem& problem : loaded.problems)
        fmt::print(stderr, "{}\n", problem.text());
    here.settings = loaded.settings;
    return here;
}

} // namespace accanto::tool

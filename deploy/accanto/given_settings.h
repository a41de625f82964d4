#pragma once
// The settings a command works with: of the file that is named on the command line, else of the one the
// programs would read.

#include "content/base/settings.h"

#include <string>

namespace CLI {
class App;
}

namespace accanto::tool {

struct GivenSettings {
    std::string file, state; // --settings, --state; "" when not given
};

// Adds --settings and --state, which write into `given`; it outlives the command.
void add_settings_options(CLI::App& command, GivenSettings& given);

struct SettingsHere {
    Settings settings;
    std::filesystem::path file; // "" when there is none
};
// Wrong settings are told on stderr, and their defaults stand in.
SettingsHere settings_of(const GivenSettings& given);

} // namespace accanto::tool

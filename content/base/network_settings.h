#pragma once
// What a network decides from afar for a point or one of its kiosks: a settings file with some of the keys
// (sync/README.md, "Settings from afar"). Hub and kiosk hold it against the same rules.

#include "content/base/settings.h"

namespace accanto {

// What is wrong with it: a key that is decided at the kiosk alone (its letter, its screen's size, printers,
// addresses, keys), or a value that the rules of the settings do not allow. `name` stands in the problems.
std::vector<SettingsProblem> check_network_settings(const std::string& name, std::string_view text);

// Both at once; of a key that is in both the second one counts. Both were checked.
std::string joined_network_settings(const std::string& first, const std::string& second);

// `state`/network.toml: read over everything else by add_provisioned() (provisioned.h).
std::filesystem::path network_settings_file(const Settings& settings);
// Durable, whole or not at all, and only when it is as it must be on top of `own`, which is what
// it will stand on (LoadedSettings::own), without what was decided before; else the problems,
// and the one before stays. Throws Error.
std::vector<SettingsProblem> keep_network_settings(const Settings& own, std::string_view text);

} // namespace accanto

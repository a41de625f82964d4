#pragma once
// What a technician decided on the kiosk itself, by provisioning or by measuring: `state`/provisioned.toml. It has the form of the
// settings file and counts more than it, because the screen may write into the state folder and nowhere else.

#include "content/base/settings.h"

#include <cstdint>
#include <variant>

namespace accanto {

std::filesystem::path provisioned_file(const Settings& settings);

// Reads it over what was loaded, once it is settled which folder the state is in, and over that what the network decided
// (network_settings.h). What is wrong there is one more problem.
void add_provisioned(LoadedSettings& loaded);

using Decision = std::variant<bool, int64_t, double, std::string, std::vector<std::string>>;
// By dotted key: {"screen.pitch_mm", 0.2768}. "guests" and "state" cannot be decided so.
using Decisions = std::map<std::string, Decision>;
// As a settings file says it.
std::string decisions_text(const Decisions& decisions);
// Adds to what was decided before, or replaces it; durable, whole or not at all. What the rules of the settings do not allow is
// not written: the problems say why. Throws Error (errno) when the file cannot be read or written.
std::vector<SettingsProblem> decide(const Settings& settings, const Decisions& decisions);

} // namespace accanto

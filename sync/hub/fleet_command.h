#pragma once

#include <functional>
#include <optional>

namespace CLI {
class App;
}

namespace accanto::hub {

// accanto-hub fleet prepare: signed provisioning files (sync/wire/provisioning.h) for a list of kiosks. The function does it
// once the command line is read, and gives the exit code when it was asked for.
std::function<std::optional<int>()> add_fleet_command(CLI::App& app);

} // namespace accanto::hub

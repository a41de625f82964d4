#pragma once

#include <functional>
#include <optional>

namespace CLI {
class App;
}

namespace accanto::hub {

// accanto-hub recover-pin: the response to the challenge of a kiosk whose technician's PIN is forgotten. The function does it
// once the command line is read, and gives the exit code when it was asked for.
std::function<std::optional<int>()> add_recover_command(CLI::App& app);

} // namespace accanto::hub

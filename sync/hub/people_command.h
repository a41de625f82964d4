#pragma once

#include <functional>
#include <optional>

namespace CLI {
class App;
}

namespace accanto::hub {

// people, organisations and audit, beneath `parent`: accanto-hub or accanto-hub fleet. The function does what
// was asked once the command line is read, and gives the exit code when it was one of these.
std::function<std::optional<int>()> add_people_commands(CLI::App& parent);

} // namespace accanto::hub

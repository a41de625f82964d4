#pragma once

#include <functional>
#include <optional>

namespace CLI {
class App;
}

namespace accanto::hub {

// accanto-hub backup and restore. Call what it gives when app has parsed: it does what was asked and gives the program's
// status, or nothing where another command was meant. Throws Error.
std::function<std::optional<int>()> add_backup_commands(CLI::App& app);

} // namespace accanto::hub

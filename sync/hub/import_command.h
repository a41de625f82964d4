#pragma once
// accanto-hub import FILE: what a kiosk without a connection wrote onto a stick.

#include <functional>
#include <optional>

namespace CLI {
class App;
}

namespace accanto::hub {

std::function<std::optional<int>()> add_import_command(CLI::App& app);

} // namespace accanto::hub

#pragma once

#include <functional>
#include <optional>

namespace CLI {
class App;
}

namespace accanto::hub {

// accanto-hub demo. As add_export_command().
std::function<std::optional<int>()> add_demo_command(CLI::App& app);

} // namespace accanto::hub

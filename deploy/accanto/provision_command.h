#pragma once

namespace CLI {
class App;
}

namespace accanto::tool {

// accanto provision: from a bare machine to a kiosk of a point.
void add_provision_command(CLI::App& app);

} // namespace accanto::tool

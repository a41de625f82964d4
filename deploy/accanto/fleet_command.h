#pragma once

namespace CLI {
class App;
}

namespace accanto::tool {

// accanto fleet ...: what accanto-hub does for many kiosks at once, where a technician looks for it. On the hub's machine.
void add_fleet_command(CLI::App& app);

} // namespace accanto::tool

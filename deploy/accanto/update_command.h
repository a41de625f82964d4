#pragma once

namespace CLI {
class App;
}

namespace accanto::tool {

// `accanto update`: what deploy/lockdown/update asks the programs of a kiosk.
void add_update_command(CLI::App& app);

} // namespace accanto::tool

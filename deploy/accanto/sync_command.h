#pragma once
// accanto sync: what waits for the hub, and the way there without a network.

#include <string>

namespace CLI {
class App;
}

namespace accanto::tool {

void add_sync_command(CLI::App& app);

// Where accanto-sync is: beside this program, else where the package puts it.
std::string sync_program();

} // namespace accanto::tool

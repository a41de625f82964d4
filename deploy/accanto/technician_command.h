#pragma once

namespace CLI {
class App;
}

namespace accanto::tool {

// accanto technician: the PIN of the technician's screen.
void add_technician_command(CLI::App& app);

} // namespace accanto::tool

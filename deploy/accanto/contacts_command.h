#pragma once

namespace CLI {
class App;
}

namespace accanto::tool {

// accanto contacts: the network's key that kiosks seal telephone numbers and messages to, and opening them.
void add_contacts_command(CLI::App& app);

} // namespace accanto::tool

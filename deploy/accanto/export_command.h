#pragma once

namespace CLI {
class App;
}

namespace accanto::tool {

// accanto export check
void add_export_command(CLI::App& app);

} // namespace accanto::tool

#pragma once

namespace CLI {
class App;
}

namespace accanto::tool {

// accanto schedule check | import
void add_schedule_command(CLI::App& app);

} // namespace accanto::tool

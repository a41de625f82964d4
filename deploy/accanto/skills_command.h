#pragma once

namespace CLI {
class App;
}

namespace accanto::tool {

// accanto skills score
void add_skills_command(CLI::App& app);

} // namespace accanto::tool

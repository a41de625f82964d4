#pragma once

namespace CLI {
class App;
}

namespace accanto::tool {

// accanto doctor accessibility: clause by clause, what the standards ask of the screens and whether they do
// it.
void add_accessibility_command(CLI::App& doctor);

} // namespace accanto::tool

#pragma once
// `accanto point key`: how several kiosks of one point come to know each other (sync/README.md).

namespace CLI {
class App;
}

namespace accanto::tool {

// Adds the commands. The key alone goes to standard output, what to do with it to stderr. What cannot be done prints a
// sentence on stderr and throws CLI::RuntimeError with exit code 1.
void add_point_command(CLI::App& app);

} // namespace accanto::tool

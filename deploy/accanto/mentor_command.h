#pragma once
// `accanto mentor add|list|lock|unlock|pin`: who may sign in at the desk of this point.

namespace CLI {
class App;
}

namespace accanto::tool {

// Adds the commands. A PIN is asked for on the terminal without showing it, or read from standard input when
// that is no terminal; never taken from the command line, where every user of the machine can read it. What
// cannot be done prints a sentence on stderr and throws CLI::RuntimeError with exit code 1.
void add_mentor_command(CLI::App& app);

} // namespace accanto::tool

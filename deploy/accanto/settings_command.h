#pragma once
// `accanto settings check [FILE]`: says what is wrong with a settings file, line by line.

namespace CLI {
class App;
}

namespace accanto::tool {

// Adds the command. When it is called and the file has problems, it throws CLI::RuntimeError with exit code 1
// after having printed them on stderr; otherwise it prints what is in force on stdout.
void add_settings_command(CLI::App& app);

} // namespace accanto::tool

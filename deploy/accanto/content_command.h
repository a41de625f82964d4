#pragma once
// accanto content ...: the options of its subcommands. What they do is in content.h.

namespace CLI {
class App;
}

namespace accanto::tool {

void add_content_command(CLI::App& app);

// The subcommands that have to do with packs and with what is installed (content_packs_command.cpp).
void add_packs_commands(CLI::App& content);

} // namespace accanto::tool

#include "deploy/accanto/accessibility_command.h"

#include "content/base/file.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstring>
#include <unistd.h>

namespace accanto::tool {

namespace {

// The screens are drawn by a program of the kiosk's package, so that a hub that has this command needs no
// fonts and no pictures. It takes this one's place, and its output, progress and exit code are the command's.
[[noreturn]] void become_walk(std::vector<std::string> arguments) {
    const std::string program = helper_program("accanto-walk");
    arguments.insert(arguments.begin(), program);
    std::vector<char*> argv;
    for (std::string& argument : arguments)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    execv(program.c_str(), argv.data());
    fmt::print(stderr, "{}: {}. It draws the screens, and comes with the package accanto-kiosk.\n", program,
               std::strerror(errno));
    throw CLI::RuntimeError(1);
}

} // namespace

void add_accessibility_command(CLI::App& doctor) {
    CLI::App* command = doctor.add_subcommand(
        "accessibility", "What EN 301 549 asks of every screen, clause by clause (--help: its options)");
    command->prefix_command();
    command->set_help_flag();
    command->set_help_all_flag();
    command->callback([command] { become_walk(command->remaining()); });
}

} // namespace accanto::tool

#include "deploy/accanto/fleet_command.h"

#include "content/base/file.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <unistd.h>

namespace accanto::tool {

namespace {

// The hub's store is the hub's affair: its program takes over with all that was asked.
[[noreturn]] void hand_over(const std::vector<std::string>& asked) {
    std::string program = helper_program("accanto-hub");
    if (!std::filesystem::exists(program))
        program = "/usr/bin/accanto-hub";
    std::vector<std::string> words = {program, "fleet"};
    words.insert(words.end(), asked.begin(), asked.end());
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execv(program.c_str(), arguments.data());
    fmt::print(stderr, "{}: {}. The network's kiosks are prepared on the hub's machine: install the package accanto-hub there\n", program, std::strerror(errno));
    throw CLI::RuntimeError(1);
}

} // namespace

void add_fleet_command(CLI::App& app) {
    CLI::App* command = app.add_subcommand("fleet", "Kiosks by the hundred, on the hub's machine: accanto fleet prepare points.csv");
    command->prefix_command();
    command->set_help_flag();   // the hub's program answers for itself
    command->callback([command] { hand_over(command->remaining().empty() ? std::vector<std::string>{"--help"} : command->remaining()); });
}

} // namespace accanto::tool

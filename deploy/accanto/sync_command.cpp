#include "deploy/accanto/sync_command.h"

#include "content/base/file.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <unistd.h>
#include <vector>

namespace accanto::tool {

namespace {

// The connection's affair, as this command has no network code: accanto-sync says all the rest, and its
// status is ours.
[[noreturn]] void hand_over(std::vector<std::string> words) {
    const std::string program = sync_program();
    if (words.empty())
        words.emplace_back("--help");
    words.insert(words.begin(), program);
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execv(program.c_str(), arguments.data());
    fmt::print(stderr, "{}: {}. Install the package accanto-kiosk\n", program, std::strerror(errno));
    throw CLI::RuntimeError(1);
}

} // namespace

std::string sync_program() {
    const std::filesystem::path beside = helper_program("accanto-sync");
    return std::filesystem::exists(beside) ? beside.string() : "/usr/bin/accanto-sync";
}

void add_sync_command(CLI::App& app) {
    CLI::App* sync = app.add_subcommand("sync", "What waits for the hub (status), and the way there by hand: "
                                                "once, export to a stick, import from one");
    sync->prefix_command();
    sync->set_help_flag(); // the other program's
    sync->set_help_all_flag();
    sync->callback([sync] { hand_over(sync->remaining()); });
}

} // namespace accanto::tool

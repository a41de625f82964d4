#pragma once
// For the files that declare options: a subcommand and the function that does its work.

#include <CLI/CLI.hpp>

#include <memory>

namespace accanto::tool {

// When the command is called, `work` gets what was asked; its exit code is the program's.
template <typename Request>
void on_call(CLI::App& command, const std::shared_ptr<Request>& request, int (*work)(const Request&)) {
    command.callback([request, work] {
        if (int code = work(*request))
            throw CLI::RuntimeError(code);
    });
}

} // namespace accanto::tool

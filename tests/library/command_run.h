#pragma once
// Runs the accanto command as a person does, and keeps what it printed.

#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <string>
#include <sys/wait.h>

namespace accanto::tests {

struct CommandRun {
    int code = -1;
    std::string out; // stdout and stderr, as they came
};

inline CommandRun run_accanto(const std::string& arguments) {
    CommandRun result;
    FILE* pipe =
        popen((std::string("'") + ACCANTO_PROGRAM + "' " + arguments + " </dev/null 2>&1").c_str(), "r");
    REQUIRE(pipe);
    std::array<char, 4096> buffer;
    while (size_t n = fread(buffer.data(), 1, buffer.size(), pipe))
        result.out.append(buffer.data(), n);
    int status = pclose(pipe);
    result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return result;
}

} // namespace accanto::tests

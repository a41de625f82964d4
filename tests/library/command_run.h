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
    // Added piece by piece: of a chain of + GCC 12 says at -O2 that it reads beyond its first piece.
    std::string command = "'" ACCANTO_PROGRAM "' ";
    command += arguments;
    command += " </dev/null 2>&1";
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe);
    std::array<char, 4096> buffer;
    while (size_t n = fread(buffer.data(), 1, buffer.size(), pipe))
        result.out.append(buffer.data(), n);
    int status = pclose(pipe);
    result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return result;
}

} // namespace accanto::tests

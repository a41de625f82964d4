#pragma once
// A program of ours as a child process, without a terminal.

#include <doctest/doctest.h>

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char** environ;

namespace accanto::tests {

// A program of ours; killed at the end at the latest, by its own id.
class Process {
public:
    Process(const char* program, std::vector<std::string> arguments, const std::filesystem::path& log) {
        arguments.insert(arguments.begin(), program);
        std::vector<char*> argv;
        for (std::string& argument : arguments)
            argv.push_back(argument.data());
        argv.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, 1, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        posix_spawn_file_actions_adddup2(&actions, 1, 2);
        REQUIRE(posix_spawn(&m_id, program, &actions, nullptr, argv.data(), environ) == 0);
        posix_spawn_file_actions_destroy(&actions);
    }
    ~Process() { end(SIGKILL); }
    Process(const Process&) = delete;

    pid_t id() const { return m_id; }
    // Sends the signal and waits: the exit code, or 128 and the signal that ended it.
    int end(int with) {
        if (m_id > 0)
            kill(m_id, with);
        return wait();
    }
    int wait() {
        int status = 0;
        if (m_id > 0)
            waitpid(m_id, &status, 0);
        m_id = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    bool ended() {
        int status = 0;
        if (m_id > 0 && waitpid(m_id, &status, WNOHANG) == m_id)
            m_id = -1;
        return m_id < 0;
    }

private:
    pid_t m_id = -1;
};

} // namespace accanto::tests

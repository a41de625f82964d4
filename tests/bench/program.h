#pragma once
// A program that is measured from beside it, and ended at the end at the latest, by its own id.

#include "content/base/file.h"

#include <fmt/format.h>

#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sstream>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char** environ;

namespace accanto::bench {

class Program {
public:
    Program(std::vector<std::string> words, const std::filesystem::path& log) {
        std::vector<char*> arguments;
        for (std::string& word : words)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, 1, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        posix_spawn_file_actions_adddup2(&actions, 1, 2);
        if (posix_spawn(&m_id, arguments[0], &actions, nullptr, arguments.data(), environ) != 0)
            throw std::runtime_error(fmt::format("{} cannot be started", arguments[0]));
        posix_spawn_file_actions_destroy(&actions);
    }
    ~Program() { end(); }
    Program(const Program&) = delete;

    int end(int with = SIGTERM) {
        if (m_id > 0)
            kill(m_id, with);
        return wait();
    }
    int wait() {
        int status = 0;
        if (m_id > 0)
            waitpid(m_id, &status, 0);
        m_id = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    bool ended() {
        int status = 0;
        if (m_id > 0 && waitpid(m_id, &status, WNOHANG) == m_id)
            m_id = -1;
        return m_id < 0;
    }
    // The most memory it ever had (VmHWM), in MiB; 0 when it has ended.
    double most_memory_mib() const {
        std::istringstream lines(read_file(fmt::format("/proc/{}/status", m_id)).value_or(""));
        for (std::string line; std::getline(lines, line);)
            if (line.starts_with("VmHWM:"))
                return double(std::stoll(line.substr(6))) / 1024;
        return 0;
    }

private:
    pid_t m_id = -1;
};

} // namespace accanto::bench

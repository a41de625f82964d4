#include "kiosk/platform/helper_process.h"

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace accanto::platform {

namespace {

// The child starts as from a shell: no blocked signals, default handlers, our pipes as its stdin and stdout.
int spawn(const std::filesystem::path& program, int child_in, int child_out, pid_t& pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_adddup2(&actions, child_in, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, child_out, STDOUT_FILENO);
    sigset_t none, all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    std::string name = program.string();
    char* const arguments[] = {name.data(), nullptr};
    const int error = ::posix_spawn(&pid, name.c_str(), &actions, &attributes, arguments, environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    return error;
}

} // namespace

bool HelperProcess::start() {
    end();
    int to_child[2], from_child[2];
    if (::pipe2(to_child, O_CLOEXEC) != 0)
        return false;
    if (::pipe2(from_child, O_CLOEXEC) != 0) {
        ::close(to_child[0]);
        ::close(to_child[1]);
        return false;
    }
    pid_t pid = -1;
    const int error = spawn(m_program, to_child[0], from_child[1], pid);
    ::close(to_child[0]);
    ::close(from_child[1]);
    if (error != 0) {
        ::close(to_child[1]);
        ::close(from_child[0]);
        errno = error;
        return false;
    }
    m_input = to_child[1];
    m_output = from_child[0];
    ::fcntl(m_input, F_SETFL, O_NONBLOCK);
    ::fcntl(m_output, F_SETFL, O_NONBLOCK);
    const std::lock_guard lock(m_mutex);
    m_pid = pid;
    return true;
}

bool HelperProcess::send(std::string_view bytes) {
    return running() && ::write(m_input, bytes.data(), bytes.size()) == ssize_t(bytes.size());
}

ssize_t HelperProcess::read(void* buffer, size_t size) {
    return ::read(m_output, buffer, size);
}

void HelperProcess::kill() {
    const std::lock_guard lock(m_mutex);
    if (m_pid > 0)
        ::kill(m_pid, SIGKILL);
}

void HelperProcess::end() {
    if (!running())
        return;
    ::close(m_input);
    ::close(m_output);
    m_input = m_output = -1;
    const std::lock_guard lock(m_mutex);
    ::kill(m_pid, SIGKILL);
    while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    m_pid = -1;
}

} // namespace accanto::platform

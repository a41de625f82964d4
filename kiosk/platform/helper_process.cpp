#include "kiosk/platform/helper_process.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace accanto::platform {

namespace {

// The child starts as from a shell: no blocked signals, default handlers, our pipes as its stdin and stdout.
int spawn(const std::filesystem::path& program, std::vector<std::string> arguments, int child_in,
          int child_out, pid_t& pid) {
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
    arguments.insert(arguments.begin(), program.string());
    std::vector<char*> list;
    for (std::string& argument : arguments)
        list.push_back(argument.data());
    list.push_back(nullptr);
    const int error = ::posix_spawn(&pid, list.front(), &actions, &attributes, list.data(), environ);
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
    const int error = spawn(m_program, m_arguments, to_child[0], from_child[1], pid);
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

bool HelperProcess::send_all(std::string_view bytes, int within_ms) {
    using namespace std::chrono;
    const auto end = steady_clock::now() + milliseconds(within_ms);
    while (!bytes.empty()) {
        const ssize_t count = ::write(m_input, bytes.data(), bytes.size());
        if (count > 0) {
            bytes.remove_prefix(size_t(count));
            continue;
        }
        if (count < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        const auto left = duration_cast<milliseconds>(end - steady_clock::now()).count();
        pollfd polled{m_input, POLLOUT, 0};
        if (left <= 0 || ::poll(&polled, 1, int(left)) < 0)
            return false;
    }
    return true;
}

void HelperProcess::close_input() {
    if (m_input >= 0)
        ::close(std::exchange(m_input, -1));
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
    close_input();
    ::close(std::exchange(m_output, -1));
    const std::lock_guard lock(m_mutex);
    ::kill(m_pid, SIGKILL);
    while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    m_pid = -1;
}

} // namespace accanto::platform

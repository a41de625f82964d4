#pragma once
// A program of ours at the other end of two pipes.

#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace accanto::platform {

// Everything but kill() belongs to one thread.
class HelperProcess {
public:
    // The arguments are for everybody on the machine to read.
    explicit HelperProcess(std::filesystem::path program, std::vector<std::string> arguments = {})
        : m_program(std::move(program)), m_arguments(std::move(arguments)) {}
    ~HelperProcess() { end(); }
    HelperProcess(const HelperProcess&) = delete;
    HelperProcess& operator=(const HelperProcess&) = delete;

    // False, with errno, when the program cannot be started.
    bool start();
    bool running() const { return m_output >= 0; }
    // False when it is gone or does not listen: never waits.
    bool send(std::string_view bytes);
    // Waits while it reads; false when it is gone or has not read all of it in time.
    bool send_all(std::string_view bytes, int within_ms);
    void close_input(); // the end of file, for one that waits for it
    // Reads without waiting: bytes, 0 at its end, -1 with errno.
    ssize_t read(void* buffer, size_t size);
    int output() const { return m_output; } // to be polled; -1 when not running

    void kill(); // any thread; it executes nothing more
    void end();  // kills and waits for it

private:
    std::filesystem::path m_program;
    std::vector<std::string> m_arguments;
    int m_input = -1, m_output = -1;
    std::mutex m_mutex; // of m_pid: a reaped pid may be another's
    pid_t m_pid = -1;
};

} // namespace accanto::platform

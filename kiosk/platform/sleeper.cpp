#include "kiosk/platform/sleeper.h"

#include "content/base/error.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace accanto::platform {

namespace {

// The handlers' only memory.
std::atomic<int> signal_wake{-1};
std::atomic<bool> signal_quit{false};
struct sigaction old_term, old_interrupt;

void ring(int eventfd) {
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t written =
        ::write(eventfd, &one, sizeof one); // full means: already ringing
}

void on_quit(int) {
    const int error = errno;
    signal_quit = true;
    ring(signal_wake);
    errno = error;
}

[[noreturn]] void fail(const char* what) {
    throw Error(std::string(what) + ": " + std::strerror(errno), errno);
}

} // namespace

Sleeper::Sleeper() {
    ACCANTO_ASSERT(signal_wake == -1);
    m_wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (m_wake < 0)
        fail("eventfd");
    signal_quit = false;
    signal_wake = m_wake;
    struct sigaction action {};
    action.sa_handler = on_quit;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGTERM, &action, &old_term);
    ::sigaction(SIGINT, &action, &old_interrupt);
}

Sleeper::~Sleeper() {
    ::sigaction(SIGTERM, &old_term, nullptr);
    ::sigaction(SIGINT, &old_interrupt, nullptr);
    signal_wake = -1;
    ::close(m_wake);
}

void Sleeper::watch(int descriptor) {
    m_watched.push_back(descriptor);
}

void Sleeper::unwatch(int descriptor) {
    std::erase(m_watched, descriptor);
}

void Sleeper::watch_input(int descriptor) {
    m_input = descriptor;
}

Awakening Sleeper::sleep(int timeout_ms) {
    std::vector<pollfd> polled{{m_wake, POLLIN, 0}, {m_input, POLLIN, 0}};
    const size_t fixed = polled.size();
    for (const int descriptor : m_watched)
        polled.push_back({descriptor, POLLIN, 0});

    Awakening awakening;
    if (::poll(polled.data(), polled.size(), timeout_ms) < 0) {
        if (errno != EINTR)
            fail("poll");
        awakening.quit = signal_quit.exchange(false);
        return awakening;
    }
    uint64_t rung;
    if (polled[0].revents && ::read(m_wake, &rung, sizeof rung) == sizeof rung) {
        awakening.quit = signal_quit.exchange(false);
        awakening.woken = true;
    }
    awakening.input = polled[1].revents != 0;
    for (size_t i = fixed; i < polled.size(); ++i) {
        awakening.woken |= (polled[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0;
        if (polled[i].revents & POLLNVAL) // its owner closed it
            std::erase(m_watched, polled[i].fd);
    }
    return awakening;
}

void Sleeper::wake() {
    ring(m_wake);
}

} // namespace accanto::platform

#include "kiosk/platform/sleeper.h"

#include "content/base/error.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
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

// Empties a descriptor; false when its other end is gone.
bool drain(int descriptor) {
    char buffer[4096];
    for (;;) {
        const ssize_t count = ::read(descriptor, buffer, sizeof buffer);
        if (count > 0 || (count < 0 && errno == EINTR))
            continue;
        return count < 0 && errno == EAGAIN;
    }
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
    for (const Device& device : m_devices)
        ::close(device.descriptor);
    if (m_changes >= 0)
        ::close(m_changes);
    ::close(m_wake);
}

void Sleeper::watch(int descriptor) {
    m_watched.push_back(descriptor);
}

void Sleeper::unwatch(int descriptor) {
    std::erase(m_watched, descriptor);
}

void Sleeper::watch_display(int descriptor) {
    m_display = descriptor;
}

void Sleeper::watch_inputs(const std::filesystem::path& folder) {
    ACCANTO_ASSERT(m_changes < 0);
    m_folder = folder;
    m_changes = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (m_changes < 0)
        fail("inotify");
    // A new device gets its access rights a little after it appears: IN_ATTRIB.
    // Without the folder there are no devices to wait for, and SDL has none either.
    if (::inotify_add_watch(m_changes, folder.c_str(), IN_CREATE | IN_ATTRIB | IN_DELETE) >= 0)
        scan();
}

// Opens what is new; what is gone is closed when its read fails.
void Sleeper::scan() {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder, ignored)) {
        const auto& path = entry.path();
        const bool known = std::any_of(m_devices.begin(), m_devices.end(),
                                       [&](const Device& device) { return device.path == path; });
        if (known || !path.filename().string().starts_with("event"))
            continue;
        const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (descriptor >= 0)
            m_devices.push_back({descriptor, path});
    }
}

void Sleeper::read_changes() {
    drain(m_changes);
    // A device that went and came back under its name between two sleeps is another device.
    std::erase_if(m_devices, [](const Device& device) {
        if (::access(device.path.c_str(), F_OK) == 0)
            return false;
        ::close(device.descriptor);
        return true;
    });
    scan();
}

void Sleeper::drain_inputs(const std::vector<short>& revents, Awakening& awakening) {
    size_t index = 0;
    std::erase_if(m_devices, [&](const Device& device) {
        const short seen = revents[index++];
        if (!seen)
            return false;
        awakening.input = true;
        if (!(seen & (POLLERR | POLLHUP | POLLNVAL)) && drain(device.descriptor))
            return false;
        awakening.devices_changed = true;
        ::close(device.descriptor);
        return true;
    });
}

Awakening Sleeper::sleep(int timeout_ms) {
    std::vector<pollfd> polled{{m_wake, POLLIN, 0}, {m_changes, POLLIN, 0}, {m_display, POLLIN, 0}};
    const size_t fixed = polled.size(), devices = m_devices.size();
    for (const Device& device : m_devices)
        polled.push_back({device.descriptor, POLLIN, 0});
    for (const int descriptor : m_watched)
        polled.push_back({descriptor, POLLIN, 0});

    Awakening awakening;
    if (::poll(polled.data(), polled.size(), timeout_ms) < 0) {
        if (errno != EINTR)
            fail("poll");
        awakening.quit = signal_quit.exchange(false);
        return awakening;
    }
    if (polled[0].revents && drain(m_wake)) {
        awakening.quit = signal_quit.exchange(false);
        awakening.woken = true;
    }
    awakening.input = polled[2].revents != 0;
    std::vector<short> revents;
    for (size_t i = fixed; i < fixed + devices; ++i)
        revents.push_back(polled[i].revents);
    drain_inputs(revents, awakening);
    if (polled[1].revents) {
        awakening.devices_changed = true;
        read_changes();
    }
    for (size_t i = fixed + devices; i < polled.size(); ++i) {
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

#include "kiosk/platform/device_line.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

namespace accanto::platform {

namespace {

using Steady = std::chrono::steady_clock;

int ms_since(Steady::time_point start) {
    return int(std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - start).count());
}

// What open(2) may say of a device that is not plugged in.
bool means_gone(int error) {
    return error == ENOENT || error == ENXIO || error == ENODEV || error == EIO || error == ENOTDIR;
}

PrinterReport cannot_open(const std::filesystem::path& path, int error) {
    const std::string said = path.string() + ": " + std::strerror(error);
    if (means_gone(error))
        return {PrinterCondition::gone, said};
    if (error == EBUSY)
        return {PrinterCondition::offline, said + "; another program uses it"};
    if (error == EACCES)
        return {PrinterCondition::failed,
                said + "; printers belong to the group lp, serial lines to dialout"};
    return {PrinterCondition::failed, said};
}

} // namespace

int Patience::left_ms() const {
    const bool abandoned = m_abandoned && m_abandoned->raised();
    return (abandoned ? m_abandoned_ms : m_limit_ms) - ms_since(m_since);
}

short Patience::wait(int fd, short events, int within_ms) const {
    // Once raised it stays readable, and left_ms() knows of it.
    const bool watch = m_abandoned && !m_abandoned->raised();
    std::array<pollfd, 2> polled{pollfd{fd, events, 0}, pollfd{watch ? m_abandoned->fd() : -1, POLLIN, 0}};
    ::poll(polled.data(), polled.size(), std::clamp(left_ms(), 0, within_ms));
    return polled[0].revents;
}

DeviceLine::DeviceLine(const std::filesystem::path& path) : m_path(path) {
    constexpr int flags = O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    struct stat about {};
    const bool device = ::stat(path.c_str(), &about) == 0 && S_ISCHR(about.st_mode);
    // A pipe or a file would give back what was written to it.
    m_fd = ::open(path.c_str(), flags | (device ? O_RDWR : O_WRONLY));
    m_two_way = device && m_fd >= 0;
    if (device && m_fd < 0 && (errno == EACCES || errno == EROFS))
        m_fd = ::open(path.c_str(), flags | O_WRONLY);
    if (m_fd < 0) {
        m_trouble = cannot_open(path, errno);
        return;
    }
    if (::isatty(m_fd))
        make_raw();
    std::array<char, 4096> old; // answers to somebody's earlier questions
    if (m_two_way) [[maybe_unused]]
        const ssize_t count = ::read(m_fd, old.data(), old.size());
}

DeviceLine::~DeviceLine() {
    if (m_fd < 0)
        return;
    if (held() > 0)
        ::tcflush(m_fd, TCOFLUSH);
    ::close(m_fd);
}

void DeviceLine::make_raw() {
    m_terminal = true;
    termios now{};
    if (::tcgetattr(m_fd, &now) != 0)
        return;
    const tcflag_t flow = now.c_iflag & IXON;
    ::cfmakeraw(&now);
    now.c_iflag |= flow; // no byte of a status is XON or XOFF
    now.c_cflag |= CLOCAL;
    ::tcsetattr(m_fd, TCSANOW, &now);
    ::tcflush(m_fd, TCIFLUSH);
}

bool DeviceLine::lost(int error) {
    if (!means_gone(error) && error != EPIPE)
        return false;
    m_gone = true;
    m_trouble = {PrinterCondition::gone, m_path.string() + ": " + std::strerror(error)};
    return true;
}

size_t DeviceLine::write(std::string_view bytes, Patience patience) {
    size_t taken = 0;
    patience.renew();
    while (taken < bytes.size() && !m_gone) {
        const ssize_t count = ::write(m_fd, bytes.data() + taken, bytes.size() - taken);
        if (count > 0) {
            taken += size_t(count);
            patience.renew();
            continue;
        }
        if (count < 0 && errno != EAGAIN && errno != EINTR) {
            // EIO is also what usblp says of a printer that refuses data; the next opening tells the two
            // apart.
            if (!lost(errno))
                m_trouble = {PrinterCondition::failed, m_path.string() + ": " + std::strerror(errno)};
            return taken;
        }
        if (patience.over())
            return taken;
        const short came = patience.wait(m_fd, POLLOUT, 1000);
        if ((came & (POLLERR | POLLHUP | POLLNVAL)) != 0 && (came & POLLOUT) == 0)
            lost(EPIPE);
    }
    return taken;
}

std::optional<unsigned char> DeviceLine::read(int within_ms) {
    const auto start = Steady::now();
    while (m_two_way && !m_gone) {
        unsigned char byte;
        const ssize_t count = ::read(m_fd, &byte, 1);
        if (count == 1)
            return byte;
        if (count < 0 && errno != EAGAIN && errno != EINTR && lost(errno))
            break;
        const int left = within_ms - ms_since(start);
        if (left <= 0)
            break;
        pollfd polled{m_fd, POLLIN, 0};
        if (::poll(&polled, 1, left) > 0 && (polled.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0) {
            lost(EPIPE);
            break;
        }
        if (count == 0)
            ::poll(nullptr, 0,
                   std::min(left, 10)); // some drivers say "readable" before there is anything to read
    }
    return std::nullopt;
}

int DeviceLine::held() const {
    int bytes = 0;
    return m_terminal && ::ioctl(m_fd, TIOCOUTQ, &bytes) == 0 ? bytes : 0;
}

bool DeviceLine::drain(Patience patience) {
    while (!m_gone && !patience.over()) {
        if ((patience.wait(m_fd, POLLOUT, 1000) & POLLOUT) != 0 && held() == 0)
            return true;
        ::poll(nullptr, 0, 10); // a terminal has no event for this
    }
    return false;
}

} // namespace accanto::platform

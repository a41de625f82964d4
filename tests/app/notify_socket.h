#pragma once
// The test in the place of systemd: what the kiosk tells it (sd_notify).

#include <doctest/doctest.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace accanto::tests {

class NotifySocket {
public:
    explicit NotifySocket(const std::filesystem::path& path)
        : m_fd(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        REQUIRE(bind(m_fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    }
    ~NotifySocket() { close(m_fd); }
    NotifySocket(const NotifySocket&) = delete;

    // Whether `word` comes within that time. What came before it is dropped.
    bool hears(const std::string& word, int64_t within_ms) const {
        const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(within_ms);
        for (;;) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                                  until - std::chrono::steady_clock::now())
                                  .count();
            pollfd one{m_fd, POLLIN, 0};
            if (left <= 0 || poll(&one, 1, int(left)) <= 0)
                return false;
            char text[512];
            const ssize_t size = recv(m_fd, text, sizeof text, 0);
            if (size > 0 && std::string(text, size_t(size)).find(word) != std::string::npos)
                return true;
        }
    }
    void forget() const {
        char text[512];
        while (recv(m_fd, text, sizeof text, MSG_DONTWAIT) > 0) {
        }
    }

private:
    int m_fd;
};

} // namespace accanto::tests

#include "tests/faults/cable.h"

#include "content/base/error.h"

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace accanto::tests {

namespace {

constexpr int look_ms = 20;

sockaddr_in here(int port) {
    sockaddr_in out{};
    out.sin_family = AF_INET;
    out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    out.sin_port = htons(uint16_t(port));
    return out;
}

const sockaddr* general(const sockaddr_in& address) {
    return reinterpret_cast<const sockaddr*>(&address);
}

int new_socket() {
    const int out = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (out < 0)
        throw Error("socket", errno);
    return out;
}

} // namespace

Cable::Cable(int port) : m_port(port), m_listening(new_socket()) {
    const sockaddr_in any = here(0);
    if (bind(m_listening, general(any), sizeof any) != 0 || listen(m_listening, 16) != 0)
        throw Error("the cable cannot listen", errno);
    m_thread = std::thread([this] { carry(); });
}

Cable::~Cable() {
    m_ending = true;
    m_thread.join();
    for (Pair& pair : m_pairs)
        end(pair);
    close(m_listening);
}

std::string Cable::url() const {
    sockaddr_in own{};
    socklen_t size = sizeof own;
    getsockname(m_listening, reinterpret_cast<sockaddr*>(&own), &size);
    return "http://127.0.0.1:" + std::to_string(ntohs(own.sin_port));
}

void Cable::pull() {
    m_pulled = true;
    while (!m_resting)
        poll(nullptr, 0, 1);
}

void Cable::end(Pair& pair) {
    close(pair.near);
    close(pair.far);
    pair = {};
}

void Cable::accept_one() {
    Pair pair{accept4(m_listening, nullptr, nullptr, SOCK_CLOEXEC), new_socket()};
    const sockaddr_in to = here(m_port);
    if (pair.near < 0 || connect(pair.far, general(to), sizeof to) != 0)
        return end(pair);
    m_pairs.push_back(pair);
}

// False when one of the ends has gone.
bool Cable::pass(int from, int to) {
    char buffer[16 * 1024];
    const ssize_t got = recv(from, buffer, sizeof buffer, MSG_DONTWAIT);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR;
    for (ssize_t sent = 0; sent < got;) {
        const ssize_t n = send(to, buffer + sent, size_t(got - sent), MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        sent += n;
    }
    return got > 0;
}

void Cable::carry() {
    while (!m_ending) {
        if (m_cut.exchange(false))
            for (Pair& pair : m_pairs)
                end(pair);
        std::erase_if(m_pairs, [](const Pair& pair) { return pair.near < 0; });
        m_resting = m_pulled.load();
        if (m_resting) {
            poll(nullptr, 0, look_ms);
            continue;
        }
        std::vector<pollfd> fds{{m_listening, POLLIN, 0}};
        for (const Pair& pair : m_pairs) {
            fds.push_back({pair.near, POLLIN, 0});
            fds.push_back({pair.far, POLLIN, 0});
        }
        poll(fds.data(), fds.size(), look_ms);
        const size_t known = m_pairs.size();
        if (fds[0].revents != 0)
            accept_one();
        for (size_t i = 0; i < known; ++i) {
            Pair& pair = m_pairs[i];
            const bool whole = (fds[2 * i + 1].revents == 0 || pass(pair.near, pair.far)) &&
                               (fds[2 * i + 2].revents == 0 || pass(pair.far, pair.near));
            if (!whole)
                end(pair);
        }
    }
}

} // namespace accanto::tests

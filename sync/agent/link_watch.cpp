#include "sync/agent/link_watch.h"

#include <spdlog/spdlog.h>

#include <cerrno>
#include <cstring>
#include <exception>

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace accanto::agent {

namespace {

constexpr int patience_ms = 1'000;   // the kernel answers at once

} // namespace

LinkWatch::LinkWatch() noexcept {
    try {
        if (!begin())
            give_up(strerror(errno));
    } catch (const std::exception& e) {
        give_up(e.what());
    }
}

LinkWatch::~LinkWatch() {
    if (m_fd >= 0)
        close(m_fd);
}

void LinkWatch::give_up(const char* why) noexcept {
    if (m_fd >= 0)
        close(m_fd);
    m_fd = -1;
    spdlog::warn("the kernel does not tell when a network comes ({}): the hub is tried again at the pace of failures", why);
}

bool LinkWatch::begin() {
    m_fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    if (m_fd < 0)
        return false;
    // Both before the first question: what changes meanwhile is told as well.
    sockaddr_nl here{};
    here.nl_family = AF_NETLINK;
    here.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;
    return bind(m_fd, reinterpret_cast<const sockaddr*>(&here), sizeof here) == 0 && take_stock();
}

// What is there already is no news.
bool LinkWatch::take_stock() {
    m_links = {};
    return ask(RTM_GETLINK) && ask(RTM_GETADDR);
}

bool LinkWatch::ask(int type) {
    struct {
        nlmsghdr head;
        rtgenmsg what;
    } question{};
    question.head.nlmsg_len = NLMSG_LENGTH(sizeof question.what);
    question.head.nlmsg_type = static_cast<unsigned short>(type);
    question.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    question.what.rtgen_family = AF_UNSPEC;
    if (send(m_fd, &question, question.head.nlmsg_len, 0) < 0)
        return false;
    for (;;) {
        pollfd readable{m_fd, POLLIN, 0};
        if (poll(&readable, 1, patience_ms) == 0)
            return errno = ETIMEDOUT, false;
        const ssize_t size = recv(m_fd, m_buffer, sizeof m_buffer, 0);
        if (size < 0 && errno != EINTR && errno != EAGAIN && errno != ENOBUFS)
            return false;
        if (size < ssize_t(sizeof(nlmsghdr)))
            continue;
        m_links.hear({m_buffer, size_t(size)});
        nlmsghdr first;   // the end of an answer comes in a datagram of its own, or behind its last part
        for (size_t at = 0; at + sizeof first <= size_t(size); at += NLMSG_ALIGN(first.nlmsg_len)) {
            std::memcpy(&first, m_buffer + at, sizeof first);
            if (first.nlmsg_type == NLMSG_DONE)
                return true;
            if (first.nlmsg_type == NLMSG_ERROR)
                return errno = EACCES, false;
            if (first.nlmsg_len < sizeof first)
                break;
        }
    }
}

bool LinkWatch::drain() noexcept {
    bool has_come = false;
    while (m_fd >= 0)
        try {
            const ssize_t size = recv(m_fd, m_buffer, sizeof m_buffer, 0);
            if (size < 0 && errno == EAGAIN)
                break;
            if (size < 0 && errno == EINTR)
                continue;
            if (size > 0) {
                has_come = m_links.hear({m_buffer, size_t(size)}) || has_come;
                continue;
            }
            has_come = true;
            if (size == 0 || errno != ENOBUFS || !take_stock())
                give_up(strerror(errno));
        } catch (const std::exception& e) {   // no memory for it
            has_come = true;
            give_up(e.what());
        }
    return has_come;
}

} // namespace accanto::agent

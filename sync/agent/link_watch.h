#pragma once
// Hears from the kernel when a network comes, so that the hub is not left waiting for the back-off to end.

#include "sync/agent/links.h"

namespace accanto::agent {

// Of one thread.
class LinkWatch {
public:
    // Never throws: where the kernel is not to be asked (no AF_NETLINK in a unit, a container) the log says so, once, and nothing is ever heard.
    LinkWatch() noexcept;
    ~LinkWatch();
    LinkWatch(const LinkWatch&) = delete;

    // Readable when there is something to hear; -1 when there never is.
    int fd() const { return m_fd; }
    // Reads all there is; does not block. True when a network has come (Links::hear), and where news were lost: one question too many to the hub
    // harms nobody.
    bool drain() noexcept;

private:
    bool begin();
    bool take_stock();
    bool ask(int type);
    void give_up(const char* why) noexcept;

    int m_fd = -1;
    Links m_links;
    alignas(8) char m_buffer[1 << 15];   // the kernel sends no longer ones (netlink(7))
};

} // namespace accanto::agent

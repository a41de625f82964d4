#include "sync/agent/worker.h"

#include "content/base/error.h"
#include "sync/agent/failure.h"

#include <cerrno>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace accanto::agent {

namespace {

constexpr int64_t trouble_ms = 5'000;

} // namespace

Worker::Worker(std::string what) : m_what(std::move(what)), m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (m_wake < 0)
        throw Error("eventfd", errno);
}

Worker::~Worker() { close(m_wake); }

void Worker::wake() { eventfd_write(m_wake, 1); }

void Worker::ask_to_end() {
    m_stop = true;
    wake();
}

void Worker::start() {
    m_thread = std::thread([this] {
        while (!m_stop)
            try {
                work();
            } catch (const std::exception& e) {
                // One of the three places that catch: the next pass begins with fresh handles.
                log_failure(m_what.c_str(), e);
                sleep(trouble_ms);
            }
    });
}

void Worker::finish() {
    ask_to_end();
    m_thread.join();
}

void Worker::sleep(int64_t ms, int also) {
    pollfd fds[2] = {{m_wake, POLLIN, 0}, {also, POLLIN, 0}};
    poll(fds, 2, int(ms));
    eventfd_t ignored = 0;
    eventfd_read(m_wake, &ignored);
}

} // namespace accanto::agent

#pragma once
// Threads for connections: as many as are needed at once, up to a limit.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace accanto::desk {

// An open stream keeps its thread for hours, so a fixed small pool would starve. Threads are started when all
// are busy and kept; beyond the limit a connection waits its turn. Any thread.
class ConnectionThreads {
public:
    explicit ConnectionThreads(size_t most) : m_most(most) {}
    ~ConnectionThreads() { finish(); }
    void run(std::function<void()> work);
    // Lets what was given end, then ends the threads.
    void finish();

private:
    void serve();

    const size_t m_most;
    std::mutex m_mutex;
    std::condition_variable m_more;
    std::deque<std::function<void()>> m_waiting;
    std::vector<std::thread> m_threads;
    size_t m_idle = 0;
    bool m_ending = false;
};

} // namespace accanto::desk

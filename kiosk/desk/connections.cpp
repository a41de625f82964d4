#include "kiosk/desk/connections.h"

namespace accanto::desk {

void ConnectionThreads::run(std::function<void()> work) {
    const std::lock_guard lock(m_mutex);
    m_waiting.push_back(std::move(work));
    if (m_idle < m_waiting.size() && m_threads.size() < m_most)
        m_threads.emplace_back([this] { serve(); });
    m_more.notify_one();
}

void ConnectionThreads::finish() {
    std::vector<std::thread> threads;
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        threads.swap(m_threads);
    }
    m_more.notify_all();
    for (std::thread& thread : threads)
        thread.join();
}

void ConnectionThreads::serve() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        ++m_idle;
        m_more.wait(lock, [&] { return m_ending || !m_waiting.empty(); });
        --m_idle;
        if (m_waiting.empty())
            return;
        const std::function<void()> work = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        work();
        lock.lock();
    }
}

} // namespace accanto::desk

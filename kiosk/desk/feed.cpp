#include "kiosk/desk/feed.h"

namespace accanto::desk {

void Feed::changed() {
    {
        const std::lock_guard lock(m_mutex);
        ++m_version;
    }
    m_changed.notify_all();
}

void Feed::close() {
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_changed.notify_all();
}

bool Feed::is_closed() const {
    const std::lock_guard lock(m_mutex);
    return m_closed;
}

int64_t Feed::version() const {
    const std::lock_guard lock(m_mutex);
    return m_version;
}

int64_t Feed::wait(int64_t seen, std::chrono::milliseconds longest) const {
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, longest, [&] { return m_closed || m_version > seen; });
    return m_version;
}

} // namespace accanto::desk

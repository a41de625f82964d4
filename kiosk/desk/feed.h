#pragma once
// Wakes the open pages when something changed.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace accanto::desk {

// Any thread.
class Feed {
public:
    // Something changed: everybody who waits looks again.
    void changed();
    // The program ends: nobody waits any more.
    void close();

    bool is_closed() const;
    int64_t version() const;
    // Returns the version as soon as it is above `seen`, or after `longest`, or when closed.
    int64_t wait(int64_t seen, std::chrono::milliseconds longest) const;

private:
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    int64_t m_version = 1;
    bool m_closed = false;
};

} // namespace accanto::desk

#pragma once
// Learning of the other programs' commits without polling: inotify wakes, data_version decides.

#include "kiosk/store/store.h"

namespace accanto::store {

// Watches a folder's store. Of one thread, but for fd(), which may be polled by any.
class Watch {
public:
    // The folder must exist. Throws StoreError (errno).
    explicit Watch(const std::filesystem::path& folder);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    // Readable when something was written to the store, by this program or another.
    int fd() const { return m_fd; }

    // Reads what inotify has to say; true when it was about the store's file or journal. Does not block.
    bool drain();

private:
    int m_fd = -1;
};

// Whether another connection committed since the last time this was asked (true the first time). One for each
// Store.
class Changes {
public:
    bool since_last(Store& store);

private:
    std::optional<int64_t> m_version;
};

} // namespace accanto::store

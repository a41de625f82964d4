#include "kiosk/store/watch.h"

#include "kiosk/store/guard.h"

#include <cerrno>
#include <cstring>
#include <sys/inotify.h>
#include <unistd.h>

namespace accanto::store {

Watch::Watch(const std::filesystem::path& folder) {
    m_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (m_fd < 0)
        throw file_error("inotify", errno);
    // The folder, not the file: a store that is moved aside and replaced keeps being watched. The journal
    // counts too: in journal_mode TRUNCATE its truncation is the commit, and the last thing written.
    if (inotify_add_watch(m_fd, folder.c_str(), IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_ONLYDIR) < 0) {
        int error = errno;
        close(m_fd);
        throw file_error(folder.string(), error);
    }
}

Watch::~Watch() {
    close(m_fd);
}

bool Watch::drain() {
    bool ours = false;
    alignas(inotify_event) char buffer[4096];
    for (;;) {
        ssize_t size = ::read(m_fd, buffer, sizeof buffer);
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return ours;
        for (ssize_t at = 0; at < size;) {
            auto* event = reinterpret_cast<const inotify_event*>(buffer + at);
            // An overflow tells nothing: ask the store.
            ours = ours || (event->mask & IN_Q_OVERFLOW) ||
                   (event->len > 0 &&
                    (strcmp(event->name, "store.db") == 0 || strcmp(event->name, "store.db-journal") == 0));
            at += ssize_t(sizeof(inotify_event) + event->len);
        }
    }
}

bool Changes::since_last(Store& store) {
    int64_t version = store.data_version();
    bool changed = m_version != version;
    m_version = version;
    return changed;
}

} // namespace accanto::store

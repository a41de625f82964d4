#include "content/base/folder_watch.h"

#include "content/base/error.h"

#include <cerrno>
#include <sys/inotify.h>
#include <unistd.h>

namespace accanto {

FolderWatch::FolderWatch(const std::vector<std::filesystem::path>& folders) {
    m_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (m_fd < 0)
        throw Error("inotify", errno);
    // Editors write in place or put a new file in the place of the old; a swapped link is a move.
    for (const auto& folder : folders)
        inotify_add_watch(m_fd, folder.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_ONLYDIR);
}

FolderWatch::~FolderWatch() { close(m_fd); }

bool FolderWatch::drain() {
    char buffer[4096];
    bool any = false;
    for (;;) {
        ssize_t size = read(m_fd, buffer, sizeof buffer);
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return any;
        any = true;
    }
}

} // namespace accanto

#include "kiosk/platform/device_watch.h"

#include "content/base/error.h"

#include <cerrno>
#include <cstring>

#include <sys/inotify.h>
#include <unistd.h>

namespace accanto::platform {

namespace {

int watch_folder(int inotify, const std::filesystem::path& folder) {
    return ::inotify_add_watch(inotify, folder.c_str(), IN_CREATE | IN_DELETE | IN_ATTRIB | IN_ONLYDIR);
}

} // namespace

DeviceWatch::DeviceWatch() : m_inotify(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    if (m_inotify < 0)
        throw Error(std::string("inotify: ") + std::strerror(errno), errno);
}

DeviceWatch::~DeviceWatch() {
    ::close(m_inotify);
}

void DeviceWatch::add(const std::filesystem::path& folder) {
    m_folders.push_back(folder);
    arm();
}

// A folder that is watched already stays so.
void DeviceWatch::arm() {
    std::set<int> above;
    for (const auto& folder : m_folders) {
        if (watch_folder(m_inotify, folder) >= 0)
            continue;
        const int parent = watch_folder(m_inotify, folder.parent_path());
        // It may have come between the two.
        if (parent >= 0 && watch_folder(m_inotify, folder) < 0)
            above.insert(parent);
        else if (parent >= 0)
            m_above.insert(parent);
    }
    for (const int old : m_above)
        if (!above.contains(old))
            ::inotify_rm_watch(m_inotify, old);
    m_above = above;
}

bool DeviceWatch::changed() {
    alignas(inotify_event) char buffer[4096];
    bool any = false;
    while (::read(m_inotify, buffer, sizeof buffer) > 0)
        any = true;
    if (any)
        arm();
    return any;
}

} // namespace accanto::platform

#pragma once
// Whether devices came or went, as their folders show it: without udev's messages, which reach nobody who has
// no network.

#include <filesystem>
#include <set>
#include <vector>

namespace accanto::platform {

class DeviceWatch {
public:
    DeviceWatch(); // throws Error (errno) when the kernel gives no inotify
    ~DeviceWatch();
    DeviceWatch(const DeviceWatch&) = delete;
    DeviceWatch& operator=(const DeviceWatch&) = delete;

    // It need not be there yet: the kernel makes /dev/input with the first device, and may take it away with
    // the last.
    void add(const std::filesystem::path& folder);
    // Readable when something changed.
    int descriptor() const { return m_inotify; }
    // Whether it did since the last time. A change of rights is one too: a device is made first, and may be
    // opened by us only later.
    bool changed();

private:
    void arm();

    int m_inotify = -1;
    std::vector<std::filesystem::path> m_folders;
    std::set<int> m_above; // watches of the folders in which one of ours is missing
};

} // namespace accanto::platform

#pragma once
// Wakes whoever waits on its descriptor when files in some folders change (inotify). For content; the store has a watch
// of its own.

#include <filesystem>
#include <vector>

namespace accanto {

class FolderWatch {
public:
    // Folders that are not there are left out. Throws Error (errno) when the kernel gives no inotify at all.
    explicit FolderWatch(const std::vector<std::filesystem::path>& folders);
    ~FolderWatch();
    FolderWatch(const FolderWatch&) = delete;
    FolderWatch& operator=(const FolderWatch&) = delete;

    int fd() const { return m_fd; }   // readable when something changed
    bool drain();                     // takes it note; did anything change since the last call?

private:
    int m_fd = -1;
};

} // namespace accanto

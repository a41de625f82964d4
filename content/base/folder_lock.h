#pragma once
// One writer for one folder: two would each believe to be the only one.

#include <chrono>
#include <filesystem>

namespace accanto {

// Holds flock(2) on the file `lock` of a folder that exists. Ends with the object, and with the process however it ends.
class FolderLock {
public:
    // Waits for so long at most: ask held(). Throws Error (errno) when the file cannot be made.
    explicit FolderLock(const std::filesystem::path& folder, std::chrono::milliseconds patience = {});
    ~FolderLock();
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;
    bool held() const { return m_held; }

private:
    int m_fd = -1;
    bool m_held = false;
};

} // namespace accanto

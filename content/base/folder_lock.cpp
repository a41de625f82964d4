#include "content/base/folder_lock.h"

#include "content/base/error.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace accanto {

FolderLock::FolderLock(const std::filesystem::path& folder, std::chrono::milliseconds patience) {
    m_fd = open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (m_fd < 0) {
        int code = errno;
        throw Error(fmt::format("{}: cannot be written: {}", folder.string(), strerror(code)), code);
    }
    const auto until = std::chrono::steady_clock::now() + patience;
    // flock has no timeout of its own; a blocking one could wait for ever on a stopped process.
    while (!(m_held = flock(m_fd, LOCK_EX | LOCK_NB) == 0) && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

FolderLock::~FolderLock() {
    if (m_fd >= 0)
        close(m_fd);
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1)), m_held(std::exchange(other.m_held, false)) {}

} // namespace accanto

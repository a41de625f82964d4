#include "kiosk/store/guard.h"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <thread>
#include <unistd.h>

namespace accanto::store {

namespace {

constexpr int turn_timeout_ms = 10'000;
constexpr int queue_timeout_ms = 30'000;
constexpr int writer_timeout_ms = 5'000;
constexpr off_t reserve_bytes = 4 << 20;

StoreTrouble trouble_of_errno(int error) {
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return StoreTrouble::disk_full;
    case EROFS:
    case EACCES:
    case EPERM:
    case ENOENT:
    case ENOTDIR:
    case EISDIR:
        return StoreTrouble::not_writable;
    default:
        return StoreTrouble::failed;
    }
}

// flock has no timeout of its own; a blocking one could wait for ever on a stopped process.
template <class Try>
bool wait_for(int timeout_ms, Try attempt) {
    using Time = std::chrono::steady_clock;
    const auto deadline = Time::now() + std::chrono::milliseconds(timeout_ms);
    while (!attempt()) {
        if (Time::now() >= deadline)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

} // namespace

StoreError file_error(const std::string& what, int error) {
    return StoreError(fmt::format("{}: {}", what, strerror(error)), error, trouble_of_errno(error));
}

StoreError file_error(const Error& error) {
    return StoreError(error.what(), error.code(), trouble_of_errno(error.code()));
}

LockFile::LockFile(const std::filesystem::path& path) : m_path(path) {
    m_fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0660);
    if (m_fd < 0)
        throw file_error(path.string(), errno);
}

LockFile::~LockFile() {
    close(m_fd);
}

bool LockFile::lock(int operation) {
    for (;;) {
        if (flock(m_fd, operation | LOCK_NB) == 0)
            return true;
        if (errno == EWOULDBLOCK)
            return false;
        if (errno != EINTR)
            throw file_error(m_path.string(), errno);
    }
}

bool LockFile::try_exclusive() {
    return lock(LOCK_EX);
}
bool LockFile::try_shared() {
    return lock(LOCK_SH);
}
void LockFile::release() {
    flock(m_fd, LOCK_UN);
}

Guard::Guard(const std::filesystem::path& folder)
    : m_folder(folder),
      m_turn(folder / "store.lock"),
      m_users(folder / "store.users"),
      m_queue(folder / "store.queue"),
      m_writer(folder / "store.writer") {
    if (!wait_for(turn_timeout_ms, [&] { return m_turn.try_exclusive(); }))
        throw StoreError(folder.string() + ": another program is opening the store for too long", EBUSY,
                         StoreTrouble::busy);
    m_alone = m_users.try_exclusive();
    m_marked = std::filesystem::exists(folder / "store.open");
}

bool Guard::wait_until_alone(int timeout_ms) {
    m_alone = m_alone || wait_for(timeout_ms, [&] { return m_users.try_exclusive(); });
    return m_alone;
}

void Guard::mark() {
    int fd = open((m_folder / "store.open").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0660);
    if (fd < 0)
        throw file_error((m_folder / "store.open").string(), errno);
    close(fd);
    // Durable before the first write, or a power cut would take the mark with it.
    int folder = open(m_folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int synced = folder < 0 ? -1 : fsync(folder);
    int error = errno;
    if (folder >= 0)
        close(folder);
    if (synced != 0)
        throw file_error(m_folder.string(), error);
}

void Guard::opened() {
    if (!m_marked)
        mark();
    // Turning exclusive into shared lets go for a moment; nobody can slip in while the turn is ours.
    bool user = m_users.try_shared();
    ACCANTO_ASSERT(user);
    m_turn.release();
}

void Guard::close_in_order() {
    // Who opens may be waiting for us to leave: then leave first.
    if (!m_turn.try_exclusive())
        m_users.release();
    if (!wait_for(turn_timeout_ms, [&] { return m_turn.try_exclusive(); }))
        return; // the mark stays: a check too many
    if (m_users.try_exclusive())
        unlink((m_folder / "store.open").c_str());
    m_users.release();
    m_turn.release();
}

WriteTurn::WriteTurn(Guard& guard) : m_guard(guard) {
    if (!wait_for(queue_timeout_ms, [&] { return guard.m_queue.try_exclusive(); }))
        throw StoreError("too many programs wait to write", EBUSY, StoreTrouble::busy);
    bool mine = false;
    try {
        mine = wait_for(writer_timeout_ms, [&] { return guard.m_writer.try_exclusive(); });
    } catch (...) {
        guard.m_queue.release();
        throw;
    }
    guard.m_queue.release();
    if (!mine)
        throw StoreError("another program writes for too long", EBUSY, StoreTrouble::busy);
}

namespace {

off_t free_bytes(const std::filesystem::path& folder) {
    struct statvfs space {};
    return statvfs(folder.c_str(), &space) == 0 ? off_t(space.f_bavail) * off_t(space.f_frsize) : 0;
}

} // namespace

bool has_reserve(const std::filesystem::path& folder) {
    return access((folder / "store.reserve").c_str(), F_OK) == 0 || free_bytes(folder) >= reserve_bytes;
}

void make_reserve(const std::filesystem::path& folder) {
    if (free_bytes(folder) < 8 * reserve_bytes)
        return;
    int fd = open((folder / "store.reserve").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0660);
    if (fd < 0)
        return;
    if (posix_fallocate(fd, 0, reserve_bytes) != 0)
        unlink((folder / "store.reserve").c_str());
    close(fd);
}

bool release_reserve(const std::filesystem::path& folder) {
    return unlink((folder / "store.reserve").c_str()) == 0;
}

} // namespace accanto::store

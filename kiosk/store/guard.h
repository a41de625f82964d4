#pragma once
// The files beside the store: who has it open, whether it was closed in order, and the reserve for a full
// disk.

#include "kiosk/store/database.h"

namespace accanto::store {

// A StoreError from an errno.
StoreError file_error(const std::string& what, int error);
// A StoreError from an Error that carries an errno.
StoreError file_error(const Error& error);

// An open file descriptor with a flock(2) on it: one for each Store, so that Stores of one process count
// apart too.
class LockFile {
public:
    explicit LockFile(const std::filesystem::path& path); // creates it; throws StoreError
    ~LockFile();
    LockFile(const LockFile&) = delete;
    LockFile& operator=(const LockFile&) = delete;

    bool try_exclusive();
    bool try_shared();
    void release();

private:
    bool lock(int operation);
    std::filesystem::path m_path;
    int m_fd = -1;
};

// Opening and closing are one at a time; between them a Store is one of the users. `store.open` stands while
// there is one: found by a first user, it tells that the last ones did not close in order (a power cut, a
// kill).
class Guard {
public:
    // Waits up to 10 s for others that are opening or closing. Throws StoreError (busy, not_writable,
    // disk_full).
    explicit Guard(const std::filesystem::path& folder);
    // Closing in order: without it, as after a crash, the mark stays.
    void close_in_order();

    // Nobody else has the store open. Meaningful until opened().
    bool alone() const { return m_alone; }
    bool unclean() const { return m_alone && m_marked; }
    // Waits up to `timeout_ms` for the others to close; true when alone.
    bool wait_until_alone(int timeout_ms);
    // Marks the store as open, becomes a user, lets the next one open.
    void opened();

private:
    friend class WriteTurn;
    void mark();
    std::filesystem::path m_folder;
    LockFile m_turn, m_users, m_queue, m_writer;
    bool m_alone = false, m_marked = false;
};

// Held while writing, and for the moment in which a reader gets hold of its view. SQLite's own lock is not
// fair: a program that writes without a pause leaves it free for a moment too short for the others to find.
// Here, whoever is next holds the head of the queue while it waits for the writer, so the writer cannot be
// next again. Waits as long as others get on, up to 30 s, but not for one that holds on for 5 s.
class WriteTurn {
public:
    explicit WriteTurn(Guard& guard); // throws StoreError (busy)
    ~WriteTurn() { m_guard.m_writer.release(); }
    WriteTurn(const WriteTurn&) = delete;
    WriteTurn& operator=(const WriteTurn&) = delete;

private:
    Guard& m_guard;
};

// A file of 4 MiB whose space tickets may have when the disk is full. Making it is best effort: none on a
// nearly full disk.
void make_reserve(const std::filesystem::path& folder);
// It stands, or as much room is free.
bool has_reserve(const std::filesystem::path& folder);
// True when there was one to release.
bool release_reserve(const std::filesystem::path& folder);

} // namespace accanto::store

#pragma once
// One writing connection on its own thread. Work of many requests shares a commit: at most 2,000 events or 5 ms.

#include "sync/hub/storage/storage.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace accanto::hub {

class GroupCommit {
public:
    using Open = std::function<std::unique_ptr<SQLite::Database>()>;
    // `open` gives the writing connection; it is called again after a failed commit, because a connection whose fsync
    // failed cannot be trusted to know what is on the disk. Throws what `open` throws.
    GroupCommit(Open open, BeforeCommit before_commit);
    ~GroupCommit();   // what was asked for is still done
    GroupCommit(const GroupCommit&) = delete;

    // Runs `work` within a transaction and returns when that is on the disk. When `work` throws, only its own changes are
    // undone and its exception comes out here; when the commit fails, all of the group are told (Error). `events` is its
    // size, for the limits.
    void run(size_t events, const std::function<void(SQLite::Database&)>& work);
    double load() const;

private:
    struct Job {
        size_t events = 0;
        const std::function<void(SQLite::Database&)>* work = nullptr;
        std::exception_ptr failure;
        bool done = false;
        std::condition_variable finished;
    };
    void write();
    std::vector<Job*> next_group();
    void carry_out(const std::vector<Job*>& group);
    void carry_out_alone(Job& job);

    Open m_open;
    std::unique_ptr<SQLite::Database> m_db;   // the writing thread's
    BeforeCommit m_before_commit;
    mutable std::mutex m_mutex;
    std::condition_variable m_work;
    std::deque<Job*> m_waiting;
    size_t m_waiting_events = 0;
    bool m_stop = false;
    bool m_in_company = false;   // the last group was more than one
    std::thread m_thread;
};

} // namespace accanto::hub

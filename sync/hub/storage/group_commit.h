#pragma once
// Work of many requests shares a commit: at most group_events or 5 ms. Whose commit it is does not matter here. For the .cpp files
// of this folder.

#include "sync/hub/storage/storage.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace accanto::hub {

class GroupCommit {
public:
    static constexpr size_t group_events = 2000;   // work of that size has a commit of its own

    // One request's part of a commit; a store derives what it needs to know of it. `failure`: why it is not on the disk.
    struct Job {
        explicit Job(size_t count) : events(count > 0 ? count : 1) {}
        size_t events;   // its size, for the limits
        std::exception_ptr failure;

    private:
        friend class GroupCommit;
        bool m_done = false;
        std::condition_variable m_finished;
    };
    // Makes a group durable, or sets the failure of those it cannot. Called on the one thread of this; never throws.
    using CarryOut = std::function<void(const std::vector<Job*>&)>;

    explicit GroupCommit(CarryOut carry_out);
    ~GroupCommit();   // what was asked for is still done
    GroupCommit(const GroupCommit&) = delete;

    // Returns when the job is on the disk, else throws its failure. Any thread.
    void run(Job& job);
    // Share of the room for waiting events that is taken.
    double load() const;

private:
    void work();
    std::vector<Job*> next_group();

    CarryOut m_carry_out;
    mutable std::mutex m_mutex;
    std::condition_variable m_asked;
    std::deque<Job*> m_waiting;
    size_t m_waiting_events = 0;
    bool m_stop = false;
    bool m_in_company = false;   // the last group was more than one
    std::thread m_thread;
};

} // namespace accanto::hub

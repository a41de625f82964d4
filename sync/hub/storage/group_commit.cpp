#include "sync/hub/storage/group_commit.h"

#include "content/base/error.h"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>

namespace accanto::hub {

namespace {

constexpr auto group_wait = std::chrono::milliseconds(5);
// Room for waiting work: some 40 full batches. A hub that is further behind should say so early.
constexpr size_t room_events = 20'000;
// Of the thread that writes, where its account may (deploy/systemd): all requests wait for it, and it waited a fifth of its time
// for a processor that one of them had.
constexpr int niceness = -10;

} // namespace

GroupCommit::GroupCommit(CarryOut carry_out) : m_carry_out(std::move(carry_out)), m_thread([this] { work(); }) {}

GroupCommit::~GroupCommit() {
    {
        std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_asked.notify_all();
    m_thread.join();
}

double GroupCommit::load() const {
    std::lock_guard lock(m_mutex);
    return double(m_waiting_events) / double(room_events);
}

void GroupCommit::run(Job& job) {
    std::unique_lock lock(m_mutex);
    ACCANTO_ASSERT(!m_stop);
    m_waiting.push_back(&job);
    m_waiting_events += job.events;
    m_asked.notify_one();
    job.m_finished.wait(lock, [&] { return job.m_done; });
    if (job.failure)
        std::rethrow_exception(job.failure);
}

void GroupCommit::work() {
    (void)setpriority(PRIO_PROCESS, id_t(gettid()), niceness);
    for (;;) {
        const std::vector<Job*> group = next_group();
        if (group.empty())
            return;
        m_carry_out(group);
        std::lock_guard lock(m_mutex);
        for (Job* job : group) {
            job->m_done = true;
            job->m_finished.notify_one();   // under the lock: the job is gone as soon as its caller wakes
        }
    }
}

// Waits for work; then, where the last commit was a shared one, a little for company: one kiosk alone need not wait for
// others that are not there. Empty: the end.
std::vector<GroupCommit::Job*> GroupCommit::next_group() {
    std::unique_lock lock(m_mutex);
    m_asked.wait(lock, [&] { return m_stop || !m_waiting.empty(); });
    if (m_in_company) {
        auto until = std::chrono::steady_clock::now() + group_wait;
        m_asked.wait_until(lock, until, [&] { return m_stop || m_waiting_events >= group_events; });
    }
    std::vector<Job*> group;
    size_t events = 0;
    while (!m_waiting.empty() && (group.empty() || events + m_waiting.front()->events <= group_events)) {
        group.push_back(m_waiting.front());
        events += m_waiting.front()->events;
        m_waiting.pop_front();
    }
    m_waiting_events -= events;
    m_in_company = group.size() > 1;
    return group;
}

} // namespace accanto::hub

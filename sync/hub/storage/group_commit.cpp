#include "sync/hub/storage/group_commit.h"

#include "content/base/error.h"

#include <algorithm>

namespace accanto::hub {

namespace {

constexpr size_t group_events = 2000;
constexpr auto group_wait = std::chrono::milliseconds(5);
// Room for waiting work: some 40 full batches. A hub that is further behind should say so early.
constexpr size_t room_events = 20'000;

std::exception_ptr as_error(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const SQLite::Exception& e) {
        return std::make_exception_ptr(Error(std::string("the hub's store: ") + e.what(), e.getExtendedErrorCode()));
    } catch (...) {
        return failure;
    }
}

} // namespace

GroupCommit::GroupCommit(Open open, BeforeCommit before_commit)
    : m_open(std::move(open)), m_db(m_open()), m_before_commit(std::move(before_commit)), m_thread([this] { write(); }) {}

GroupCommit::~GroupCommit() {
    {
        std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_work.notify_all();
    m_thread.join();
}

double GroupCommit::load() const {
    std::lock_guard lock(m_mutex);
    return double(m_waiting_events) / double(room_events);
}

void GroupCommit::run(size_t events, const std::function<void(SQLite::Database&)>& work) {
    Job job;
    job.events = std::max<size_t>(events, 1);
    job.work = &work;
    std::unique_lock lock(m_mutex);
    ACCANTO_ASSERT(!m_stop);
    m_waiting.push_back(&job);
    m_waiting_events += job.events;
    m_work.notify_one();
    job.finished.wait(lock, [&] { return job.done; });
    if (job.failure)
        std::rethrow_exception(job.failure);
}

void GroupCommit::write() {
    for (;;) {
        std::vector<Job*> group = next_group();
        if (group.empty())
            return;
        carry_out(group);
        std::lock_guard lock(m_mutex);
        for (Job* job : group) {
            job->done = true;
            job->finished.notify_one();   // under the lock: the job is gone as soon as its caller wakes
        }
    }
}

// Waits for work; then, where the last commit was a shared one, a little for company: one kiosk alone need not wait for
// others that are not there. Empty: the end.
std::vector<GroupCommit::Job*> GroupCommit::next_group() {
    std::unique_lock lock(m_mutex);
    m_work.wait(lock, [&] { return m_stop || !m_waiting.empty(); });
    if (m_in_company) {
        auto until = std::chrono::steady_clock::now() + group_wait;
        m_work.wait_until(lock, until, [&] { return m_stop || m_waiting_events >= group_events; });
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

void GroupCommit::carry_out(const std::vector<Job*>& group) {
    try {
        if (!m_db)
            m_db = m_open();
        SQLite::Transaction transaction(*m_db, SQLite::TransactionBehavior::IMMEDIATE);
        for (Job* job : group)
            carry_out_alone(*job);
        if (m_before_commit)
            m_before_commit();
        transaction.commit();
    } catch (...) {
        for (Job* job : group)
            job->failure = as_error(std::current_exception());
        m_db.reset();
    }
}

// A savepoint for each, so that one request's failure is not its neighbours'.
void GroupCommit::carry_out_alone(Job& job) {
    m_db->exec("SAVEPOINT job");
    try {
        (*job.work)(*m_db);
        m_db->exec("RELEASE job");
    } catch (...) {
        job.failure = as_error(std::current_exception());
        m_db->exec("ROLLBACK TO job; RELEASE job");
    }
}

} // namespace accanto::hub

#include "sync/hub/storage/sqlite_writer.h"

#include "content/base/error.h"

namespace accanto::hub {

namespace {

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

struct SqliteWriter::Job : GroupCommit::Job {
    Job(size_t count, const std::function<void(SQLite::Database&)>& what) : GroupCommit::Job(count), work(what) {}
    const std::function<void(SQLite::Database&)>& work;
};

SqliteWriter::SqliteWriter(Open open, BeforeCommit before_commit)
    : m_open(std::move(open)), m_db(m_open()), m_before_commit(std::move(before_commit)),
      m_commits([this](const std::vector<GroupCommit::Job*>& group) { carry_out(group); }) {}

void SqliteWriter::run(size_t events, const std::function<void(SQLite::Database&)>& work) {
    Job job(events, work);
    m_commits.run(job);
}

void SqliteWriter::carry_out(const std::vector<GroupCommit::Job*>& group) {
    try {
        if (!m_db)
            m_db = m_open();
        SQLite::Transaction transaction(*m_db, SQLite::TransactionBehavior::IMMEDIATE);
        for (GroupCommit::Job* job : group)
            carry_out_alone(static_cast<Job&>(*job));
        if (m_before_commit)
            m_before_commit();
        transaction.commit();
    } catch (...) {
        for (GroupCommit::Job* job : group)
            job->failure = as_error(std::current_exception());
        m_db.reset();
    }
}

// A savepoint for each, so that one request's failure is not its neighbours'.
void SqliteWriter::carry_out_alone(Job& job) {
    m_db->exec("SAVEPOINT job");
    try {
        job.work(*m_db);
        m_db->exec("RELEASE job");
    } catch (...) {
        job.failure = as_error(std::current_exception());
        m_db->exec("ROLLBACK TO job; RELEASE job");
    }
}

} // namespace accanto::hub

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
    Job(size_t count, const Work& what) : GroupCommit::Job(count), work(what) {}
    const Work& work;
};

SqliteWriter::SqliteWriter(Open open, BeforeCommit before_commit)
    : m_open(std::move(open)), m_session(std::make_unique<SqliteSession>(m_open())), m_before_commit(std::move(before_commit)),
      m_commits([this](const std::vector<GroupCommit::Job*>& group) { carry_out(group); }) {}

void SqliteWriter::run(size_t events, const Work& work) {
    Job job(events, work);
    m_commits.run(job);
}

void SqliteWriter::carry_out(const std::vector<GroupCommit::Job*>& group) {
    try {
        if (!m_session)
            m_session = std::make_unique<SqliteSession>(m_open());
        SQLite::Transaction transaction(*m_session->connection, SQLite::TransactionBehavior::IMMEDIATE);
        for (GroupCommit::Job* job : group)
            carry_out_alone(static_cast<Job&>(*job));
        m_session->sums.write_network();
        if (m_before_commit)
            m_before_commit();
        transaction.commit();
    } catch (...) {
        for (GroupCommit::Job* job : group)
            job->failure = as_error(std::current_exception());
        m_session.reset();
    }
}

// A savepoint for each, so that one request's failure is not its neighbours'.
void SqliteWriter::carry_out_alone(Job& job) {
    SQLite::Database& db = *m_session->connection;
    db.exec("SAVEPOINT job");
    try {
        job.work(*m_session);
        db.exec("RELEASE job");
        m_session->sums.keep();
    } catch (...) {
        job.failure = as_error(std::current_exception());
        m_session->sums.drop();
        db.exec("ROLLBACK TO job; RELEASE job");
    }
}

} // namespace accanto::hub

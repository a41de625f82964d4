#pragma once
// The one writing connection of the embedded store, on its own thread. For the .cpp files of this folder.

#include "sync/hub/storage/group_commit.h"
#include "sync/hub/storage/sqlite_session.h"

namespace accanto::hub {

class SqliteWriter {
public:
    using Open = std::function<std::unique_ptr<SQLite::Database>()>;
    using Work = std::function<void(SqliteSession&)>;
    // `open` gives the writing connection; it is called again after a failed commit, because a connection whose fsync
    // failed cannot be trusted to know what is on the disk. Throws what `open` throws.
    SqliteWriter(Open open, BeforeCommit before_commit);

    // Runs `work` within a transaction and returns when that is on the disk. When `work` throws, only its own changes are
    // undone and its exception comes out here; when the commit fails, all of the group are told (Error). `events` is its
    // size, for the limits.
    void run(size_t events, const Work& work);
    double load() const { return m_commits.load(); }

private:
    struct Job;
    void carry_out(const std::vector<GroupCommit::Job*>& group);
    void carry_out_alone(Job& job);

    Open m_open;
    std::unique_ptr<SqliteSession> m_session;   // the writing thread's
    BeforeCommit m_before_commit;
    GroupCommit m_commits;                      // last: its thread uses the others
};

} // namespace accanto::hub

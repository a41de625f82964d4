#pragma once
// Pushes into PostgreSQL: a connection on its own thread, commits shared. For the .cpp files of this folder.

#include "sync/hub/storage/group_commit.h"
#include "sync/hub/storage/postgres_push.h"
#include "sync/hub/storage/postgres_schema.h"

#include <atomic>
#include <mutex>

namespace accanto::hub {

class PostgresWriter {
public:
    // Throws when there is no connection; later ones are made anew as often as it takes.
    PostgresWriter(const std::string& url, PostgresKinds& kinds, BeforeCommit before_commit);

    // Returns when it is on the disk (synchronous_commit), else throws Error: then nothing has changed or,
    // where the connection went during the commit, nobody knows, and the same push sent again will tell.
    PushResult push(const Push& push);
    double load() const { return m_commits.load(); }

    // The key of the hub that this writes for. Once the database is another's, this one writes no more.
    void claimed_for(const std::string& fingerprint);
    // What the figures mean to this hub. Once another hub counts by a newer meaning, this one writes no more.
    std::atomic<int> figures_version = 0;

private:
    struct Job;
    void carry_out(const std::vector<GroupCommit::Job*>& group);
    void write(const std::vector<Job*>& jobs);
    void connect();
    void check_standing(PostgresTransaction& transaction) const;

    const std::string m_url;
    PostgresKinds& m_kinds;
    BeforeCommit m_before_commit;
    mutable std::mutex m_mutex;
    std::string m_hub_key; // empty: nobody said; under m_mutex
    Partitions m_partitions;
    std::unique_ptr<PostgresConnection> m_connection; // the writing thread's
    std::string m_slot;    // under which it keeps the network's sums: no other writer has it now
    GroupCommit m_commits; // last: its thread uses the others
};

} // namespace accanto::hub

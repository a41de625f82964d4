#include "sync/hub/storage/postgres_writer.h"

#include "sync/hub/storage/postgres_events.h"

#include <spdlog/spdlog.h>

namespace accanto::hub {

namespace {

constexpr int tries = 3;
constexpr int64_t most_writers = 1000;

// The first number that no other connection holds. PostgreSQL lets go of it with the connection.
std::string take_slot(PostgresConnection& connection) {
    PostgresTransaction transaction(connection);
    for (int64_t n = 0; n < most_writers; ++n) {
        const Rows got = transaction.run("SELECT pg_try_advisory_lock($1::bigint::int, $2::bigint::int)",
                                         Arguments().number(int64_t(PostgresLock::slot)).number(n));
        if (!got.flag(0, 0))
            continue;
        std::string slot = "*" + std::to_string(n); // no point is called so
        transaction.run("INSERT INTO slots (slot) VALUES ($1::text) ON CONFLICT DO NOTHING",
                        Arguments().text(slot));
        transaction.commit();
        return slot;
    }
    throw Error("PostgreSQL: more hubs than can write to one database", 0);
}

} // namespace

struct PostgresWriter::Job : GroupCommit::Job {
    explicit Job(const Push& of) : GroupCommit::Job(of.events.size()), pushed{&of, {}} {}
    Pushed pushed;
};

PostgresWriter::PostgresWriter(const std::string& url, PostgresKinds& kinds, BeforeCommit before_commit)
    : m_url(url),
      m_kinds(kinds),
      m_before_commit(std::move(before_commit)),
      m_connection(std::make_unique<PostgresConnection>(url)),
      m_slot(take_slot(*m_connection)),
      m_commits([this](const std::vector<GroupCommit::Job*>& group) { carry_out(group); }) {}

PushResult PostgresWriter::push(const Push& push) {
    Job job(push);
    m_commits.run(job);
    return std::move(job.pushed.result);
}

void PostgresWriter::connect() {
    if (m_connection && m_connection->is_open())
        return;
    m_connection.reset();
    m_connection = std::make_unique<PostgresConnection>(m_url);
    m_slot = take_slot(*m_connection);
}

void PostgresWriter::claimed_for(const std::string& fingerprint) {
    std::lock_guard lock(m_mutex);
    m_hub_key = fingerprint;
}

// What other hubs may have changed since this one was started.
void PostgresWriter::check_standing(PostgresTransaction& transaction) const {
    const Rows rows =
        transaction.run("SELECT coalesce(max(value) FILTER (WHERE name = 'figures_version'), '0')::bigint, "
                        "max(value) FILTER (WHERE name = 'hub_key') FROM meta WHERE name IN "
                        "('figures_version', 'hub_key')");
    if (rows.number(0, 0) > figures_version)
        throw Error("a newer hub writes to this database; upgrade this one", 0);
    std::lock_guard lock(m_mutex);
    if (!m_hub_key.empty() && rows.text(0, 1) != m_hub_key)
        throw Error("the hub's key has been changed to " + rows.text(0, 1) +
                        ": put hub.key and hub.keys of the hub that changed it into this hub's folder, and "
                        "start this one anew",
                    EPERM);
}

// One transaction for all. A statement of it that fails, because of what one of the pushes holds, fails for
// all of them; then each has its own.
void PostgresWriter::carry_out(const std::vector<GroupCommit::Job*>& group) {
    std::vector<Job*> jobs;
    for (GroupCommit::Job* job : group)
        jobs.push_back(static_cast<Job*>(job));
    write(jobs);
    if (jobs.size() == 1 || !jobs.front()->failure || !m_connection)
        return;
    for (Job* job : jobs) {
        job->failure = nullptr;
        write({job});
    }
}

// Sets the failure of all, or of none. Without a connection afterwards when it failed at the commit, or with
// the connection.
void PostgresWriter::write(const std::vector<Job*>& jobs) {
    const auto fail = [&] {
        for (Job* job : jobs)
            job->failure = std::current_exception();
    };
    bool committing = false, connected = false;
    for (int tried = 1;; ++tried)
        try {
            connected = false;
            connect();
            connected = true;
            std::vector<Pushed*> group;
            for (Job* job : jobs) {
                group.push_back(&job->pushed);
                m_partitions.make(*m_connection, months_of(*job->pushed.push), job->pushed.push->received_ms);
            }
            PostgresTransaction transaction(*m_connection);
            check_standing(transaction);
            PostgresSums sums(transaction, m_kinds, m_slot);
            push_within(transaction, sums, group);
            sums.write();
            committing = true;
            if (m_before_commit)
                m_before_commit();
            transaction.commit();
            return;
        } catch (const PostgresError& e) {
            fail();
            const bool is_open = m_connection && m_connection->is_open();
            if (committing || !is_open)
                m_connection.reset();
            // A connection that was closed while nobody used it, or somebody in the way: the same again may
            // do.
            if (!connected || committing || tried == tries || (is_open && !e.is_transient()))
                return;
            spdlog::warn("once more: {}", e.what());
        } catch (...) {
            fail();
            if (committing)
                m_connection.reset();
            return;
        }
}

} // namespace accanto::hub

#pragma once
// A few connections, lent one at a time. For the .cpp files of this folder.

#include "sync/hub/storage/postgres_connection.h"

#include <condition_variable>
#include <exception>
#include <mutex>

namespace accanto::hub {

// Any thread. A server has room for about a hundred connections, and there may be many hubs: who comes when
// all are lent waits.
class PostgresPool {
public:
    explicit PostgresPool(std::string url) : m_url(std::move(url)) {}

    // Gives `work` a connection for as long as it runs; one that failed is closed. Where one that was idle
    // turns out to be gone, because the server was started anew, `work` is run once more with a new one: let
    // it only read, or change all or nothing.
    template <typename Work>
    auto with(Work&& work) {
        Lent lent(*this);
        const bool was_idle = bool(lent.connection);
        try {
            if (!was_idle)
                lent.connection = std::make_unique<PostgresConnection>(m_url);
            return work(*lent.connection);
        } catch (const PostgresError&) {
            if (!was_idle || lent.connection->is_open())
                throw;
        }
        forget_idle();
        lent.connection = std::make_unique<PostgresConnection>(m_url);
        return work(*lent.connection);
    }

private:
    // A connection that is idle, or nothing and the right to make one. Given back at the end, unless an
    // exception passes.
    struct Lent {
        explicit Lent(PostgresPool& of) : pool(of), connection(of.take()) {}
        ~Lent() { pool.give_back(std::uncaught_exceptions() == failing ? std::move(connection) : nullptr); }
        Lent(const Lent&) = delete;
        PostgresPool& pool;
        std::unique_ptr<PostgresConnection> connection;
        int failing = std::uncaught_exceptions();
    };
    std::unique_ptr<PostgresConnection> take();
    void give_back(std::unique_ptr<PostgresConnection> connection);
    void forget_idle();

    const std::string m_url;
    std::mutex m_mutex;
    std::condition_variable m_given_back;
    std::vector<std::unique_ptr<PostgresConnection>> m_idle;
    size_t m_lent = 0;
};

} // namespace accanto::hub

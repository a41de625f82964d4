#pragma once
// A few connections, lent one at a time. For the .cpp files of this folder.

#include "sync/hub/storage/postgres_connection.h"

#include <exception>
#include <mutex>

namespace accanto::hub {

// Any thread.
class PostgresPool {
public:
    explicit PostgresPool(std::string url) : m_url(std::move(url)) {}

    // Gives `work` a connection for as long as it runs; one that failed is closed. Where one that was idle
    // turns out to be gone, because the server was started anew, `work` is run once more with a new one: let
    // it only read, or change all or nothing.
    template <typename Work>
    auto with(Work&& work) {
        auto connection = take();
        const bool was_idle = bool(connection);
        try {
            if (!connection)
                connection = std::make_unique<PostgresConnection>(m_url);
            return lend(connection, work);
        } catch (const PostgresError&) {
            if (!was_idle || connection->is_open())
                throw;
        }
        forget_idle();
        connection = std::make_unique<PostgresConnection>(m_url);
        return lend(connection, work);
    }

private:
    std::unique_ptr<PostgresConnection> take();
    void give_back(std::unique_ptr<PostgresConnection>&& connection);
    void forget_idle();

    template <typename Work>
    auto lend(std::unique_ptr<PostgresConnection>& connection, Work& work) {
        struct Return {
            PostgresPool& pool;
            std::unique_ptr<PostgresConnection>& connection;
            int failing = std::uncaught_exceptions();
            ~Return() {
                if (std::uncaught_exceptions() == failing)
                    pool.give_back(std::move(connection));
            }
        };
        Return back{*this, connection};
        return work(*connection);
    }

    const std::string m_url;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<PostgresConnection>> m_idle;
};

} // namespace accanto::hub

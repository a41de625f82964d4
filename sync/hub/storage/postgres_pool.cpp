#include "sync/hub/storage/postgres_pool.h"

namespace accanto::hub {

namespace {

constexpr size_t most_connections = 12;

} // namespace

std::unique_ptr<PostgresConnection> PostgresPool::take() {
    std::unique_lock lock(m_mutex);
    m_given_back.wait(lock, [this] { return m_lent < most_connections; });
    ++m_lent;
    if (m_idle.empty())
        return nullptr;
    auto out = std::move(m_idle.back());
    m_idle.pop_back();
    return out;
}

void PostgresPool::give_back(std::unique_ptr<PostgresConnection> connection) {
    std::lock_guard lock(m_mutex);
    --m_lent;
    if (connection)
        m_idle.push_back(std::move(connection));
    m_given_back.notify_one();
}

void PostgresPool::forget_idle() {
    std::lock_guard lock(m_mutex);
    m_idle.clear();
}

} // namespace accanto::hub

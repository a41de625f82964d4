#include "sync/hub/storage/postgres_pool.h"

namespace accanto::hub {

namespace {

constexpr size_t idle_connections = 8;

} // namespace

std::unique_ptr<PostgresConnection> PostgresPool::take() {
    std::lock_guard lock(m_mutex);
    if (m_idle.empty())
        return nullptr;
    auto out = std::move(m_idle.back());
    m_idle.pop_back();
    return out;
}

void PostgresPool::give_back(std::unique_ptr<PostgresConnection>&& connection) {
    std::lock_guard lock(m_mutex);
    if (m_idle.size() < idle_connections)
        m_idle.push_back(std::move(connection));
}

void PostgresPool::forget_idle() {
    std::lock_guard lock(m_mutex);
    m_idle.clear();
}

} // namespace accanto::hub

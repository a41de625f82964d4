#pragma once
// Key changes in PostgreSQL. For the .cpp files of this folder.

#include "sync/hub/storage/key_changes.h"
#include "sync/hub/storage/postgres_connection.h"

#include <functional>

namespace accanto::hub {

// As PostgresPublishing: connections are lent. An offered key stands in its kiosk's row, so that each change
// is one statement about one row, and hubs that make several at once queue for it.
class PostgresKeyChanges final : public KeyChanges {
public:
    using Run = std::function<void(const std::function<void(PostgresTransaction&)>&)>;
    PostgresKeyChanges(Run read, Run write) : m_read(std::move(read)), m_write(std::move(write)) {}

    void offer(const std::string& kiosk, const wire::PublicKey& key) override;
    std::optional<wire::PublicKey> offered(const std::string& kiosk) override;
    void settle(const std::string& kiosk, const wire::PublicKey& key) override;

private:
    Run m_read, m_write;
};

} // namespace accanto::hub

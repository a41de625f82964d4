#pragma once
// Key changes in the embedded store. For the .cpp files of this folder.

#include "sync/hub/storage/key_changes.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>

namespace accanto::hub {

// As SqlitePublishing: connections are lent.
class SqliteKeyChanges final : public KeyChanges {
public:
    using Run = std::function<void(const std::function<void(SQLite::Database&)>&)>;
    SqliteKeyChanges(Run read, Run write) : m_read(std::move(read)), m_write(std::move(write)) {}

    void offer(const std::string& kiosk, const wire::PublicKey& key) override;
    std::optional<wire::PublicKey> offered(const std::string& kiosk) override;
    void settle(const std::string& kiosk, const wire::PublicKey& key) override;

private:
    Run m_read, m_write;
};

} // namespace accanto::hub

#pragma once
// Published content in PostgreSQL. For the .cpp files of this folder.

#include "sync/hub/storage/postgres_connection.h"
#include "sync/hub/storage/publishing.h"

#include <functional>

namespace accanto::hub {

// Reading and writing are lent by whoever has the connections: `read` runs a question, `write` runs work
// within a durable transaction. A store that is only looked at has a `write` that throws Error.
class PostgresPublishing final : public Publishing {
public:
    using Run = std::function<void(const std::function<void(PostgresTransaction&)>&)>;
    PostgresPublishing(Run read, Run write) : m_read(std::move(read)), m_write(std::move(write)) {}

    int64_t kept_bytes(const std::string& sha256) override;
    bool add_piece(const std::string& sha256, int64_t offset, std::string_view bytes) override;
    std::optional<std::string> piece(const std::string& sha256, int64_t index) override;
    void forget_bytes(const std::string& sha256) override;
    bool add_catalogue(const KeptCatalogue& catalogue,
                       const std::vector<std::pair<std::string, int>>& releases) override;
    std::vector<KeptCatalogue> catalogues() override;
    bool release(const Release& release) override;
    void withdraw(const std::string& pack, int version) override;
    std::vector<Release> releases() override;
    int64_t change() override;

private:
    Run m_read, m_write;
};

} // namespace accanto::hub

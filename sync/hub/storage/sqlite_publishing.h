#pragma once
// Published content in the embedded store. For the .cpp files of this folder.

#include "sync/hub/storage/publishing.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace accanto::hub {

// Reading and writing are lent by whoever has the connections: `read` runs a question on one of them, `write` runs work within a
// durable transaction. A store that is only looked at has a `write` that throws Error.
class SqlitePublishing final : public Publishing {
public:
    using Work = std::function<void(SQLite::Database&)>;
    using Run = std::function<void(const Work&)>;
    SqlitePublishing(Run read, Run write) : m_read(std::move(read)), m_write(std::move(write)) {}

    int64_t kept_bytes(const std::string& sha256) override;
    bool add_piece(const std::string& sha256, int64_t offset, std::string_view bytes) override;
    std::optional<std::string> piece(const std::string& sha256, int64_t index) override;
    void forget_bytes(const std::string& sha256) override;
    bool add_catalogue(const KeptCatalogue& catalogue, const std::vector<std::pair<std::string, int>>& releases) override;
    std::vector<KeptCatalogue> catalogues() override;
    bool release(const Release& release) override;
    void withdraw(const std::string& pack, int version) override;
    std::vector<Release> releases() override;
    int64_t change() override;

private:
    Run m_read, m_write;
};

} // namespace accanto::hub

#pragma once
// People and the audit log in the embedded store. For the .cpp files of this folder.

#include "sync/hub/storage/people.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>

namespace accanto::hub {

// As SqlitePublishing: connections are lent.
class SqlitePeople final : public People {
public:
    using Work = std::function<void(SQLite::Database&)>;
    using Run = std::function<void(const Work&)>;
    SqlitePeople(Run read, Run write) : m_read(std::move(read)), m_write(std::move(write)) {}

    std::optional<Person> person(const std::string& name) override;
    std::vector<Person> people() override;
    std::vector<Organisation> organisations() override;
    void put(const Person& person, const Deed& deed) override;
    void put(const Organisation& organisation, const Deed& deed) override;
    void remove_organisation(const std::string& id, const Deed& deed) override;
    void note(const Deed& deed) override;
    std::vector<AuditEntry> audit(int64_t behind, int at_most) override;
    int64_t last_entry() override;

private:
    Run m_read, m_write;
};

// Adds to the chain of the log. Within a transaction.
void add_audit_entry(SQLite::Database& db, const Deed& deed);

} // namespace accanto::hub

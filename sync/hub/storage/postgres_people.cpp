#include "sync/hub/storage/postgres_people.h"

#include "sync/hub/storage/postgres_schema.h"

namespace accanto::hub {

namespace {

constexpr const char* account_columns =
    "SELECT name, full_name, role, organisation, password, temporary, active FROM people";

Person account_of(const Rows& rows, size_t row) {
    return {rows.text(row, 0), rows.text(row, 1), role_of(rows.text(row, 2)).value_or(Role::viewer),
            rows.text(row, 3), rows.text(row, 4), rows.flag(row, 5),
            rows.flag(row, 6)};
}

AuditEntry entry_in(const Rows& rows, size_t row) {
    return {rows.number(row, 0),
            {rows.number(row, 1), rows.text(row, 2), rows.text(row, 3), rows.text(row, 4)},
            rows.bytes(row, 5)};
}

} // namespace

// The chain has one end, whichever hub adds to it: they wait for each other until their commits.
void add_audit_entry(PostgresTransaction& transaction, const Deed& deed) {
    lock_until_end(transaction, PostgresLock::audit);
    const Rows newest = transaction.run(
        "SELECT number, at_ms, who, what, about, hash FROM audit ORDER BY number DESC LIMIT 1");
    const AuditEntry entry =
        entry_after(newest.empty() ? std::nullopt : std::optional(entry_in(newest, 0)), deed);
    transaction.run(
        "INSERT INTO audit (number, at_ms, who, what, about, hash) VALUES ($1::bigint, $2::bigint, "
        "$3::text, $4::text, $5::text, $6::bytea)",
        Arguments()
            .number(entry.number)
            .number(deed.at_ms)
            .text(deed.who)
            .text(deed.what)
            .text(deed.about)
            .bytes(entry.hash));
}

std::optional<Person> PostgresPeople::person(const std::string& name) {
    std::optional<Person> out;
    m_read([&](PostgresTransaction& transaction) {
        const Rows rows =
            transaction.run(std::string(account_columns) + " WHERE name = $1::text", Arguments().text(name));
        if (!rows.empty())
            out = account_of(rows, 0);
    });
    return out;
}

std::vector<Person> PostgresPeople::people() {
    std::vector<Person> out;
    m_read([&](PostgresTransaction& transaction) {
        const Rows rows = transaction.run(std::string(account_columns) + " ORDER BY name");
        for (size_t row = 0; row < rows.size(); ++row)
            out.push_back(account_of(rows, row));
    });
    return out;
}

std::vector<Organisation> PostgresPeople::organisations() {
    std::vector<Organisation> out;
    m_read([&](PostgresTransaction& transaction) {
        const Rows rows =
            transaction.run("SELECT organisation, name, kind FROM organisations ORDER BY organisation");
        for (size_t row = 0; row < rows.size(); ++row)
            out.push_back({rows.text(row, 0), rows.text(row, 1), rows.text(row, 2)});
    });
    return out;
}

void PostgresPeople::put(const Person& person, const Deed& deed) {
    m_write([&](PostgresTransaction& transaction) {
        transaction.run(
            "INSERT INTO people (name, full_name, role, organisation, password, temporary, active) VALUES "
            "($1::text, $2::text, $3::text, $4::text, $5::text, $6::boolean, $7::boolean) ON CONFLICT (name) "
            "DO "
            "UPDATE SET full_name = excluded.full_name, role = excluded.role, organisation = "
            "excluded.organisation, password = excluded.password, temporary = excluded.temporary, active = "
            "excluded.active",
            Arguments()
                .text(person.name)
                .text(person.full_name)
                .text(to_text(person.role))
                .text(person.organisation)
                .text(person.password)
                .flag(person.temporary)
                .flag(person.active));
        add_audit_entry(transaction, deed);
    });
}

void PostgresPeople::put(const Organisation& organisation, const Deed& deed) {
    m_write([&](PostgresTransaction& transaction) {
        transaction.run(
            "INSERT INTO organisations (organisation, name, kind) VALUES ($1::text, $2::text, $3::text) "
            "ON CONFLICT (organisation) DO UPDATE SET name = excluded.name, kind = excluded.kind",
            Arguments().text(organisation.id).text(organisation.name).text(organisation.kind));
        add_audit_entry(transaction, deed);
    });
}

void PostgresPeople::remove_organisation(const std::string& id, const Deed& deed) {
    m_write([&](PostgresTransaction& transaction) {
        transaction.run("DELETE FROM organisations WHERE organisation = $1::text", Arguments().text(id));
        add_audit_entry(transaction, deed);
    });
}

void PostgresPeople::note(const Deed& deed) {
    m_write([&](PostgresTransaction& transaction) { add_audit_entry(transaction, deed); });
}

std::vector<AuditEntry> PostgresPeople::audit(int64_t behind, int at_most) {
    std::vector<AuditEntry> out;
    m_read([&](PostgresTransaction& transaction) {
        const Rows rows = transaction.run(
            "SELECT number, at_ms, who, what, about, hash FROM audit WHERE number > $1::bigint "
            "ORDER BY number LIMIT $2::bigint",
            Arguments().number(behind).number(at_most));
        for (size_t row = 0; row < rows.size(); ++row)
            out.push_back(entry_in(rows, row));
    });
    return out;
}

int64_t PostgresPeople::last_entry() {
    int64_t out = 0;
    m_read([&](PostgresTransaction& transaction) {
        out = transaction.run("SELECT coalesce(max(number), 0)::bigint FROM audit").number(0, 0);
    });
    return out;
}

} // namespace accanto::hub

#include "sync/hub/storage/sqlite_people.h"

namespace accanto::hub {

namespace {

constexpr const char* person_columns =
    "SELECT name, full_name, role, organisation, password, temporary, active FROM people";

Person person_of(SQLite::Statement& row) {
    return {row.getColumn(0).getString(),
            row.getColumn(1).getString(),
            role_of(row.getColumn(2).getString()).value_or(Role::viewer),
            row.getColumn(3).getString(),
            row.getColumn(4).getString(),
            row.getColumn(5).getInt() != 0,
            row.getColumn(6).getInt() != 0};
}

AuditEntry entry_of(SQLite::Statement& row) {
    return {row.getColumn(0).getInt64(),
            {row.getColumn(1).getInt64(), row.getColumn(2).getString(), row.getColumn(3).getString(),
             row.getColumn(4).getString()},
            row.getColumn(5).getString()};
}

} // namespace

// Within a transaction, of which there is one at a time: the chain has one end.
void add_audit_entry(SQLite::Database& db, const Deed& deed) {
    std::optional<AuditEntry> last;
    SQLite::Statement newest(
        db, "SELECT number, at_ms, who, what, about, hash FROM audit ORDER BY number DESC LIMIT 1");
    if (newest.executeStep())
        last = entry_of(newest);
    const AuditEntry entry = entry_after(last, deed);
    SQLite::Statement add(db,
                          "INSERT INTO audit (number, at_ms, who, what, about, hash) VALUES (?,?,?,?,?,?)");
    add.bind(1, entry.number);
    add.bind(2, deed.at_ms);
    add.bind(3, deed.who);
    add.bind(4, deed.what);
    add.bind(5, deed.about);
    add.bind(6, entry.hash.data(), int(entry.hash.size()));
    add.exec();
}

std::optional<Person> SqlitePeople::person(const std::string& name) {
    std::optional<Person> out;
    m_read([&](SQLite::Database& db) {
        SQLite::Statement q(db, std::string(person_columns) + " WHERE name = ?");
        q.bind(1, name);
        if (q.executeStep())
            out = person_of(q);
    });
    return out;
}

std::vector<Person> SqlitePeople::people() {
    std::vector<Person> out;
    m_read([&](SQLite::Database& db) {
        SQLite::Statement q(db, std::string(person_columns) + " ORDER BY name");
        while (q.executeStep())
            out.push_back(person_of(q));
    });
    return out;
}

std::vector<Organisation> SqlitePeople::organisations() {
    std::vector<Organisation> out;
    m_read([&](SQLite::Database& db) {
        SQLite::Statement q(db, "SELECT organisation, name, kind FROM organisations ORDER BY organisation");
        while (q.executeStep())
            out.push_back(
                {q.getColumn(0).getString(), q.getColumn(1).getString(), q.getColumn(2).getString()});
    });
    return out;
}

void SqlitePeople::put(const Person& person, const Deed& deed) {
    m_write([&](SQLite::Database& db) {
        SQLite::Statement q(
            db,
            "INSERT OR REPLACE INTO people (name, full_name, role, organisation, password, temporary, active)"
            " VALUES (?,?,?,?,?,?,?)");
        q.bind(1, person.name);
        q.bind(2, person.full_name);
        q.bind(3, std::string(to_text(person.role)));
        q.bind(4, person.organisation);
        q.bind(5, person.password);
        q.bind(6, person.temporary);
        q.bind(7, person.active);
        q.exec();
        add_audit_entry(db, deed);
    });
}

void SqlitePeople::put(const Organisation& organisation, const Deed& deed) {
    m_write([&](SQLite::Database& db) {
        SQLite::Statement q(db,
                            "INSERT OR REPLACE INTO organisations (organisation, name, kind) VALUES (?,?,?)");
        q.bind(1, organisation.id);
        q.bind(2, organisation.name);
        q.bind(3, organisation.kind);
        q.exec();
        add_audit_entry(db, deed);
    });
}

void SqlitePeople::remove_organisation(const std::string& id, const Deed& deed) {
    m_write([&](SQLite::Database& db) {
        SQLite::Statement q(db, "DELETE FROM organisations WHERE organisation = ?");
        q.bind(1, id);
        q.exec();
        add_audit_entry(db, deed);
    });
}

void SqlitePeople::note(const Deed& deed) {
    m_write([&](SQLite::Database& db) { add_audit_entry(db, deed); });
}

std::vector<AuditEntry> SqlitePeople::audit(int64_t behind, int at_most) {
    std::vector<AuditEntry> out;
    m_read([&](SQLite::Database& db) {
        SQLite::Statement q(db, "SELECT number, at_ms, who, what, about, hash FROM audit WHERE number > ? "
                                "ORDER BY number LIMIT ?");
        q.bind(1, behind);
        q.bind(2, at_most);
        while (q.executeStep())
            out.push_back(entry_of(q));
    });
    return out;
}

int64_t SqlitePeople::last_entry() {
    int64_t out = 0;
    m_read([&](SQLite::Database& db) {
        SQLite::Statement q(db, "SELECT coalesce(max(number), 0) FROM audit");
        if (q.executeStep())
            out = q.getColumn(0).getInt64();
    });
    return out;
}

} // namespace accanto::hub
